//! Dates and times of seeded records.

use jiff::{SignedDuration, Timestamp};

/// Everything seeded was made after this: 2024-01-01, in seconds since 1970.
const EPOCH: i64 = 1_704_067_200;

/// So many minutes after the beginning of all seeded records.
pub(crate) fn minutes_in(minutes: u64) -> Timestamp {
    let minutes = i64::try_from(minutes).unwrap_or(i64::MAX / 120);
    let start = Timestamp::from_second(EPOCH).unwrap_or(Timestamp::UNIX_EPOCH);
    start
        .saturating_add(SignedDuration::from_mins(minutes))
        .unwrap_or(Timestamp::MAX)
}

/// Such as `2024-01-01T12:00:00.000Z`.
pub(crate) fn iso(instant: Timestamp) -> String {
    format!("{instant:.3}")
}

/// Such as `2024-01-01`.
pub(crate) fn date(instant: Timestamp) -> String {
    instant.strftime("%Y-%m-%d").to_string()
}
