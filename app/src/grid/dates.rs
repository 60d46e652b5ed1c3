//! Times as the grid writes them: in the reader's own time, the recent ones by how long ago they were.

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// What time it is for the reader. All times are in milliseconds since 1970.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// Now; `None` where nobody can tell: then no time is recent.
    pub now: Option<i64>,
    /// By how much the reader's time is ahead of UTC at that moment.
    pub ahead: fn(i64) -> i64,
    /// What stands behind an exact time, with a space: the zone, unless it is the reader's own.
    pub zone: &'static str,
}

/// Reads a time: RFC 3339, a day, or milliseconds since 1970. A time without a zone is in UTC.
pub fn read(value: &str) -> Option<i64> {
    if let Ok(milliseconds) = value.parse() {
        return Some(milliseconds);
    }
    let (date, time) = value.split_once(['T', ' ']).unwrap_or((value, ""));
    let mut parts = date.splitn(3, '-');
    let (year, month, day) = (number(parts.next()?)?, number(parts.next()?)?, number(parts.next()?)?);
    let possible = (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let days = possible.then(|| days_before(year, month) + day - 1)?;
    Some(days * DAY + time_of_day(time)?)
}

/// `14:31:48.250+02:00` in milliseconds since midnight UTC.
fn time_of_day(time: &str) -> Option<i64> {
    let zone_at = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at(zone_at);
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let mut milliseconds = 0;
    for (part, unit) in whole.splitn(3, ':').zip([HOUR, MINUTE, 1000]) {
        milliseconds += if part.is_empty() { 0 } else { number(part)? * unit };
    }
    let thousandths: String = fraction.chars().chain("000".chars()).take(3).collect();
    milliseconds += number(&thousandths)?;
    let Some((hours, minutes)) = zone.get(1..).and_then(|offset| offset.split_once(':')) else {
        return Some(milliseconds);
    };
    let offset = number(hours)? * HOUR + number(minutes)? * MINUTE;
    Some(if zone.starts_with('-') {
        milliseconds + offset
    } else {
        milliseconds - offset
    })
}

fn number(text: &str) -> Option<i64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// How many days lie between 1 Jan 1970 and the first of that month.
fn days_before(year: i64, month: i64) -> i64 {
    // Years begin in March here, so that the leap day is the last one.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (month * 153 + 2) / 5 - 719_468
}

/// Year, month (from 0), day of the month.
fn civil(at: i64) -> (i64, usize, i64) {
    let days = at.div_euclid(DAY);
    // Near enough to be at most one off, either way.
    let near = 1970 + (days * 400).div_euclid(146_097);
    let starts = |year: &i64| days_before(*year, 1) <= days;
    let year = (near - 1..=near + 1).rev().find(starts).unwrap_or(near);
    let month = (1..=12)
        .rev()
        .find(|month| days_before(year, *month) <= days)
        .unwrap_or(1);
    let day = days - days_before(year, month) + 1;
    (year, usize::try_from(month - 1).unwrap_or(0), day)
}

/// `9 Jan 2025`, of a time in the reader's zone.
fn date(local: i64) -> String {
    let (year, month, day) = civil(local);
    format!("{day} {} {year}", MONTHS[month])
}

/// `9 Jan 2025`. A day has no zone: it is the same day for everyone.
pub fn day(at: i64) -> String {
    date(at)
}

/// Whether it is a day of the calendar, written as a field for days writes it: `2024-05-01`.
#[cfg(feature = "ssr")]
pub fn is_day(value: &str) -> bool {
    let written = |at| {
        let (year, month, day) = civil(at);
        format!("{year:04}-{:02}-{day:02}", month + 1)
    };
    value.len() == "2024-05-01".len() && read(value).map(written).as_deref() == Some(value)
}

/// `12 min ago`, `2 h ago`, `yesterday`, `3 days ago`, `9 Jan 2025`.
pub fn moment(at: i64, clock: &Clock) -> String {
    let local = at + (clock.ahead)(at);
    let Some(now) = clock.now else { return date(local) };
    let (ago, days) = (
        now - at,
        (now + (clock.ahead)(now)).div_euclid(DAY) - local.div_euclid(DAY),
    );
    match days {
        // A little ahead of us: two clocks never agree.
        _ if (-MINUTE..MINUTE).contains(&ago) => "just now".to_owned(),
        _ if (0..HOUR).contains(&ago) => format!("{} min ago", ago / MINUTE),
        0 | 1 if (0..12 * HOUR).contains(&ago) => format!("{} h ago", ago / HOUR),
        0 if ago > 0 => format!("{} h ago", ago / HOUR),
        1 => "yesterday".to_owned(),
        2..=6 => format!("{days} days ago"),
        _ => date(local),
    }
}

/// `9 Jan 2025, 14:31:48`.
pub fn exact(at: i64, clock: &Clock) -> String {
    let local = at + (clock.ahead)(at);
    let second = local.rem_euclid(DAY) / 1000;
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{}, {hour:02}:{minute:02}:{second:02}{}", date(local), clock.zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(now: &str) -> Clock {
        Clock {
            now: read(now),
            ahead: |_| 0,
            zone: " UTC",
        }
    }

    #[test]
    fn times_are_read_in_each_form() {
        let at = 1_736_433_108_250;
        for text in [
            "2025-01-09T14:31:48.25Z",
            "2025-01-09T14:31:48.250000Z",
            "2025-01-09T16:31:48.25+02:00",
            "2025-01-09T09:01:48.25-05:30",
            "1736433108250",
        ] {
            assert_eq!(read(text), Some(at), "{text}");
        }
        assert_eq!(read("1970-01-02"), Some(DAY));
        assert_eq!(read("1969-12-31T23:59Z"), Some(-MINUTE));
        for bad in ["", "soon", "2025-13-01", "2025-1", "2025-01-09Tnoon", "0000-01-01"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn each_day_of_eight_centuries_has_its_date() {
        let mut expected = jiff::civil::date(1600, 1, 1);
        let mut at = read("1600-01-01").unwrap();
        while expected.year() < 2401 {
            let month = usize::try_from(expected.month()).unwrap() - 1;
            assert_eq!(
                civil(at),
                (i64::from(expected.year()), month, i64::from(expected.day()))
            );
            (expected, at) = (expected.tomorrow().unwrap(), at + DAY);
        }
    }

    #[test]
    fn recent_times_say_how_long_ago_they_were() {
        let clock = clock("2025-06-15T14:00:00Z");
        for (at, text) in [
            ("2025-06-15T14:00:20Z", "just now"),
            ("2025-06-15T13:59:30Z", "just now"),
            ("2025-06-15T13:48:00Z", "12 min ago"),
            ("2025-06-15T12:00:00Z", "2 h ago"),
            ("2025-06-15T00:01:00Z", "13 h ago"),
            ("2025-06-14T23:50:00Z", "yesterday"),
            ("2025-06-12T14:00:00Z", "3 days ago"),
            ("2025-06-08T14:00:00Z", "8 Jun 2025"),
            ("2025-06-15T15:00:00Z", "15 Jun 2025"),
        ] {
            assert_eq!(moment(read(at).unwrap(), &clock), text);
        }
        let nobody_knows = Clock { now: None, ..clock };
        assert_eq!(
            moment(read("2025-06-15T12:00:00Z").unwrap(), &nobody_knows),
            "15 Jun 2025"
        );
    }

    #[test]
    fn days_turn_at_the_readers_midnight() {
        let at = read("2025-06-14T20:30:00Z").unwrap();
        let clock = Clock {
            ahead: |_| 4 * HOUR,
            zone: "",
            ..clock("2025-06-15T17:00:00Z")
        };
        assert_eq!(moment(at, &clock), "20 h ago");
        assert_eq!(exact(at, &clock), "15 Jun 2025, 00:30:00");
    }

    #[test]
    fn just_after_midnight_the_evening_before_is_hours_ago() {
        let clock = clock("2025-06-15T01:00:00Z");
        assert_eq!(moment(read("2025-06-14T22:00:00Z").unwrap(), &clock), "3 h ago");
    }
}
