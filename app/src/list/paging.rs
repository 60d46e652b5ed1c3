//! The way to other rows without JavaScript.

use leptos::prelude::*;
use model::list::View;

use crate::number::grouped;

/// How many rows the page brings.
pub const PAGE: u32 = 60;

/// `1–60 of 2,500`, with links to the rows before and after.
#[component]
pub fn Paging(
    /// What is shown.
    view: View,
    /// How many rows match it.
    matching: u32,
    /// The path of the page.
    base: String,
) -> impl IntoView {
    let from = view.from;
    let end = from.saturating_add(PAGE).min(matching);
    let text = if from < end {
        format!("{}–{} of {}", grouped(from + 1), grouped(end), grouped(matching))
    } else {
        format!("None of {} here", grouped(matching))
    };
    let to = |from| {
        let query = View { from, ..view.clone() }.to_query();
        format!("{base}?{query}")
    };
    let back = (from > 0).then(|| {
        let from = from.min(matching).saturating_sub(PAGE);
        view! { <a class="button" rel="prev external" href=to(from)>{format!("Previous {PAGE}")}</a> }
    });
    let on = (end < matching && from < end).then(|| {
        let text = format!("Next {}", PAGE.min(matching - end));
        view! { <a class="button" rel="next external" href=to(end)>{text}</a> }
    });
    (matching > 0).then(|| view! { <nav class="paging" aria-label="Rows">{back}<span>{text}</span>{on}</nav> })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::html;

    fn paging(query: &str, matching: u32) -> String {
        let (view, base) = (View::from_query(query), "/connections/x".to_owned());
        html(|| view! { <Paging view matching base/> })
    }

    #[test]
    fn links_lead_on_and_back_and_keep_the_view() {
        let html = paging("q=a+%26&from=60&record=7", 150);
        assert!(html.contains(">61–120 of 150<"), "{html}");
        assert!(html.contains("?q=a+%26&amp;record=7\""), "{html}");
        assert!(
            html.contains("&amp;from=120&amp;record=7\"") && html.contains(">Next 30<"),
            "{html}"
        );
        assert!(html.contains(">Previous 60<"));
    }

    #[test]
    fn there_is_nothing_before_the_first_and_after_the_last() {
        let html = paging("", 60);
        assert!(html.contains(">1–60 of 60<") && !html.contains("<a "), "{html}");
        assert!(!paging("", 0).contains("nav"));
    }

    #[test]
    fn beyond_the_end_a_link_leads_back() {
        let html = paging("from=900", 150);
        assert!(
            html.contains(">None of 150 here<") && html.contains("from=90\""),
            "{html}"
        );
        assert!(!html.contains("Next"));
    }
}
