//! One value of a record, as its type asks for: a link, a choice by its label, a moment on the reader's clock.

use jiff::Timestamp;
use leptos::prelude::*;
use model::list::{Column, ColumnType};

use crate::{
    date::{day, time_of_day},
    grid::{
        content::{Shape, content, shape, whole},
        dates,
    },
    list::days::{clock, on_the_clock, zone},
};

/// The value. What does not have the shape of its type is shown as it is.
pub fn value(column: &Column, text: &str) -> AnyView {
    let clock = clock(false);
    let said = content(column, Some(text), &clock);
    let words = said.text.into_owned();
    match (shape(column), said.reference) {
        (Shape::Link, Some(url)) => {
            let outside = (column.column_type == ColumnType::Link).then_some("_blank");
            view! { <a href=url target=outside rel="noopener noreferrer"><bdi>{words}</bdi></a> }.into_any()
        }
        (Shape::Time, Some(machine)) => {
            let exact = whole(column, Some(text), &clock).map(std::borrow::Cow::into_owned);
            let words = minute(column.column_type, text).unwrap_or(words);
            view! { <time datetime=machine title=exact>{words}</time> }.into_any()
        }
        _ => view! { <bdi>{words}</bdi> }.into_any(),
    }
}

/// An instant to the minute; a day has none.
fn minute(column_type: ColumnType, text: &str) -> Option<String> {
    let at = dates::read(text).filter(|_| column_type == ColumnType::Instant)?;
    let at = on_the_clock(Timestamp::from_millisecond(at).ok()?, false);
    Some(format!("{}, {}{}", day(at), time_of_day(at), zone(false)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{list::samples::column, samples::html};

    fn shown(column_type: ColumnType, text: &str) -> String {
        html(|| value(&column("p.x", "X", column_type, None), text))
    }

    #[test]
    fn addresses_and_numbers_are_links() {
        assert!(shown(ColumnType::Email, "a@b.example").contains(r#"href="mailto:a@b.example""#));
        assert!(shown(ColumnType::Phone, "+44 (20) 7946").contains(r#"href="tel:+44207946""#));
        let web = shown(ColumnType::Link, "https://b.example/");
        assert!(
            web.contains(r#"href="https://b.example/""#) && web.contains("noopener"),
            "{web}"
        );
    }

    #[test]
    fn what_would_run_is_no_link() {
        let html = shown(ColumnType::Link, "javascript:alert(1)");
        assert!(!html.contains("href") && html.contains("javascript:alert(1)"), "{html}");
    }

    #[test]
    fn moments_are_written_for_people_and_exact_for_whoever_points() {
        let instant = shown(ColumnType::Instant, "2025-01-09T14:31:48Z");
        assert!(instant.contains(">9 Jan 2025, 14:31 UTC<"), "{instant}");
        assert!(instant.contains(r#"title="9 Jan 2025, 14:31:48 UTC""#), "{instant}");
        assert!(shown(ColumnType::Instant, "1736433108000").contains("9 Jan 2025, 14:31"));
        assert!(shown(ColumnType::Day, "2024-05-01").contains(">1 May 2024<"));
        assert!(shown(ColumnType::Day, "soon").contains("<bdi>soon</bdi>"));
    }

    #[test]
    fn several_choices_have_their_labels() {
        let stage = &crate::list::samples::columns()[2];
        let html = html(|| value(stage, "lead;customer;gone"));
        assert!(html.contains("<bdi>Lead, Customer, gone</bdi>"), "{html}");
    }
}
