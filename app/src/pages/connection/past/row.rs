//! One record as a row. The roles are written out: on narrow screens the style sheet lays the table out as a list.

use std::sync::Arc;

use leptos::prelude::*;
use model::IntegrationItem;

use crate::{date::Moment, grid::content::web_address};

const COLUMNS: [&str; 7] = ["Name", "E-mail", "Phone", "Company", "Created", "Modified", "Record"];

/// From here on a text is likely to be cut, and can be read whole by pointing at it.
const LONG: usize = 28;

/// The row. Its cells carry no classes: the style sheet knows the columns by their order.
#[component]
pub fn RecordRow(
    /// The record.
    item: Arc<IntegrationItem>,
    /// Where it is.
    provider: Arc<str>,
) -> impl IntoView {
    view! {
        <tr role="row">
            {text_cell(item.name.as_deref(), "No name")}
            {text_cell(item.property("email"), "–")}
            {text_cell(item.property("phone"), "–")}
            {text_cell(item.property("company"), "–")}
            <td role="cell"><Moment at=item.creation_time/></td>
            <td role="cell"><Moment at=item.last_modified_time/></td>
            <td role="cell">{record_link(&item, &provider)}</td>
        </tr>
    }
}

/// Right-to-left text is isolated, so that it cannot turn its neighbours around.
fn text_cell(text: Option<&str>, absent: &'static str) -> impl IntoView + use<> {
    let whole = text.filter(|text| text.chars().nth(LONG).is_some()).map(str::to_owned);
    let class = text.is_none().then_some("none");
    let text = text.unwrap_or(absent).to_owned();
    view! { <td role="cell" title=whole><bdi class=class>{text}</bdi></td> }
}

fn record_link(item: &IntegrationItem, provider: &str) -> Option<impl IntoView + use<>> {
    let url = web_address(item.url.as_deref()?)?.to_owned();
    let label = format!("Open {} in {provider}", called(item));
    Some(view! { <a href=url target="_blank" rel="noopener noreferrer" aria-label=label>"Open ↗"</a> })
}

/// What to call the record where it cannot be without a name.
fn called(item: &IntegrationItem) -> String {
    let name = item.name.as_deref().or_else(|| item.property("email"));
    name.map_or_else(
        || format!("record {}", item.id),
        // A label that takes minutes to read aloud names nothing.
        |name| name.chars().take(80).collect(),
    )
}

/// The header row.
#[component]
pub fn Columns() -> impl IntoView {
    let heads = COLUMNS.map(|name| view! { <th role="columnheader" scope="col">{name}</th> });
    view! {
        <thead role="rowgroup">
            <tr role="row">{heads.into_iter().collect_view()}</tr>
        </thead>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_without_a_name_is_called_by_its_mail_or_its_id() {
        let mut item = IntegrationItem {
            id: "7".to_owned(),
            ..IntegrationItem::default()
        };
        assert_eq!(called(&item), "record 7");
        item.properties.insert("email".to_owned(), "a@b.example".to_owned());
        assert_eq!(called(&item), "a@b.example");
        item.name = Some("x".repeat(10_000));
        assert_eq!(called(&item).len(), 80);
    }
}
