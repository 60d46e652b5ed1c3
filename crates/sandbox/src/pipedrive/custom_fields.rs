//! Custom fields of persons: keys of forty digits, labels that explain them, values of every type.

use serde_json::{Map, Value, json};

use crate::dice::{Dice, mix};
use crate::instants::{date, minutes_in};
use crate::words;

/// A custom field.
pub(crate) struct CustomField {
    pub(crate) label: &'static str,
    pub(crate) kind: &'static str,
    /// The choices of a field that has some.
    pub(crate) options: &'static [&'static str],
}

const fn field(label: &'static str, kind: &'static str) -> CustomField {
    CustomField {
        label,
        kind,
        options: &[],
    }
}

/// Every custom field. Pipedrive's types, as far as persons commonly have them.
pub(crate) static CUSTOM_FIELDS: [CustomField; 9] = [
    field("Nickname", "varchar"),
    field("Remarks <b>long</b>", "text"),
    field("Shoe size", "double"),
    field("Met on", "date"),
    field("Worth", "monetary"),
    CustomField {
        label: "Segment 🎯",
        kind: "enum",
        options: &words::STATUSES,
    },
    CustomField {
        label: "Interests",
        kind: "set",
        options: &words::TAGS,
    },
    field("Home", "address"),
    field("العربية", "varchar"),
];

/// Pipedrive: a hash of forty digits of base 16.
pub(crate) fn key(index: usize) -> String {
    let part = |salt: u64| mix(mix(index as u64 + 1) ^ salt);
    format!("{:016x}{:016x}{:08x}", part(1), part(2), part(3) >> 32)
}

/// The number of an option.
pub(crate) fn option_id(field: usize, option: usize) -> usize {
    100 * (field + 1) + option
}

/// The values of a person, by key; what has none is `null`.
pub(crate) fn values(start: u64) -> Map<String, Value> {
    let fields = CUSTOM_FIELDS.iter().enumerate();
    let values = fields.map(|(index, field)| {
        let mut dice = Dice::new(mix(start) ^ mix(index as u64));
        let value = if dice.one_in(3) {
            Value::Null
        } else {
            value(index, field, &mut dice)
        };
        (key(index), value)
    });
    values.collect()
}

fn value(index: usize, field: &CustomField, dice: &mut Dice) -> Value {
    match field.kind {
        "text" if dice.one_in(40) => words::long_text().into(),
        "text" => words::sentences(dice).into(),
        "double" => json!(f64::from(u32::try_from(dice.below(400)).unwrap_or(0)) / 8.0),
        "date" => date(minutes_in(dice.below(900_000))).into(),
        "monetary" => json!({ "value": dice.below(1_000_000), "currency": "EUR" }),
        "enum" => option_id(index, below(dice, field.options.len())).into(),
        "set" => {
            let options = 0..field.options.len();
            let chosen = options.filter(|_| dice.one_in(3));
            chosen.map(|option| option_id(index, option)).collect()
        }
        "address" => {
            let city = *dice.pick(&words::CITIES);
            json!({ "value": format!("1 Long Street, {city}"), "locality": city, "street_number": "1" })
        }
        _ => words::name(dice).0.into(),
    }
}

fn below(dice: &mut Dice, bound: usize) -> usize {
    usize::try_from(dice.below(bound as u64)).unwrap_or(0)
}
