//! `Scalar`: a value of whatever type an answer has there.

use std::{borrow::Cow, fmt};

use jiff::Timestamp;
use serde::{
    Deserialize, Deserializer,
    de::{
        MapAccess, SeqAccess, Visitor,
        value::{MapAccessDeserializer, SeqAccessDeserializer},
    },
};
use serde_json::Value;

/// A value of which nobody promises the type. Reading one fails on what is no JSON, and on nothing else.
#[derive(Debug, Default, PartialEq)]
pub(crate) enum Scalar<'a> {
    /// Text, borrowed unless it is escaped.
    Text(Cow<'a, str>),
    /// A whole number.
    Whole(i64),
    /// Yes or no.
    Flag(bool),
    /// Anything that is none of these.
    Other(Value),
    /// `null`, or no value at all.
    #[default]
    Nothing,
}

impl Scalar<'_> {
    /// Text as it is, and anything else as JSON; nothing for `null` and for the empty text.
    pub(crate) fn into_field(self) -> Option<String> {
        match self {
            Self::Text(text) => (!text.is_empty()).then(|| text.into_owned()),
            Self::Whole(number) => Some(number.to_string()),
            Self::Flag(flag) => Some(flag.to_string()),
            Self::Other(value) => Some(value.to_string()),
            Self::Nothing => None,
        }
    }

    /// Text as it is, a whole number in digits, and empty text for anything else.
    pub(crate) fn into_text(self) -> String {
        match self {
            Self::Text(text) => text.into_owned(),
            Self::Whole(number) => number.to_string(),
            Self::Flag(_) | Self::Other(_) | Self::Nothing => String::new(),
        }
    }

    /// What it says, if it is text.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it says yes.
    pub(crate) fn is_true(&self) -> bool {
        *self == Self::Flag(true)
    }

    /// A time as HubSpot writes it: RFC 3339, or milliseconds since 1970 as a number or as text.
    pub(crate) fn moment(&self) -> Option<Timestamp> {
        match self {
            Self::Text(text) => moment(text),
            Self::Whole(milliseconds) => Timestamp::from_millisecond(*milliseconds).ok(),
            Self::Flag(_) | Self::Other(_) | Self::Nothing => None,
        }
    }
}

/// A time as HubSpot writes it in text.
pub(crate) fn moment(text: &str) -> Option<Timestamp> {
    match text.parse::<i64>() {
        Ok(milliseconds) => Timestamp::from_millisecond(milliseconds).ok(),
        Err(_) => text.parse().ok(),
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Scalar<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Scalar::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Scalar::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Scalar::Whole(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(i64::try_from(number).map_or_else(|_| Scalar::Other(number.into()), Scalar::Whole))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Scalar::Other(number.into()))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Self::Value, E> {
        Ok(Scalar::Flag(flag))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Scalar::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, values: A) -> Result<Self::Value, A::Error> {
        Value::deserialize(SeqAccessDeserializer::new(values)).map(Scalar::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Self::Value, A::Error> {
        Value::deserialize(MapAccessDeserializer::new(entries)).map(Scalar::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Scalar<'_> {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn times_come_as_text_and_as_milliseconds() {
        let expected = "2022-06-01T14:31:48.469Z";
        for json in [&format!("{expected:?}"), "1654093908469", r#""1654093908469""#] {
            assert_eq!(read(json).moment().unwrap().to_string(), expected);
        }
        for json in [
            "null",
            r#""yesterday""#,
            "true",
            "9223372036854775807",
            "1.5",
            "{}",
            "[[]]",
        ] {
            assert_eq!(read(json).moment(), None, "{json}");
        }
    }

    #[test]
    fn text_is_borrowed_unless_it_is_escaped() {
        assert!(matches!(read(r#""plain""#), Scalar::Text(Cow::Borrowed("plain"))));
        assert_eq!(read(r#""\u00e9""#).into_text(), "é");
    }

    #[test]
    fn what_is_no_text_and_no_whole_number_is_no_text() {
        assert_eq!(read("7").into_text(), "7");
        for json in ["null", r#"{"a":[1]}"#, "[1,2]", "1.5", "true", "18446744073709551615"] {
            assert_eq!(read(json).into_text(), "", "{json}");
        }
    }
}
