//! A needle that is looked for in many times, without writing each of them down.

use std::ops::RangeInclusive;

use super::clock::{Clock, is_within_a_number};
use crate::moments::{DAY, Moment, Style, civil};

/// Where a needle may stand in the texts of times, by how they are written.
pub(super) struct Patterns {
    milliseconds: Places,
    seconds: Places,
    day: Places,
    /// The first day since 1970 of which it is known what the needle makes of it.
    first: i64,
}

/// Where a needle may stand in texts of one shape.
#[derive(Default)]
struct Places {
    /// By day from the first one: whether the needle stands in the day alone.
    days: Vec<bool>,
    in_day: Vec<Pattern>,
    /// Whether there is such a day.
    any_day: bool,
    /// Within one number of the clock.
    clock: Option<Clock>,
    beyond: Vec<Pattern>,
}

/// The digits at one place: those of which the needle says something, and what it says. Four bits each.
#[derive(Clone, Copy, Default)]
struct Pattern {
    day: Part,
    clock: Part,
}

#[derive(Clone, Copy, Default)]
pub(super) struct Part {
    pub(super) mask: u64,
    wanted: u64,
}

impl Part {
    /// Whether those digits are what the needle says.
    pub(super) fn takes(self, digits: u64) -> bool {
        digits & self.mask == self.wanted
    }

    fn set(&mut self, shift: usize, digit: u8) {
        self.mask |= 0xF << shift;
        self.wanted |= u64::from(digit) << shift;
    }
}

/// More days than this are not looked at ahead: times without sense are among them.
pub(super) const MOST_DAYS: i64 = 100_000;

impl Patterns {
    /// Of the times from the first to the last day (since 1970).
    pub(super) fn new(needle: &[u8], (first, last): (i64, i64)) -> Self {
        let days = first..=last.min(first + MOST_DAYS);
        Self {
            milliseconds: Places::new(needle, b"0000-00-00T00:00:00.000Z", days.clone()),
            seconds: Places::new(needle, b"0000-00-00T00:00:00Z", days.clone()),
            day: Places::new(needle, b"0000-00-00", days),
            first,
        }
    }

    /// Whether no time of those days holds the needle, whatever the clock says.
    pub(super) fn are_nowhere(&self) -> bool {
        [&self.milliseconds, &self.seconds, &self.day]
            .iter()
            .all(|places| !places.any_day && places.clock.is_none() && places.beyond.is_empty())
    }

    /// Whether the text of the time holds the needle.
    pub(super) fn occur_in(&self, moment: Moment) -> bool {
        let places = match moment.style() {
            Style::Milliseconds => &self.milliseconds,
            Style::Seconds => &self.seconds,
            Style::Day => &self.day,
        };
        let day = moment.millisecond().div_euclid(DAY);
        places.hold(day, day - self.first, moment.millisecond() - day * DAY)
    }
}

impl Places {
    fn new(needle: &[u8], shape: &[u8], days: RangeInclusive<i64>) -> Self {
        let starts = 0..(shape.len() + 1).saturating_sub(needle.len());
        let patterns = starts.filter_map(|start| pattern(needle, shape, start));
        let (in_day, beyond): (Vec<_>, Vec<_>) = patterns.partition(|(_, end)| *end <= DAY_LETTERS);
        let only = |patterns: Vec<(Pattern, usize)>| patterns.into_iter().map(|(pattern, _)| pattern);
        let (in_clock, beyond): (Vec<_>, Vec<_>) =
            only(beyond).partition(|pattern| pattern.day.mask == 0 && is_within_a_number(pattern.clock));
        let in_clock: Vec<Part> = in_clock.into_iter().map(|pattern| pattern.clock).collect();
        let mut places = Self {
            days: Vec::new(),
            in_day: only(in_day).collect(),
            any_day: false,
            clock: Clock::new(&in_clock),
            beyond,
        };
        places.days = days.map(|day| places.hold_in(day)).collect();
        places.any_day = places.days.contains(&true);
        places
    }

    fn hold_in(&self, day: i64) -> bool {
        let digits = day_digits(day);
        self.in_day.iter().any(|pattern| pattern.day.takes(digits))
    }

    fn hold(&self, day: i64, at: i64, clock: i64) -> bool {
        let known = usize::try_from(at).ok().and_then(|at| self.days.get(at));
        if known.copied().unwrap_or_else(|| self.hold_in(day)) {
            return true;
        }
        let clock = u32::try_from(clock).unwrap_or(0);
        if self.clock.as_ref().is_some_and(|known| known.holds(clock)) {
            return true;
        }
        if self.beyond.is_empty() {
            return false;
        }
        let digits = clock_digits(clock);
        let takes = |pattern: &Pattern| {
            pattern.clock.takes(digits) && (pattern.day.mask == 0 || pattern.day.takes(day_digits(day)))
        };
        self.beyond.iter().any(takes)
    }
}

/// How many letters the text of a day has.
const DAY_LETTERS: usize = 10;
/// How many of them are digits.
const DAY_DIGITS: usize = 8;
/// How many digits the clock has.
const CLOCK_DIGITS: usize = 9;

/// What the needle says of digits when it stands there, and where it ends; `None`: it cannot.
fn pattern(needle: &[u8], shape: &[u8], start: usize) -> Option<(Pattern, usize)> {
    let mut digit = shape[..start].iter().filter(|letter| letter.is_ascii_digit()).count();
    let mut pattern = Pattern::default();
    for (letter, shape) in needle.iter().zip(&shape[start..]) {
        if !shape.is_ascii_digit() {
            if shape != letter {
                return None;
            }
            continue;
        }
        if !letter.is_ascii_digit() {
            return None;
        }
        match DAY_DIGITS.checked_sub(digit + 1) {
            Some(after) => pattern.day.set(after * 4, letter - b'0'),
            None => pattern
                .clock
                .set((DAY_DIGITS + CLOCK_DIGITS - 1 - digit) * 4, letter - b'0'),
        }
        digit += 1;
    }
    Some((pattern, start + needle.len()))
}

/// The numbers to 999 with four bits for each digit: looking them up is quicker than dividing.
const WRITTEN: [u16; 1000] = written();

const fn written() -> [u16; 1000] {
    let (mut written, mut number) = ([0; 1000], 0u16);
    while number < 1000 {
        written[number as usize] = ((number / 100) << 8) | ((number / 10 % 10) << 4) | (number % 10);
        number += 1;
    }
    written
}

fn digits(number: u32) -> u64 {
    u64::from(WRITTEN[number as usize % WRITTEN.len()])
}

fn day_digits(day: i64) -> u64 {
    let (year, month, day) = civil(day);
    let digits = |number: i64| digits(u32::try_from(number).unwrap_or(0));
    let of_year = (digits(month) << 8) | digits(day);
    (digits(year.rem_euclid(10_000) / 100) << 24) | (digits(year.rem_euclid(100)) << 16) | of_year
}

/// The digits of hour, minute, second and millisecond, of a time of a day in milliseconds.
pub(super) fn clock_digits(clock: u32) -> u64 {
    let (second, millisecond) = (clock / 1000, clock % 1000);
    let (minute, second) = (second / 60, second % 60);
    let (hour, minute) = (minute / 60, minute % 60);
    (digits(hour) << 28) | (digits(minute) << 20) | (digits(second) << 12) | digits(millisecond)
}
