//! Times as text and as milliseconds since 1970.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// A time and the way in which it is written, in one number that is sorted by the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(i64);

/// How a time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// `2024-05-01T09:30:00.000Z`
    Milliseconds,
    /// `2024-05-01T09:30:00Z`
    Seconds,
    /// `2024-05-01`
    Day,
}

/// Milliseconds of a day.
pub(crate) const DAY: i64 = 86_400_000;

impl Moment {
    /// Stands for none.
    pub(crate) const NONE: Self = Self(i64::MIN);

    /// A time in milliseconds.
    pub(crate) fn at(millisecond: i64, style: Style) -> Self {
        let style = match style {
            Style::Milliseconds => 0,
            Style::Seconds => 1,
            Style::Day => 2,
        };
        Self(millisecond * 4 + style)
    }

    /// Reads a time that is written as [`Self::write`] writes it, to the letter.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (millisecond, style) = match text.len() {
            24 => (instant(text)?, Style::Milliseconds),
            20 => (instant(text)?, Style::Seconds),
            10 => (day(text)?, Style::Day),
            _ => return None,
        };
        let moment = Self::at(millisecond, style);
        let (bytes, length) = moment.write();
        (&bytes[..length] == text.as_bytes()).then_some(moment)
    }

    /// In milliseconds since 1970.
    pub(crate) fn millisecond(self) -> i64 {
        self.0 >> 2
    }

    /// How it is written.
    pub(crate) fn style(self) -> Style {
        match self.0 & 3 {
            0 => Style::Milliseconds,
            1 => Style::Seconds,
            _ => Style::Day,
        }
    }

    /// Sorts as the texts do: a day before its instants, `…00.999Z` before `…00Z`.
    pub(crate) fn textual(self) -> i64 {
        let (seconds, rest) = (self.millisecond().div_euclid(1000), self.millisecond().rem_euclid(1000));
        seconds * 1024
            + match self.style() {
                Style::Day => 0,
                Style::Milliseconds => 1 + rest,
                Style::Seconds => 1001,
            }
    }

    /// Its text: the bytes and how many of them there are. Only of the years 0 to 9999.
    pub(crate) fn write(self) -> ([u8; 24], usize) {
        let mut text = *b"0000-00-00T00:00:00.000Z";
        let (days, clock) = (self.millisecond().div_euclid(DAY), self.millisecond().rem_euclid(DAY));
        let (year, month, day) = civil(days);
        digits(&mut text[0..4], year);
        digits(&mut text[5..7], month);
        digits(&mut text[8..10], day);
        digits(&mut text[11..13], clock / 3_600_000);
        digits(&mut text[14..16], clock / 60_000 % 60);
        digits(&mut text[17..19], clock / 1000 % 60);
        digits(&mut text[20..23], clock % 1000);
        match self.style() {
            Style::Milliseconds => (text, 24),
            Style::Seconds => {
                text[19] = b'Z';
                (text, 20)
            }
            Style::Day => (text, 10),
        }
    }
}

fn digits(text: &mut [u8], mut number: i64) {
    for digit in text.iter_mut().rev() {
        *digit = b'0' + u8::try_from(number.rem_euclid(10)).unwrap_or(0);
        number /= 10;
    }
}

/// Year, month and day of a day since 1970 (Gregorian: 146,097 days in 400 years). The year is
/// reckoned from March on, so that the leap day comes last.
pub(crate) fn civil(days: i64) -> (i64, i64, i64) {
    let since = days + 719_468;
    let (cycle, day) = (since.div_euclid(146_097), since.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let date = of_year - (153 * from_march + 2) / 5 + 1;
    (year + cycle * 400 + i64::from(month <= 2), month, date)
}

fn instant(text: &str) -> Option<i64> {
    text.parse::<Timestamp>().ok().map(Timestamp::as_millisecond)
}

fn day(text: &str) -> Option<i64> {
    let day: Date = text.parse().ok()?;
    Some(day.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond())
}

/// A time as providers write it: milliseconds since 1970, RFC 3339, or a day (its midnight in UTC).
pub(crate) fn millisecond_of(text: &str) -> Option<i64> {
    if let Ok(milliseconds) = text.parse::<i64>() {
        return Timestamp::from_millisecond(milliseconds)
            .ok()
            .map(Timestamp::as_millisecond);
    }
    instant(text).or_else(|| day(text))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_would_not_come_out_to_the_letter_is_not_read() {
        for text in [
            "",
            "2024-02-30",
            "2024-02-30T00:00:00Z",
            "2024-05-01T09:30:00.00Z",
            "2024-05-01t09:30:00.000z",
            "2024-05-01 09:30:00.000Z",
            "2024-05-01T09:30:60.000Z",
            "2024-05-01T09:30:00+0000",
            "2024-05-01T09:30+00:00",
            "+002024-05",
            "1654093908",
        ] {
            assert_eq!(Moment::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_is_read_in_any_form_that_providers_use() {
        for text in [
            "1654093908469",
            "2022-06-01T14:31:48.469Z",
            "2022-06-01T16:31:48.469+02:00",
        ] {
            assert_eq!(millisecond_of(text), Some(1_654_093_908_469), "{text}");
        }
        assert_eq!(millisecond_of("2022-06-01"), Some(1_654_041_600_000));
        assert_eq!(millisecond_of("soon"), None);
        assert_eq!(millisecond_of("9999999999999999999"), None);
    }

    /// Times of which many are in the same second, or at the beginning of the same day.
    fn close() -> impl Strategy<Value = i64> {
        (0i64..2, 0i64..3, prop_oneof![Just(0i64), Just(999), 0i64..1000])
            .prop_map(|(day, second, rest)| day * DAY + second * 1000 + rest)
    }

    proptest! {
        #[test]
        fn a_time_comes_out_as_it_went_in(second in -62_167_219_200i64..253_402_207_200, rest in 0i64..1000) {
            let full = Timestamp::from_millisecond(second * 1000 + rest).unwrap();
            let civil = TimeZone::UTC.to_datetime(full);
            for text in [
                format!("{full:.3}"),
                format!("{:.0}", Timestamp::from_second(second).unwrap()),
                civil.date().to_string(),
            ] {
                let moment = Moment::read(&text);
                prop_assert!(moment.is_some(), "{}", text);
                let (bytes, length) = moment.unwrap().write();
                prop_assert_eq!(&bytes[..length], text.as_bytes());
            }
        }

        #[test]
        fn texts_and_their_keys_are_sorted_alike(one in close(), other in close(), styles in 0usize..9) {
            let make = |at: i64, style: usize| match style {
                0 => Moment::at(at, Style::Milliseconds),
                1 => Moment::at(at - at % 1000, Style::Seconds),
                _ => Moment::at(at - at % DAY, Style::Day),
            };
            let text = |moment: Moment| {
                let (bytes, length) = moment.write();
                bytes[..length].to_vec()
            };
            let (one, other) = (make(one, styles / 3), make(other, styles % 3));
            prop_assert_eq!(one.textual().cmp(&other.textual()), text(one).cmp(&text(other)));
        }
    }
}
