//! Moments as people read them: always in UTC, so that server and browser write the same.

use jiff::{Timestamp, tz::TimeZone};
#[cfg(feature = "ssr")]
use leptos::{either::Either, prelude::*};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The day, with the exact time for machines and for whoever points at it; a dash for none.
#[cfg(feature = "ssr")]
#[component]
pub fn Moment(at: Option<Timestamp>) -> impl IntoView {
    match at {
        Some(at) => Either::Left(view! { <time datetime=at.to_string() title=exact(at)>{day(at)}</time> }),
        None => Either::Right("–"),
    }
}

/// The day and the minute, with the second for whoever points at it.
#[cfg(feature = "ssr")]
#[component]
pub fn ExactMoment(at: Timestamp) -> impl IntoView {
    view! { <time datetime=at.to_string() title=exact(at)>{minute(at)}</time> }
}

/// `9 Jan 2025`.
pub fn day(at: Timestamp) -> String {
    let at = TimeZone::UTC.to_datetime(at);
    // Months count from 1 to 12.
    let month = usize::from(at.month().unsigned_abs()) - 1;
    format!("{} {} {}", at.day(), MONTHS[month], at.year())
}

/// `9 Jan 2025, 14:31 UTC`.
#[cfg(feature = "ssr")]
fn minute(at: Timestamp) -> String {
    format!("{}, {} UTC", day(at), time_of_day(at))
}

/// `14:31`.
pub fn time_of_day(at: Timestamp) -> String {
    let time = TimeZone::UTC.to_datetime(at);
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// `9 Jan 2025, 14:31:48 UTC`.
#[cfg(feature = "ssr")]
pub fn exact(at: Timestamp) -> String {
    let time = TimeZone::UTC.to_datetime(at);
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    format!("{}, {hour:02}:{minute:02}:{second:02} UTC", day(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_in_utc() {
        let at: Timestamp = "2025-01-09T23:31:08-05:00".parse().unwrap();
        assert_eq!(day(at), "10 Jan 2025");
        assert_eq!(exact(at), "10 Jan 2025, 04:31:08 UTC");
    }

    #[test]
    #[cfg(feature = "ssr")]
    fn an_exact_moment_has_its_minute_and_for_machines_all_of_it() {
        let at: Timestamp = "2025-01-09T04:01:08Z".parse().unwrap();
        let html = Owner::new().with(|| view! { <ExactMoment at/> }.to_html());
        assert!(html.contains("9 Jan 2025, 04:01 UTC<"), "{html}");
        assert!(html.contains(r#"datetime="2025-01-09T04:01:08Z""#), "{html}");
    }

    #[test]
    fn december_and_times_before_1970_have_their_month() {
        let at: Timestamp = "1969-12-31T00:00:00Z".parse().unwrap();
        assert_eq!(day(at), "31 Dec 1969");
    }
}
