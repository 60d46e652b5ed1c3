//! Any number of further custom properties, for portals that have a thousand of them.

use super::property::{Choice, Kind, Property};

/// The group that they are in.
pub(super) const GROUP: &str = "extra_properties";

/// In turn.
const KINDS: [Kind; 6] = [
    Kind::Text,
    Kind::Number,
    Kind::Date,
    Kind::Instant,
    Kind::Flag,
    Kind::Choice,
];
const OPTIONS: [Choice; 3] = [("a", "First option"), ("b", "Second option"), ("c", "Third option")];

/// The property of that number, counting from 1.
pub(super) fn property(number: usize) -> Property {
    let kind = KINDS[number % KINDS.len()];
    let property = Property::new("", "", kind).custom(GROUP).up_to(1_000_000).drawn(50);
    let property = if kind == Kind::Choice {
        property.options(&OPTIONS)
    } else {
        property
    };
    Property {
        name: format!("extra_{number:04}").into(),
        label: format!("Extra property {number}").into(),
        ..property
    }
}

/// The property of that name, if there are so many.
pub(super) fn find(name: &str, count: usize) -> Option<Property> {
    let number: usize = name.strip_prefix("extra_")?.parse().ok()?;
    let property = (1..=count).contains(&number).then(|| property(number))?;
    (property.name == name).then_some(property)
}
