//! How much is loaded: never more than the truth.

use leptos::prelude::*;

use super::{Row, listing::Listing, searching};
use crate::{hydrated::hydrated, number::grouped};

/// The count, told politely to whoever cannot see it change.
#[component]
pub fn Count(listing: RwSignal<Listing>, rows: Memo<Vec<Row>>, needle: RwSignal<String>) -> impl IntoView {
    let live = hydrated();
    let text = move || {
        let shown = u32::try_from(rows.with(Vec::len)).unwrap_or(u32::MAX);
        listing.with(|listing| {
            Tally {
                shown: searching(needle).then_some(shown),
                loaded: listing.loaded(),
                from_start: listing.starts_at_start(),
                at_end: listing.at_end(),
                live: live.get(),
            }
            .sentence()
        })
    };
    view! { <p class="count" aria-live="polite">{text}</p> }
}

struct Tally {
    /// How many match; `None` when nothing is searched for.
    shown: Option<u32>,
    loaded: u32,
    from_start: bool,
    at_end: bool,
    /// Whether more can be added to this very page.
    live: bool,
}

impl Tally {
    fn sentence(&self) -> String {
        let whole = self.from_start && self.at_end;
        let place = if self.live || whole { "loaded" } else { "on this page" };
        let loaded = grouped(self.loaded);
        let end = match (self.at_end, self.from_start) {
            (false, _) => "",
            (true, true) => " · that is all",
            (true, false) => " · up to the last",
        };
        match self.shown {
            Some(1) => format!("1 of {loaded} {place} matches{end}"),
            Some(shown) => format!("{} of {loaded} {place} match{end}", grouped(shown)),
            None => format!("{loaded} {place}{end}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(shown: Option<u32>, loaded: u32, from_start: bool, at_end: bool, live: bool) -> String {
        Tally {
            shown,
            loaded,
            from_start,
            at_end,
            live,
        }
        .sentence()
    }

    #[test]
    fn the_count_says_whether_that_is_all() {
        assert_eq!(sentence(None, 300, true, false, true), "300 loaded");
        assert_eq!(sentence(None, 2_500, true, true, true), "2,500 loaded · that is all");
        assert_eq!(sentence(None, 40, false, true, true), "40 loaded · up to the last");
    }

    #[test]
    fn a_page_that_cannot_grow_counts_itself_only() {
        assert_eq!(sentence(None, 100, true, false, false), "100 on this page");
        assert_eq!(sentence(None, 3, true, true, false), "3 loaded · that is all");
    }

    #[test]
    fn a_search_counts_among_what_is_loaded() {
        assert_eq!(sentence(Some(3), 300, true, false, true), "3 of 300 loaded match");
        assert_eq!(sentence(Some(1), 300, true, false, true), "1 of 300 loaded matches");
        assert_eq!(
            sentence(Some(0), 100, true, false, false),
            "0 of 100 on this page match"
        );
    }
}
