//! Days and times as a clock shows them: the reader's own once the page is alive (`local`), UTC before.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use model::list::ColumnType;

use crate::grid::dates::Clock;

/// How far the reader's clock is ahead of UTC at that moment, in milliseconds.
#[cfg(feature = "hydrate")]
fn ahead(at: i64) -> i64 {
    #[expect(clippy::cast_precision_loss, reason = "moments of the calendar are exact in 53 bits")]
    let at = web_sys::js_sys::Date::new(&(at as f64).into());
    #[expect(clippy::cast_possible_truncation, reason = "whole minutes of at most a day")]
    let behind = at.get_timezone_offset() as i64;
    -behind * 60_000
}

#[cfg(not(feature = "hydrate"))]
fn ahead(_at: i64) -> i64 {
    0
}

/// What is written behind a time: the reader's own needs no name.
pub fn zone(local: bool) -> &'static str {
    if local { "" } else { " UTC" }
}

/// The same moment as if that clock showed UTC: to be written, not to be reckoned with.
pub fn on_the_clock(at: Timestamp, local: bool) -> Timestamp {
    let at = at.as_millisecond();
    let ahead = if local { ahead(at) } else { 0 };
    Timestamp::from_millisecond(at + ahead).unwrap_or_default()
}

/// The beginning of a day in UTC, in milliseconds since 1970.
pub fn midnight_utc(day: Date) -> Option<i64> {
    let at = day.to_zoned(TimeZone::UTC).ok()?.timestamp();
    Some(at.as_millisecond())
}

/// The beginning of a day for values of that type: a day is the same everywhere, an instant the reader's.
pub fn midnight(column_type: ColumnType, day: Date) -> Option<i64> {
    let at = midnight_utc(day)?;
    let ahead = if column_type == ColumnType::Day { 0 } else { ahead(at) };
    Some(at - ahead)
}

/// The day of a moment, for values of that type.
pub fn day_of(column_type: ColumnType, at: i64, local: bool) -> Option<Timestamp> {
    let at = Timestamp::from_millisecond(at).ok()?;
    Some(on_the_clock(at, local && column_type != ColumnType::Day))
}

/// That clock, for the grid's words.
pub fn clock(local: bool) -> Clock {
    Clock {
        now: None,
        ahead: if local { ahead } else { |_| 0 },
        zone: zone(local),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight() {
        let day: Date = "2024-05-01".parse().unwrap();
        let at: Timestamp = "2024-05-01T00:00:00Z".parse().unwrap();
        assert_eq!(midnight_utc(day), Some(at.as_millisecond()));
        assert_eq!(midnight(ColumnType::Day, day), Some(at.as_millisecond()));
        assert_eq!(day_of(ColumnType::Instant, at.as_millisecond(), false), Some(at));
    }
}
