//! What stands where rows would be, when there are none.

#[cfg(feature = "ssr")]
use leptos::prelude::*;
use model::list::Progress;
#[cfg(feature = "ssr")]
use model::list::View;

use super::status;
#[cfg(feature = "ssr")]
use super::{FORM, tools::Tools};

/// Why nothing is to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The account has no records.
    NoRecords,
    /// None has come yet.
    NoneYet,
    /// Nothing lies in this folder.
    EmptyFolder,
    /// None matches, of all that there are.
    NoMatch,
    /// None matches of those that have come.
    NoMatchYet,
}

/// What to do where nothing is to be seen; nothing where there are rows.
#[cfg(feature = "ssr")]
#[component]
pub fn Absent(tools: Tools) -> impl IntoView {
    let (state, progress) = (tools.state, tools.state.progress.get_untracked());
    let narrowed = state.view.with_untracked(View::is_narrowed);
    let why = why(state.matching.get_untracked(), &progress, narrowed)?;
    let search = state.view.with_untracked(|view| view.search.trim().to_owned());
    let text = why.sentence(&search, &progress, &state.provider.get_value());
    let look = (why == Why::NoRecords).then(|| view! { <button form="refresh">"Look again"</button> });
    let clear = why.is_narrowed().then(|| {
        view! { <button form=FORM name="clear" value="all">"Clear search and filters"</button> }
    });
    Some(view! { <div class="absent" role="status"><p>{text}</p>{look}{clear}</div> })
}

/// Why nothing is to be seen, if that is so.
pub fn why(matching: u32, progress: &Progress, narrowed: bool) -> Option<Why> {
    match (matching, progress.loaded, progress.is_whole()) {
        (1.., _, _) => None,
        (0, 0, true) => Some(Why::NoRecords),
        (0, 0, false) => Some(Why::NoneYet),
        (0, _, true) if !narrowed => Some(Why::EmptyFolder),
        (0, _, false) if !narrowed => Some(Why::NoneYet),
        (0, _, true) => Some(Why::NoMatch),
        (0, _, false) => Some(Why::NoMatchYet),
    }
}

impl Why {
    /// Whether a search or a filter keeps rows away.
    pub fn is_narrowed(self) -> bool {
        matches!(self, Self::NoMatch | Self::NoMatchYet)
    }

    /// The reason, as people say it.
    pub fn sentence(self, search: &str, progress: &Progress, provider: &str) -> String {
        match self {
            Self::NoRecords => {
                format!("This account has no records yet. Add some in {provider}, then look again.")
            }
            Self::EmptyFolder => "Nothing lies in here.".to_owned(),
            Self::NoneYet => "No records have come yet.".to_owned(),
            Self::NoMatch if search.is_empty() => "No record matches these filters.".to_owned(),
            Self::NoMatch => format!("No record matches “{search}”."),
            Self::NoMatchYet => {
                let loaded = status::loaded(progress);
                format!("No match among {loaded}; the rest is on its way.")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use model::list::ReadState;

    use super::*;

    fn seen(matching: u32, loaded: u32, complete: bool, narrowed: bool) -> Option<Why> {
        let state = if complete {
            ReadState::Complete
        } else {
            ReadState::Reading
        };
        let progress = Progress {
            loaded,
            expected: None,
            state,
            seconds_left: None,
            as_of: None,
            version: 1,
        };
        why(matching, &progress, narrowed)
    }

    #[test]
    fn a_whole_list_that_is_read_anew_is_judged_by_what_it_has() {
        let progress = Progress {
            loaded: 9,
            expected: None,
            state: ReadState::Reading,
            seconds_left: None,
            as_of: Some(jiff::Timestamp::UNIX_EPOCH),
            version: 2,
        };
        assert_eq!(why(0, &progress, true), Some(Why::NoMatch));
        assert_eq!(why(0, &progress, false), Some(Why::EmptyFolder));
    }

    #[test]
    fn nothing_is_missing_while_there_are_rows() {
        assert_eq!(seen(1, 1, false, true), None);
    }

    #[test]
    fn an_empty_account_is_told_from_one_that_has_not_come_and_from_a_search_that_found_nothing() {
        assert_eq!(seen(0, 0, true, false), Some(Why::NoRecords));
        assert_eq!(seen(0, 0, false, false), Some(Why::NoneYet));
        assert_eq!(seen(0, 9, true, true), Some(Why::NoMatch));
        assert_eq!(seen(0, 9, false, true), Some(Why::NoMatchYet));
    }

    #[test]
    fn an_empty_folder_is_no_search_that_found_nothing() {
        assert_eq!(seen(0, 9, true, false), Some(Why::EmptyFolder));
        assert_eq!(seen(0, 9, false, false), Some(Why::NoneYet));
    }
}
