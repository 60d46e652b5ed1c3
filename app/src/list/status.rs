//! How far the list is, in words: a line for whoever looks, a sentence for whoever listens.

use jiff::Timestamp;
use model::list::{Progress, ReadState, View};

use super::days::{on_the_clock, zone};
use crate::{date::time_of_day, number::grouped};

/// `38,204 of 102,345 loaded · 58 s left`; once all are here, how many stand in the view, when that was true, and what
/// keeps them from being looked at again.
///
/// A list may hold more than lies at its top or in a folder of it, so what is counted is what one sees: `matching`.
pub fn line(progress: &Progress, view: &View, matching: u32, provider: &str, local: bool) -> String {
    let here = match (progress.is_whole(), view.is_narrowed()) {
        (true, false) => format!("{} {}", grouped(matching), records(matching)),
        (true, true) if view.place.folder.is_some() => matches(matching),
        (true, true) => format!("{} of {}", matches(matching), grouped(progress.loaded)),
        (false, false) => loaded(progress),
        (false, true) => format!("{} · {}", matches(matching), loaded(progress)),
    };
    let true_at = progress.as_of.map(|at| as_of(at, local));
    let parts = [Some(here), true_at, under_way(progress, provider)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn under_way(progress: &Progress, provider: &str) -> Option<String> {
    match &progress.state {
        ReadState::Reading if progress.is_whole() => progress.seconds_left.map(|it| format!("updating, {}", left(it))),
        ReadState::Reading => progress.seconds_left.map(left),
        ReadState::Waiting { seconds } => Some(format!("{provider} asks us to wait, {seconds} s")),
        ReadState::Stalled {
            retry_seconds: Some(seconds),
            ..
        } => Some(format!("stalled, trying again in {seconds} s")),
        ReadState::Stalled { .. } => Some("stalled".to_owned()),
        ReadState::Complete => None,
    }
}

/// `12,400 of 102,345 loaded`; `12,400 loaded so far` where nobody knows of how many.
pub fn loaded(progress: &Progress) -> String {
    match progress.expected {
        Some(expected) if expected >= progress.loaded => {
            format!("{} of {} loaded", grouped(progress.loaded), grouped(expected))
        }
        _ => format!("{} loaded so far", grouped(progress.loaded)),
    }
}

fn matches(matching: u32) -> String {
    match matching {
        1 => "1 match".to_owned(),
        _ => format!("{} matches", grouped(matching)),
    }
}

fn records(count: u32) -> &'static str {
    if count == 1 { "record" } else { "records" }
}

fn left(seconds: u32) -> String {
    match seconds {
        0..=99 => format!("{seconds} s left"),
        _ => format!("{} min left", seconds.div_ceil(60)),
    }
}

fn as_of(at: Timestamp, local: bool) -> String {
    format!("as of {}{}", time_of_day(on_the_clock(at, local)), zone(local))
}

/// What is worth an interruption: that it began, that it waits or stands, that all is here. Not each step.
pub fn announcement(progress: &Progress, provider: &str) -> String {
    let whole = progress.is_whole();
    match &progress.state {
        ReadState::Reading if !whole => format!("Loading records from {provider}."),
        ReadState::Waiting { .. } => format!("{provider} asks us to wait."),
        ReadState::Stalled { .. } if whole => "The records are not brought up to date any more.".to_owned(),
        ReadState::Stalled { .. } => "Loading has stalled.".to_owned(),
        ReadState::Reading | ReadState::Complete => format!(
            "All {} {} are loaded.",
            grouped(progress.loaded),
            records(progress.loaded)
        ),
    }
}

/// What the search box offers: `Search 2,500 records`; in a folder, what lies beneath it.
pub fn search_hint(progress: &Progress, view: &View) -> String {
    if view.place.folder.is_some() {
        return "Search in here".to_owned();
    }
    let count = progress.expected.unwrap_or(0).max(progress.loaded);
    format!("Search {} {}", grouped(count), records(count))
}

#[cfg(test)]
mod tests {
    use model::list::Stall;

    use super::*;
    use crate::list::samples::progress;

    fn at(state: ReadState, seconds_left: Option<u32>) -> Progress {
        Progress {
            loaded: 38_204,
            expected: Some(102_345),
            seconds_left,
            ..progress(state)
        }
    }

    fn said_of(query: &str, matching: u32, progress: &Progress) -> String {
        line(progress, &View::from_query(query), matching, "Acme", false)
    }

    fn said(progress: &Progress) -> String {
        said_of("", progress.loaded, progress)
    }

    #[test]
    fn a_list_that_comes_says_how_much_is_here_and_how_long_the_rest_takes() {
        assert_eq!(
            said(&at(ReadState::Reading, Some(58))),
            "38,204 of 102,345 loaded · 58 s left"
        );
        assert_eq!(
            said(&at(ReadState::Reading, Some(130))),
            "38,204 of 102,345 loaded · 3 min left"
        );
        assert_eq!(said(&at(ReadState::Reading, None)), "38,204 of 102,345 loaded");
    }

    #[test]
    fn a_count_that_nobody_knows_or_that_is_too_low_is_left_out() {
        let mut progress = at(ReadState::Reading, None);
        for wrong in [None, Some(7)] {
            progress.expected = wrong;
            assert_eq!(said(&progress), "38,204 loaded so far");
        }
    }

    #[test]
    fn waits_and_stalls_are_told() {
        let waiting = at(ReadState::Waiting { seconds: 4 }, None);
        assert_eq!(said(&waiting), "38,204 of 102,345 loaded · Acme asks us to wait, 4 s");
        let stalled = |retry_seconds| {
            let stall = Stall::ProviderUnavailable;
            said(&at(ReadState::Stalled { stall, retry_seconds }, None))
        };
        assert!(stalled(None).ends_with(" · stalled"));
        assert!(stalled(Some(8)).ends_with(" · stalled, trying again in 8 s"));
    }

    #[test]
    fn a_whole_list_says_since_when_it_is_true() {
        let mut progress = progress(ReadState::Complete);
        progress.as_of = Some("2025-01-09T14:02:59Z".parse().unwrap());
        assert_eq!(said(&progress), "2,500 records · as of 14:02 UTC");
        let local = line(&progress, &View::default(), 2_500, "Acme", true);
        assert_eq!(local, "2,500 records · as of 14:02");
        progress.as_of = None;
        assert_eq!(said_of("q=a", 1_204, &progress), "1,204 matches of 2,500");
        assert_eq!(said_of("q=a", 1, &progress), "1 match of 2,500");
    }

    #[test]
    fn at_the_top_and_in_a_folder_what_lies_there_is_counted() {
        let mut progress = progress(ReadState::Complete);
        progress.as_of = None;
        assert_eq!(said_of("", 3, &progress), "3 records");
        assert_eq!(said_of("folder=a", 1, &progress), "1 record");
        assert_eq!(said_of("folder=a&q=b", 2, &progress), "2 matches");
    }

    #[test]
    fn a_whole_list_that_is_not_looked_at_any_more_is_whole_still() {
        let mut progress = progress(ReadState::Stalled {
            stall: Stall::ReconnectRequired,
            retry_seconds: None,
        });
        progress.as_of = Some("2025-01-09T14:02:59Z".parse().unwrap());
        assert_eq!(said(&progress), "2,500 records · as of 14:02 UTC · stalled");
        assert!(announcement(&progress, "Acme").contains("not brought up to date"));
        progress.state = ReadState::Waiting { seconds: 4 };
        assert!(said(&progress).ends_with(" · as of 14:02 UTC · Acme asks us to wait, 4 s"));
        (progress.state, progress.seconds_left) = (ReadState::Reading, Some(3));
        assert!(said(&progress).ends_with(" · as of 14:02 UTC · updating, 3 s left"));
        assert_eq!(announcement(&progress, "Acme"), "All 2,500 records are loaded.");
    }

    #[test]
    fn a_search_among_a_part_says_both() {
        let progress = at(ReadState::Reading, Some(58));
        assert_eq!(
            said_of("q=a", 3, &progress),
            "3 matches · 38,204 of 102,345 loaded · 58 s left"
        );
    }

    #[test]
    fn steps_are_not_announced() {
        let (early, late) = (at(ReadState::Reading, Some(58)), at(ReadState::Reading, Some(3)));
        assert_eq!(announcement(&early, "Acme"), announcement(&late, "Acme"));
        let soon = announcement(&at(ReadState::Waiting { seconds: 1 }, None), "Acme");
        assert_eq!(soon, announcement(&at(ReadState::Waiting { seconds: 9 }, None), "Acme"));
        assert_eq!(
            announcement(&progress(ReadState::Complete), "Acme"),
            "All 2,500 records are loaded."
        );
    }

    #[test]
    fn the_search_names_all_that_will_be_there() {
        let hint = |progress: &Progress, query: &str| search_hint(progress, &View::from_query(query));
        assert_eq!(hint(&at(ReadState::Reading, None), ""), "Search 102,345 records");
        assert_eq!(hint(&progress(ReadState::Complete), "q=a"), "Search 2,500 records");
        assert_eq!(hint(&progress(ReadState::Complete), "folder=a"), "Search in here");
    }
}
