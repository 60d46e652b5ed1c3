//! Draws objects from a seed: any one of them at once, always the same.

pub(crate) mod dice;
pub(crate) mod drawn;
mod further;
pub(crate) mod vocabulary;

use jiff::{SignedDuration, Timestamp};

use super::book::FIRST_ID;
use super::contacts::drawn::index_in;
use super::object::{Object, Standing, Values};
use super::object_type::ObjectType;
use dice::{Dice, mix};
use drawn::Drawn;

/// All seeded objects are created and changed before this second: 2026-01-01T00:00:00Z.
const EPOCH: i64 = 1_767_225_600;
/// And at most this many seconds before it: a thousand days.
const SPAN: u64 = 86_400_000;
/// So far apart are the seeds of the types of objects.
const APART: u64 = 1 << 48;
/// The portal whose objects depend on the seed alone.
const DEFAULT_HUB: u64 = 62_515;

/// The instant before which all seeded objects were written.
pub(crate) fn epoch() -> Timestamp {
    Timestamp::from_second(EPOCH).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Where objects come from.
#[derive(Debug)]
pub(crate) struct Seed {
    object_type: ObjectType,
    start: u64,
    count: u64,
}

impl Seed {
    /// Every portal draws its own objects of each type from the same seed.
    pub(crate) fn new(object_type: ObjectType, seed: u64, hub_id: u64, count: u64) -> Self {
        let seed = seed.wrapping_add(APART * object_type as u64);
        Self {
            object_type,
            start: mix(seed) ^ if hub_id == DEFAULT_HUB { 0 } else { mix(hub_id) },
            count,
        }
    }

    /// What it draws.
    pub(crate) fn object_type(&self) -> ObjectType {
        self.object_type
    }

    /// How many objects it draws.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// The object of that index, if there are so many.
    pub(crate) fn object(&self, index: u64) -> Option<Object> {
        if index >= self.count {
            return None;
        }
        let start = self.start ^ mix(index);
        let mut dice = Dice::new(start);
        let (created_at, updated_at) = self.dates(index, &mut dice);
        let object_type = self.object_type;
        let object = Object {
            of_type: object_type,
            id: FIRST_ID + index,
            created_at,
            updated_at,
            standing: Standing::Live,
            drawn: Some(Drawn::new(object_type, index, start, &mut dice)),
            written: Some(if index == 0 { first(object_type) } else { Values::new() }),
        };
        Some(make_awkward(index, object))
    }

    /// The index of the object that was drawn with this e-mail address, in lower case.
    pub(crate) fn index_of_email(&self, email: &str) -> Option<u64> {
        // The first object's address is its own and has no number.
        let index = index_in(email).unwrap_or(0);
        let drawn = self.object(index)?;
        (drawn.value("email").as_deref() == Some(email)).then_some(index)
    }

    /// Ids and dates of creation ascend together, as at HubSpot.
    fn dates(&self, index: u64, dice: &mut Dice) -> (Timestamp, Timestamp) {
        let step = SPAN * 1000 / self.count.max(1);
        let age = (self.count - index) * step - dice.below(step.max(1));
        let created = before_epoch(age);
        (created, before_epoch(dice.below(age.max(1))))
    }
}

/// What the first object of a type is, whatever the seed.
fn first(object_type: ObjectType) -> Values {
    let values = object_type.described().first.iter();
    values.map(|&(name, value)| (name.into(), value.to_owned())).collect()
}

/// Gives every third of the first objects, from the fifth on, an oddity of its own.
fn make_awkward(index: u64, mut object: Object) -> Object {
    let oddity = index
        .checked_sub(4)
        .filter(|past| past % 3 == 0)
        .and_then(|past| usize::try_from(past / 3).ok());
    let awkward = object.of_type.described().awkward;
    if let Some(oddity) = oddity.and_then(|oddity| awkward.get(oddity)) {
        oddity.apply(&mut object);
    }
    object
}

fn before_epoch(milliseconds: u64) -> Timestamp {
    let before = SignedDuration::from_millis(i64::try_from(milliseconds).unwrap_or(0));
    epoch().saturating_sub(before).unwrap_or(Timestamp::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same_contacts_and_another_one_others() {
        let draw = |seed| {
            (0..50)
                .map(move |index| Seed::new(ObjectType::Contacts, seed, DEFAULT_HUB, 50).object(index))
                .collect::<Vec<_>>()
        };

        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }

    #[test]
    fn ids_and_dates_of_creation_ascend_together_and_lie_in_the_past() {
        let seed = Seed::new(ObjectType::Contacts, 1, DEFAULT_HUB, 500);
        let objects: Vec<Object> = (0..500).filter_map(|index| seed.object(index)).collect();

        assert!(objects.is_sorted_by(|one, next| one.id < next.id && one.created_at < next.created_at));
        assert!(
            objects
                .iter()
                .all(|object| object.created_at < object.updated_at && object.updated_at <= epoch())
        );
    }

    #[test]
    fn the_first_contact_is_ada_lovelace() {
        let ada = Seed::new(ObjectType::Contacts, 9, 1, 1).object(0).unwrap();
        assert_eq!(ada.value("email").as_deref(), Some("ada@northwind.example"));
        assert_eq!(ada.value("lastname").as_deref(), Some("Lovelace"));
    }
}
