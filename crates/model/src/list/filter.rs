//! A filter of one column, and how it stands in an address.

use std::fmt;

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::ColumnId;

/// What the value of a column must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Of which column.
    pub column: ColumnId,
    /// What it must be.
    pub test: Test,
}

/// What a value must be. Letters are compared whatever their case and accents.
///
/// In addresses: `has:northwind`, `in:lead,customer` (with `\` before a comma that belongs to a value),
/// `time:2024-01-01..2024-02-01`, `number:5..10` (either end may be missing), `empty`, `filled`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// Holds this text.
    Has(String),
    /// Is one of these, or has one of them among several.
    In(Vec<String>),
    /// Is a time from `from` on and before `until`, in milliseconds since 1970.
    Time {
        /// `None`: from the beginning.
        from: Option<i64>,
        /// `None`: to the end.
        until: Option<i64>,
    },
    /// Is a number from `least` to `most`, both included; the ends as they were written.
    Number {
        /// `None`: any.
        least: Option<String>,
        /// `None`: any.
        most: Option<String>,
    },
    /// Has no value.
    Empty,
    /// Has one.
    Filled,
}

impl Test {
    /// Reads a test as it stands in addresses; `None` when it is none or asks for nothing.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "empty" => return Some(Self::Empty),
            "filled" => return Some(Self::Filled),
            _ => {}
        }
        let (verb, rest) = text.split_once(':')?;
        match verb {
            "has" => (!rest.trim().is_empty()).then(|| Self::Has(rest.to_owned())),
            "in" => Some(split(rest)).filter(|values| !values.is_empty()).map(Self::In),
            "time" => {
                let (from, until) = ends(rest, moment)?;
                Some(Self::Time { from, until })
            }
            "number" => {
                let (least, most) = ends(rest, number)?;
                Some(Self::Number { least, most })
            }
            _ => None,
        }
    }
}

/// Both ends of a range, either of which may be open, but not both.
fn ends<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<(Option<T>, Option<T>)> {
    let (from, until) = text.split_once("..")?;
    match (from, until) {
        ("", "") => None,
        ("", until) => Some((None, Some(read(until)?))),
        (from, "") => Some((Some(read(from)?), None)),
        (from, until) => Some((Some(read(from)?), Some(read(until)?))),
    }
}

fn number(text: &str) -> Option<String> {
    let number: f64 = text.parse().ok()?;
    number.is_finite().then(|| text.to_owned())
}

/// An instant, or the beginning of a day in UTC.
fn moment(text: &str) -> Option<i64> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at.as_millisecond());
    }
    let day: Date = text.parse().ok()?;
    let at = day.to_zoned(TimeZone::UTC).ok()?.timestamp();
    Some(at.as_millisecond())
}

fn split(text: &str) -> Vec<String> {
    let (mut values, mut value, mut letters) = (Vec::new(), String::new(), text.chars());
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => value.extend(letters.next()),
            ',' => values.push(std::mem::take(&mut value)),
            _ => value.push(letter),
        }
    }
    values.push(value);
    values.retain(|value| !value.is_empty());
    values
}

fn write_moment(f: &mut fmt::Formatter<'_>, at: Option<i64>) -> fmt::Result {
    let Some(at) = at.and_then(|at| Timestamp::from_millisecond(at).ok()) else {
        return Ok(());
    };
    let time = TimeZone::UTC.to_datetime(at);
    if time.time() == jiff::civil::Time::midnight() {
        return write!(f, "{}", time.date());
    }
    write!(f, "{at}")
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Has(text) => write!(f, "has:{text}"),
            Self::In(values) => {
                f.write_str("in:")?;
                for (index, value) in values.iter().enumerate() {
                    let comma = if index > 0 { "," } else { "" };
                    write!(f, "{comma}{}", value.replace('\\', "\\\\").replace(',', "\\,"))?;
                }
                Ok(())
            }
            Self::Time { from, until } => {
                f.write_str("time:")?;
                write_moment(f, *from)?;
                f.write_str("..")?;
                write_moment(f, *until)
            }
            Self::Number { least, most } => {
                let (least, most) = (least.as_deref().unwrap_or(""), most.as_deref().unwrap_or(""));
                write!(f, "number:{least}..{most}")
            }
            Self::Empty => f.write_str("empty"),
            Self::Filled => f.write_str("filled"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_is_read_as_it_is_written() {
        for text in [
            "has:a:b,c",
            "in:lead,customer",
            r"in:a\,b,c\\",
            "time:2024-01-01..2024-02-01",
            "time:..2024-02-01T09:30:00Z",
            "number:5..",
            "number:-1.5..10",
            "empty",
            "filled",
        ] {
            assert_eq!(Test::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_cannot_be_read_or_asks_for_nothing_is_no_test() {
        for text in [
            "",
            "has:",
            "has: ",
            "in:",
            "in:,",
            "time:..",
            "time:x..",
            "time:1",
            "number:..",
            "number:inf..",
            "like:x",
        ] {
            assert_eq!(Test::parse(text), None, "{text}");
        }
    }
}
