//! Search's filters: which objects an operator lets through.

use std::cmp::Ordering;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

use super::object::Object;
use super::object_type::ObjectType;
use super::properties::catalogue::is_date;
use super::seed::epoch;

/// One filter.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Filter {
    pub(crate) property_name: String,
    operator: Operator,
    #[serde(default)]
    value: String,
    #[serde(default)]
    high_value: String,
    #[serde(default)]
    values: Vec<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Operator {
    Lt,
    Lte,
    Gt,
    Gte,
    Eq,
    Neq,
    Between,
    In,
    NotIn,
    HasProperty,
    NotHasProperty,
    ContainsToken,
    NotContainsToken,
}

impl Filter {
    /// Whether an object passes. An object without the value passes the negative operators only.
    pub(crate) fn lets_through(&self, object: &Object) -> bool {
        let Some(value) = object.value(&self.property_name) else {
            use Operator::{Neq, NotContainsToken, NotHasProperty, NotIn};
            return matches!(self.operator, Neq | NotContainsToken | NotHasProperty | NotIn);
        };
        let value = value.as_ref();
        let compare = |other: &str| compare(object.of_type, &self.property_name, value, other);
        match self.operator {
            Operator::Lt => compare(&self.value).is_lt(),
            Operator::Lte => compare(&self.value).is_le(),
            Operator::Gt => compare(&self.value).is_gt(),
            Operator::Gte => compare(&self.value).is_ge(),
            Operator::Eq => compare(&self.value).is_eq(),
            Operator::Neq => compare(&self.value).is_ne(),
            Operator::Between => compare(&self.value).is_ge() && compare(&self.high_value).is_le(),
            Operator::In => self.is_among(value),
            Operator::NotIn => !self.is_among(value),
            Operator::HasProperty => true,
            Operator::NotHasProperty => false,
            Operator::ContainsToken => contains_token(value, &self.value),
            Operator::NotContainsToken => !contains_token(value, &self.value),
        }
    }

    /// Whether nothing passes that was last changed before the seed's epoch.
    pub(crate) fn is_recent(&self, object_type: ObjectType) -> bool {
        use Operator::{Between, Eq, Gt, Gte};
        self.property_name == object_type.described().modified
            && matches!(self.operator, Gt | Gte | Eq | Between)
            && milliseconds(&self.value).is_some_and(|value| value > epoch().as_millisecond())
    }

    /// HubSpot: the values given must be lower-case to match a string.
    fn is_among(&self, value: &str) -> bool {
        self.values
            .iter()
            .any(|given| *given == value || *given == value.to_lowercase())
    }
}

/// What a value is sorted by: instants as instants, numbers as numbers, all else without regard to case.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub(crate) enum SortKey {
    Absent,
    Instant(i64),
    Number(f64),
    Text(String),
}

impl SortKey {
    pub(crate) fn of(object_type: ObjectType, property: &str, value: Option<&str>) -> Self {
        let Some(value) = value else { return Self::Absent };
        if is_date(object_type, property)
            && let Some(instant) = milliseconds(value)
        {
            return Self::Instant(instant);
        }
        let number = value.parse().ok().filter(|number: &f64| !number.is_nan());
        number.map_or_else(|| Self::Text(value.to_lowercase()), Self::Number)
    }

    pub(crate) fn compare(&self, other: &Self) -> Ordering {
        // Without NaN the partial order is whole.
        self.partial_cmp(other).unwrap_or(Ordering::Equal)
    }
}

/// Orders two values of a property: instants as instants, numbers as numbers, all else without regard to case.
pub(crate) fn compare(object_type: ObjectType, property: &str, one: &str, other: &str) -> Ordering {
    if is_date(object_type, property)
        && let (Some(one), Some(other)) = (milliseconds(one), milliseconds(other))
    {
        return one.cmp(&other);
    }
    if let (Ok(one), Ok(other)) = (one.parse::<f64>(), other.parse::<f64>()) {
        return one.total_cmp(&other);
    }
    one.to_lowercase().cmp(&other.to_lowercase())
}

/// HubSpot: dates are ISO 8601 or milliseconds since 1970; a day begins at midnight in UTC.
fn milliseconds(date: &str) -> Option<i64> {
    let instant = || date.parse::<Timestamp>().ok();
    let day = || format!("{}T00:00:00Z", date.parse::<Date>().ok()?).parse().ok();
    let written = || instant().or_else(day).map(Timestamp::as_millisecond);
    date.parse().ok().or_else(written)
}

/// Whether the whole value or one word of it fits a pattern with `*`. What a word is, is the sandbox's guess.
fn contains_token(value: &str, pattern: &str) -> bool {
    let (value, pattern) = (value.to_lowercase(), pattern.to_lowercase());
    let mut words = value.split(|character: char| !character.is_alphanumeric());
    fits(&value, &pattern)
        || value.split_whitespace().any(|word| fits(word, &pattern))
        || words.any(|word| fits(word, &pattern))
}

/// Between two stars the leftmost occurrence is as good as any.
fn fits(text: &str, pattern: &str) -> bool {
    let mut parts = pattern.split('*');
    let head = parts.next().unwrap_or_default();
    let Some(tail) = parts.next_back() else {
        return text == pattern;
    };
    let Some(rest) = text.strip_prefix(head).and_then(|rest| rest.strip_suffix(tail)) else {
        return false;
    };
    parts
        .try_fold(rest, |rest, part| rest.split_once(part).map(|(_, rest)| rest))
        .is_some()
}

/// Whether every word of a query occurs in one of the searched properties. How HubSpot matches is not published.
pub(crate) fn answers_query(object: &Object, query: &str) -> bool {
    let searched: Vec<String> = object
        .of_type
        .described()
        .queried
        .iter()
        .filter_map(|name| object.value(name))
        .map(|value| value.to_lowercase())
        .collect();
    let query = query.to_lowercase();
    query
        .split_whitespace()
        .all(|word| searched.iter().any(|value| value.contains(word)))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::object::{Standing, Values};
    use super::*;

    fn object() -> Object {
        let values = [
            ("email", "grace@navy.example"),
            ("company", "Blue Water Shipping"),
            ("zip", "900"),
            ("createdate", "2025-06-01T00:00:00.000Z"),
            ("member_since", "2025-06-01"),
        ];
        let values = values.map(|(name, value)| (name.into(), value.to_owned()));
        let at = Timestamp::UNIX_EPOCH;
        Object {
            of_type: ObjectType::Contacts,
            id: 1,
            created_at: at,
            updated_at: at,
            standing: Standing::Live,
            drawn: None,
            written: Some(Values::from(values)),
        }
    }

    #[rstest]
    #[case(r#"{"propertyName":"email","operator":"EQ","value":"GRACE@navy.example"}"#, true)]
    #[case(r#"{"propertyName":"email","operator":"NEQ","value":"grace@navy.example"}"#, false)]
    #[case(r#"{"propertyName":"zip","operator":"LT","value":"1000"}"#, true)]
    #[case(r#"{"propertyName":"zip","operator":"LTE","value":"900"}"#, true)]
    #[case(r#"{"propertyName":"zip","operator":"GT","value":"900"}"#, false)]
    #[case(r#"{"propertyName":"zip","operator":"GTE","value":"900"}"#, true)]
    #[case(
        r#"{"propertyName":"zip","operator":"BETWEEN","value":"899","highValue":"901"}"#,
        true
    )]
    #[case(
        r#"{"propertyName":"zip","operator":"BETWEEN","value":"901","highValue":"999"}"#,
        false
    )]
    #[case(r#"{"propertyName":"createdate","operator":"GTE","value":"1748736000000"}"#, true)]
    #[case(r#"{"propertyName":"createdate","operator":"GT","value":"1748736000000"}"#, false)]
    #[case(r#"{"propertyName":"member_since","operator":"EQ","value":"1748736000000"}"#, true)]
    #[case(r#"{"propertyName":"member_since","operator":"GT","value":"2025-06-01"}"#, false)]
    #[case(
        r#"{"propertyName":"email","operator":"IN","values":["a","grace@navy.example"]}"#,
        true
    )]
    #[case(
        r#"{"propertyName":"company","operator":"IN","values":["BLUE WATER SHIPPING"]}"#,
        false
    )]
    #[case(r#"{"propertyName":"email","operator":"NOT_IN","values":["a"]}"#, true)]
    #[case(r#"{"propertyName":"phone","operator":"HAS_PROPERTY"}"#, false)]
    #[case(r#"{"propertyName":"phone","operator":"NOT_HAS_PROPERTY"}"#, true)]
    #[case(r#"{"propertyName":"phone","operator":"EQ","value":""}"#, false)]
    #[case(r#"{"propertyName":"company","operator":"CONTAINS_TOKEN","value":"water"}"#, true)]
    #[case(r#"{"propertyName":"company","operator":"CONTAINS_TOKEN","value":"wat"}"#, false)]
    #[case(r#"{"propertyName":"company","operator":"CONTAINS_TOKEN","value":"wat*"}"#, true)]
    #[case(
        r#"{"propertyName":"email","operator":"CONTAINS_TOKEN","value":"*@navy.example"}"#,
        true
    )]
    #[case(
        r#"{"propertyName":"email","operator":"NOT_CONTAINS_TOKEN","value":"*@army.example"}"#,
        true
    )]
    fn an_operator_lets_through_what_it_says(#[case] filter: &str, #[case] expected: bool) {
        let filter: Filter = serde_json::from_str(filter).unwrap();
        assert_eq!(filter.lets_through(&object()), expected);
    }

    #[rstest]
    #[case("abcabc", "a*c", true)]
    #[case("abcabc", "*b*b*", true)]
    #[case("abcabc", "*b*b*b*", false)]
    #[case("abc", "*", true)]
    #[case("ab", "ab*b", false)]
    #[case("abc", "ab", false)]
    fn a_star_stands_for_anything(#[case] text: &str, #[case] pattern: &str, #[case] expected: bool) {
        assert_eq!(fits(text, pattern), expected);
    }

    #[test]
    fn every_word_of_a_query_must_occur_somewhere() {
        assert!(answers_query(&object(), "GRACE shipp"));
        assert!(!answers_query(&object(), "grace hopper"));
    }
}
