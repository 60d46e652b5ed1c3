//! What was last seen of the records, as a table that does not change: for when none can be had.

mod row;

use std::sync::Arc;

use leptos::prelude::*;
use model::LastSeen;

use self::row::{Columns, RecordRow};
use crate::date::ExactMoment;

/// The rows, and when they were true. Nothing when there are none.
#[component]
pub fn LastSeenItems(
    /// The rows.
    seen: LastSeen,
    /// Where the records are.
    provider: String,
    /// Whether only the user can bring the present ones.
    ended: bool,
) -> impl IntoView {
    let present = if ended {
        "reconnect to see the present state."
    } else {
        "the present state cannot be shown just now."
    };
    let provider: Arc<str> = provider.into();
    let row = |item| view! { <RecordRow item=Arc::new(item) provider=Arc::clone(&provider)/> };
    let rows = seen.items.into_iter().map(row).collect_view();
    (!rows.is_empty()).then(|| {
        view! {
            <div class="past">
                <p>"Last seen "<ExactMoment at=seen.at/>"; "{present}</p>
                <table role="table" aria-label="Last seen">
                    <Columns/>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            </div>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{html, record};

    fn shown(names: &[&str], ended: bool) -> String {
        let seen = LastSeen {
            items: names.iter().map(|name| record(Some(name))).collect(),
            at: "2025-01-09T14:02:00Z".parse().unwrap(),
        };
        html(|| view! { <LastSeenItems seen provider="Acme".to_owned() ended/> })
    }

    #[test]
    fn the_rows_stand_under_the_moment_they_are_from() {
        let html = shown(&["Ada <b>", "Grace"], true);
        let said = html.find("9 Jan 2025, 14:02 UTC").unwrap();
        assert!(html.find("Ada &lt;b&gt;").unwrap() > said, "{html}");
        assert!(html.contains("Grace") && html.contains(">Modified</th>"));
        assert!(html.contains("reconnect to see the present state"));
        assert!(shown(&["Ada"], false).contains("the present state cannot be shown just now"));
    }

    #[test]
    fn nothing_seen_leaves_nothing() {
        assert!(!shown(&[], true).contains("Last seen"));
    }
}
