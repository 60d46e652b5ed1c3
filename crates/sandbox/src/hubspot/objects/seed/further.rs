//! Values for the properties that are drawn by their kind alone, each by dice of its own.

use std::borrow::Cow;

use jiff::Timestamp;

use super::dice::{Dice, mix};
use super::{SPAN, before_epoch};
use crate::hubspot::objects::object::instant;
use crate::hubspot::objects::object_type::ObjectType;
use crate::hubspot::objects::properties::catalogue::Catalogue;
use crate::hubspot::objects::properties::property::{Kind, Property};

const WORDS: [&str; 8] = [
    "Amber", "Basalt", "Cedar", "Dune", "Ember", "Fern", "Glacier", "Harbour",
];
const SENTENCES: [&str; 6] = [
    "Please ring twice; the dog is friendly.",
    "Deliveries before 10:00 only, at the gate in the yard.",
    "Ask for the night porter.\nHe keeps the keys.",
    "No pallets over 1.8 m: the lift is low.",
    "Leave parcels with the neighbours at number 14.",
    "Call a day ahead, \"really\" a day.",
];

/// The value that an object's start of the dice gives a property, if it gives one.
pub(super) fn value(object_type: ObjectType, start: u64, name: &str) -> Option<Cow<'static, str>> {
    let property = Catalogue::whole(object_type).find(name);
    let property = property.filter(|property| property.share > 0)?;
    let mut dice = Dice::new(mix(start ^ scattered(name)));
    (dice.below(100) < property.share).then(|| draw(&property, &mut dice))
}

fn draw(property: &Property, dice: &mut Dice) -> Cow<'static, str> {
    match property.kind {
        Kind::Number => dice.below(property.most + 1).to_string().into(),
        Kind::Date => format!("{:.10}", instant(past(dice))).into(),
        Kind::Instant => instant(past(dice)).into(),
        Kind::Flag | Kind::Choice => dice.pick(property.options).0.into(),
        Kind::Choices => choices(property, dice).into(),
        Kind::LongText => (0..=dice.below(3))
            .map(|_| *dice.pick(&SENTENCES))
            .collect::<Vec<_>>()
            .join(" ")
            .into(),
        Kind::Text | Kind::Phone => format!("{} {}", dice.pick(&WORDS), dice.below(1000)).into(),
    }
}

/// At least one option, in the order of the options.
fn choices(property: &Property, dice: &mut Dice) -> String {
    let sure = dice.pick(property.options).0;
    let chosen = property.options.iter().map(|(value, _)| *value);
    let chosen = chosen.filter(|&value| value == sure || dice.below(3) == 0);
    chosen.collect::<Vec<_>>().join(";")
}

fn past(dice: &mut Dice) -> Timestamp {
    before_epoch(dice.below(SPAN * 1000))
}

/// A number for a name (FNV-1a).
fn scattered(name: &str) -> u64 {
    let add = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    name.bytes().fold(0xcbf2_9ce4_8422_2325, add)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rstest::rstest;

    use super::*;

    #[rstest]
    fn a_share_of_the_objects_has_a_value_and_it_is_of_the_kind(
        #[values(ObjectType::Contacts, ObjectType::Companies, ObjectType::Deals, ObjectType::Tickets)]
        object_type: ObjectType,
    ) {
        for property in Catalogue::with_extra(object_type, 6).all() {
            let name = &property.name;
            let drawn: Vec<_> = (0..2000).filter_map(|start| value(object_type, start, name)).collect();
            let share = drawn.len() as u64 / 20;
            assert!(share.abs_diff(property.share) <= 5, "{name}: {share} %");
            for value in drawn {
                assert!(property.offers(&value), "{name}: {value}");
                let is_sound = match property.kind {
                    Kind::Number => value.parse::<u64>().is_ok_and(|number| number <= property.most),
                    Kind::Date => value.parse::<jiff::civil::Date>().is_ok() && value.len() == 10,
                    Kind::Instant => value.parse::<Timestamp>().is_ok(),
                    _ => !value.is_empty(),
                };
                assert!(is_sound, "{name}: {value}");
            }
        }
    }

    #[test]
    fn properties_of_one_contact_have_nothing_to_do_with_each_other() {
        let drawn = |start, name: &str| value(ObjectType::Contacts, start, name);
        let pairs: BTreeSet<_> = (0..100)
            .map(|start| (drawn(start, "escalated"), drawn(start, "shipment_insured")))
            .collect();
        assert_eq!(pairs.len(), 9, "yes, no or nothing, and that twice");
    }
}
