//! What a cell says: from a value as the provider writes it to text and links as people read them.

use std::borrow::Cow;

use model::list::{Column, ColumnId, ColumnType};

use super::dates::{self, Clock};

/// What a cell is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Text.
    Text,
    /// A link that opens the record.
    Record,
    /// A link to somewhere else.
    Link,
    /// A time, with an exact one for machines.
    Time,
}

/// What cells of that column are made of.
pub fn shape(column: &Column) -> Shape {
    match (&column.id, column.column_type) {
        (ColumnId::Name, _) => Shape::Record,
        (_, ColumnType::Email | ColumnType::Phone | ColumnType::Link) => Shape::Link,
        (_, ColumnType::Day | ColumnType::Instant) => Shape::Time,
        _ => Shape::Text,
    }
}

/// What a row is to whoever looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It has not come yet.
    Waits,
    /// One among others.
    Rests,
    /// Its record stands open.
    Open,
}

/// The classes of a row.
pub fn row_class(standing: Standing, folder: bool) -> &'static str {
    match (standing, folder) {
        (Standing::Waits, _) => "row waits",
        (Standing::Open, true) => "row folder open",
        (Standing::Open, false) => "row open",
        (Standing::Rests, true) => "row folder",
        (Standing::Rests, false) => "row",
    }
}

/// What a cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content<'a> {
    /// What people read.
    pub text: Cow<'a, str>,
    /// Where the link leads, or the time for machines.
    pub reference: Option<String>,
    /// Whether the text stands for a value that is not there.
    pub missing: bool,
}

/// What a cell of that column says.
pub fn content<'a>(column: &'a Column, value: Option<&'a str>, clock: &Clock) -> Content<'a> {
    let Some(value) = value.filter(|value| !value.trim().is_empty()) else {
        return absent(column);
    };
    let (text, reference) = match column.column_type {
        ColumnType::Text | ColumnType::Number => (value.into(), None),
        ColumnType::Email => (value.into(), mail_address(value)),
        ColumnType::Phone => (value.into(), telephone(value)),
        ColumnType::Link => (value.into(), web_address(value).map(str::to_owned)),
        ColumnType::Choice => (labels(column, value), None),
        ColumnType::Day => match dates::read(value) {
            Some(at) => (dates::day(at).into(), Some(value.to_owned())),
            None => (value.into(), None),
        },
        ColumnType::Instant => match dates::read(value) {
            Some(at) => (dates::moment(at, clock).into(), Some(value.to_owned())),
            None => (value.into(), None),
        },
    };
    Content {
        text,
        reference,
        missing: false,
    }
}

fn absent(column: &Column) -> Content<'static> {
    let text = if column.id == ColumnId::Name { "No name" } else { "–" };
    Content {
        text: text.into(),
        reference: None,
        missing: true,
    }
}

/// The exact time, or the whole text: what pointing at a cell shows.
pub fn whole<'a>(column: &'a Column, value: Option<&'a str>, clock: &Clock) -> Option<Cow<'a, str>> {
    let value = value.filter(|value| !value.trim().is_empty())?;
    match (column.column_type, dates::read(value)) {
        (ColumnType::Instant, Some(at)) => Some(dates::exact(at, clock).into()),
        _ => Some(content(column, Some(value), clock).text),
    }
}

/// Several choices stand with `;` between them.
fn labels<'a>(column: &'a Column, value: &'a str) -> Cow<'a, str> {
    if !value.contains(';') {
        return column.label_of(value).into();
    }
    let values = value.split(';').map(str::trim).filter(|value| !value.is_empty());
    let labels: Vec<_> = values.map(|value| column.label_of(value)).collect();
    labels.join(", ").into()
}

/// Only what leads to a web page: a `javascript:` address would run in ours.
pub fn web_address(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    web.then_some(url)
}

/// Only an address: what stands behind a `?` would be further recipients (RFC 6068 §2).
fn mail_address(address: &str) -> Option<String> {
    let (local, domain) = address.split_once('@')?;
    let plain = |part: &str| {
        let may_stand = |letter: char| letter.is_alphanumeric() || "!$'*+-./=^_`{|}~".contains(letter);
        !part.is_empty() && part.chars().all(may_stand)
    };
    (plain(local) && plain(domain)).then(|| format!("mailto:{address}"))
}

/// The number without what people put between its digits (RFC 3966 §3).
fn telephone(number: &str) -> Option<String> {
    let dialled = number
        .split(['x', 'X', ';', ',', '#', 'e', 'E'])
        .next()
        .unwrap_or_default();
    let digits: String = dialled.chars().filter(char::is_ascii_digit).collect();
    let plus = if dialled.trim_start().starts_with('+') { "+" } else { "" };
    (digits.len() >= 3).then(|| format!("tel:{plus}{digits}"))
}

#[cfg(test)]
mod tests {
    use model::list::Choice;

    use super::*;

    const CLOCK: Clock = Clock {
        now: None,
        ahead: |_| 0,
        zone: " UTC",
    };

    fn column(id: &str, column_type: ColumnType) -> Column {
        let choices = [Choice::new("lead", "Lead"), Choice::new("customer", "Customer")];
        Column::new(ColumnId::parse(id).unwrap(), id, column_type).choosing(choices)
    }

    fn read(column_type: ColumnType, value: &str) -> (String, Option<String>) {
        let column = column("p.x", column_type);
        let content = content(&column, Some(value), &CLOCK);
        assert!(!content.missing);
        (content.text.into_owned(), content.reference)
    }

    fn link(column_type: ColumnType, value: &str) -> Option<String> {
        let (text, reference) = read(column_type, value);
        assert_eq!(text, value);
        reference
    }

    #[test]
    fn only_web_addresses_become_links() {
        let link = |value| link(ColumnType::Link, value);
        assert_eq!(link("https://crm.example/1").as_deref(), Some("https://crm.example/1"));
        assert_eq!(link("HTTP://crm.example/1").as_deref(), Some("HTTP://crm.example/1"));
        for bad in [
            "javascript:alert(1)",
            "javascript://%0aalert(1)",
            "data:text/html,x",
            "//crm.example",
            "https",
            " https://x",
        ] {
            assert_eq!(link(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_mail_address_brings_no_further_recipients() {
        let link = |value| link(ColumnType::Email, value);
        assert_eq!(link("ada@a.example").as_deref(), Some("mailto:ada@a.example"));
        for bad in [
            "ada",
            "@",
            "a@b?bcc=c@d.example",
            "a@b&cc=x",
            "a b@c",
            "a@b,c@d",
            "a@b%0d%0a",
        ] {
            assert_eq!(link(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_number_is_dialled_without_its_dress() {
        let link = |value| link(ColumnType::Phone, value);
        assert_eq!(link("+44 (20) 7946-0958").as_deref(), Some("tel:+442079460958"));
        assert_eq!(link("0151 2345 ext. 9").as_deref(), Some("tel:01512345"));
        assert_eq!(link("none yet"), None);
    }

    #[test]
    fn choices_are_called_by_their_labels() {
        assert_eq!(read(ColumnType::Choice, "lead").0, "Lead");
        assert_eq!(
            read(ColumnType::Choice, "lead; customer;other").0,
            "Lead, Customer, other"
        );
    }

    #[test]
    fn times_are_dates_to_people_and_stay_exact_to_machines() {
        let (text, machine) = read(ColumnType::Instant, "2025-01-09T23:31:08Z");
        assert_eq!(
            (text.as_str(), machine.as_deref()),
            ("9 Jan 2025", Some("2025-01-09T23:31:08Z"))
        );
        assert_eq!(read(ColumnType::Day, "2025-01-09").0, "9 Jan 2025");
        assert_eq!(read(ColumnType::Day, "some day"), ("some day".to_owned(), None));
        let column = column("modified", ColumnType::Instant);
        let shown = whole(&column, Some("2025-01-09T23:31:08Z"), &CLOCK);
        assert_eq!(shown.as_deref(), Some("9 Jan 2025, 23:31:08 UTC"));
    }

    #[test]
    fn what_is_missing_says_so() {
        let said = |id, value| {
            let column = column(id, ColumnType::Text);
            let content = content(&column, value, &CLOCK);
            (content.text.into_owned(), content.missing)
        };
        assert_eq!(said("name", None), ("No name".to_owned(), true));
        assert_eq!(said("p.city", Some(" ")), ("–".to_owned(), true));
        assert_eq!(said("p.city", Some("–")), ("–".to_owned(), false));
    }
}
