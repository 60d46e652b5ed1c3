//! `Properties`: a record's own fields as text, without the empty ones.

use std::{borrow::Cow, collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor, value::SeqAccessDeserializer},
};

use super::scalar::Scalar;

/// Every value is text or `null`; what is neither is written as JSON, and nothing is left of `null`.
/// Anything but an object has no fields.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Properties(pub(crate) BTreeMap<String, String>);

impl<'de> Deserialize<'de> for Properties {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PropertiesVisitor)
    }
}

struct PropertiesVisitor;

/// So many fields are usual.
const USUAL: usize = 16;

impl<'de> Visitor<'de> for PropertiesVisitor {
    type Value = Properties;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Properties, A::Error> {
        // A map that is made of all its entries at once is made faster than one that grows.
        let mut fields = Vec::with_capacity(USUAL);
        while let Some((Name(name), value)) = entries.next_entry::<Name<'de>, Scalar<'de>>()? {
            if let Some(value) = value.into_field() {
                fields.push((name.into_owned(), value));
            }
        }
        Ok(Properties(fields.into_iter().collect()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, values: A) -> Result<Properties, A::Error> {
        Scalar::deserialize(SeqAccessDeserializer::new(values)).map(|_| Properties::default())
    }

    fn visit_str<E>(self, _: &str) -> Result<Properties, E> {
        Ok(Properties::default())
    }

    fn visit_i64<E>(self, _: i64) -> Result<Properties, E> {
        Ok(Properties::default())
    }

    fn visit_u64<E>(self, _: u64) -> Result<Properties, E> {
        Ok(Properties::default())
    }

    fn visit_f64<E>(self, _: f64) -> Result<Properties, E> {
        Ok(Properties::default())
    }

    fn visit_bool<E>(self, _: bool) -> Result<Properties, E> {
        Ok(Properties::default())
    }

    fn visit_unit<E>(self) -> Result<Properties, E> {
        Ok(Properties::default())
    }
}

/// The name of a field, borrowed unless it is escaped: that of an empty field is needed no longer.
#[derive(Deserialize)]
#[serde(transparent)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Vec<(String, String)> {
        let Properties(fields) = serde_json::from_str(json).unwrap();
        fields.into_iter().collect()
    }

    #[test]
    fn a_field_is_text_whatever_it_was_and_an_empty_one_is_left_out() {
        let json =
            r#"{"z":"last","a":null,"b":"","n":7,"m":-7,"f":1.5,"y":true,"o":{"k":[1]},"l":[1,"x"],"\u00e9":"\n"}"#;
        let expected = [
            ("f", "1.5"),
            ("l", r#"[1,"x"]"#),
            ("m", "-7"),
            ("n", "7"),
            ("o", r#"{"k":[1]}"#),
            ("y", "true"),
            ("z", "last"),
            ("é", "\n"),
        ];
        assert_eq!(
            read(json),
            expected.map(|(name, text)| (name.to_owned(), text.to_owned()))
        );
    }

    #[test]
    fn what_is_no_object_has_no_fields() {
        for json in ["null", "[]", r#"[{"a":"b"}]"#, r#""x""#, "1", "-1", "1.5", "true"] {
            assert_eq!(read(json), [], "{json}");
        }
    }

    #[test]
    fn of_a_field_that_comes_twice_the_last_counts() {
        assert_eq!(read(r#"{"a":"1","a":"2"}"#), [("a".to_owned(), "2".to_owned())]);
    }
}
