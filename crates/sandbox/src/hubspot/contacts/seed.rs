//! Draws contacts from a seed: any one of them at once, always the same.

mod vocabulary;

use jiff::{SignedDuration, Timestamp};

use super::awkward::AWKWARD;
use super::book::FIRST_ID;
use super::{Contact, Values, instant};
use crate::hubspot::owners::OWNER_IDS;
use vocabulary::{COMPANIES, FIRST_NAMES, JOB_TITLES, LAST_NAMES, PLACES, STAGES};

/// All seeded contacts are created and changed before this second: 2026-01-01T00:00:00Z.
const EPOCH: i64 = 1_767_225_600;
/// And at most this many seconds before it: a thousand days.
const SPAN: u64 = 86_400_000;
/// The portal whose contacts depend on the seed alone.
const DEFAULT_HUB: u64 = 62_515;

/// The instant before which all seeded contacts were written.
pub(crate) fn epoch() -> Timestamp {
    Timestamp::from_second(EPOCH).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Where contacts come from.
#[derive(Debug)]
pub(crate) struct Seed {
    seed: u64,
    count: u64,
}

impl Seed {
    /// Every portal draws its own contacts from the same seed.
    pub(crate) fn new(seed: u64, hub_id: u64, count: u64) -> Self {
        Self {
            seed: mix(seed) ^ if hub_id == DEFAULT_HUB { 0 } else { mix(hub_id) },
            count,
        }
    }

    /// The contact of that index, if there are so many.
    pub(crate) fn contact(&self, index: u64) -> Option<Contact> {
        if index >= self.count {
            return None;
        }
        let mut dice = Dice(self.seed ^ mix(index));
        let (created_at, updated_at) = self.dates(index, &mut dice);
        let mut values = ordinary(index, &mut dice);
        if index == 0 {
            values.extend(first_contact());
        }
        values.insert("createdate".into(), instant(created_at));
        values.insert("lastmodifieddate".into(), instant(updated_at));
        values.insert("hs_object_id".into(), (FIRST_ID + index).to_string());
        let contact = Contact {
            id: FIRST_ID + index,
            created_at,
            updated_at,
            archived_at: None,
            values: Some(values),
        };
        Some(make_awkward(index, contact))
    }

    /// Ids and dates of creation ascend together, as at HubSpot.
    fn dates(&self, index: u64, dice: &mut Dice) -> (Timestamp, Timestamp) {
        let step = SPAN * 1000 / self.count.max(1);
        let age = (self.count - index) * step - dice.below(step.max(1));
        let created = before_epoch(age);
        (created, before_epoch(dice.below(age.max(1))))
    }
}

/// The contact that every demo begins with.
fn first_contact() -> Values {
    let values = [
        ("firstname", "Ada"),
        ("lastname", "Lovelace"),
        ("email", "ada@northwind.example"),
        ("company", "Northwind Trading"),
        ("jobtitle", "Analyst"),
        ("website", "https://northwind.example"),
        ("city", "London"),
        ("country", "United Kingdom"),
    ];
    values.map(|(name, value)| (name.into(), value.to_owned())).into()
}

fn ordinary(index: u64, dice: &mut Dice) -> Values {
    let (first, last) = (dice.pick(&FIRST_NAMES), dice.pick(&LAST_NAMES));
    let (company, place) = (dice.pick(&COMPANIES), dice.pick(&PLACES));
    let number = format!("{:07}", dice.below(10_000_000));
    let mut values = Values::from([
        ("firstname".into(), first.0.to_owned()),
        ("lastname".into(), last.0.to_owned()),
        // The index makes the address unique.
        (
            "email".into(),
            format!("{}.{}{index}@{}.example", first.1, last.1, company.1),
        ),
        ("company".into(), company.0.to_owned()),
        ("website".into(), format!("https://{}.example", company.1)),
        ("jobtitle".into(), (*dice.pick(&JOB_TITLES)).to_owned()),
        ("city".into(), place.0.to_owned()),
        ("country".into(), place.1.to_owned()),
        ("lifecyclestage".into(), (*dice.pick(&STAGES)).to_owned()),
        ("hubspot_owner_id".into(), (*dice.pick(&OWNER_IDS)).to_owned()),
    ]);
    // Not everybody has a telephone.
    if dice.below(5) > 0 {
        values.insert("phone".into(), format!("{}{} {}", place.2, &number[..3], &number[3..]));
    }
    values
}

/// Gives every third of the first contacts, from the fifth on, an oddity of its own.
fn make_awkward(index: u64, mut contact: Contact) -> Contact {
    let oddity = index
        .checked_sub(4)
        .filter(|past| past % 3 == 0)
        .and_then(|past| usize::try_from(past / 3).ok());
    if let Some(oddity) = oddity.and_then(|oddity| AWKWARD.get(oddity)) {
        oddity.apply(&mut contact);
    }
    contact
}

fn before_epoch(milliseconds: u64) -> Timestamp {
    let before = SignedDuration::from_millis(i64::try_from(milliseconds).unwrap_or(0));
    epoch().saturating_sub(before).unwrap_or(Timestamp::MIN)
}

/// A stream of numbers that looks random and is not (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0) % bound
    }

    fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        let index = usize::try_from(self.below(choices.len() as u64)).unwrap_or(0);
        &choices[index]
    }
}

fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same_contacts_and_another_one_others() {
        let draw = |seed| {
            (0..50)
                .map(move |index| Seed::new(seed, DEFAULT_HUB, 50).contact(index))
                .collect::<Vec<_>>()
        };

        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }

    #[test]
    fn ids_and_dates_of_creation_ascend_together_and_lie_in_the_past() {
        let seed = Seed::new(1, DEFAULT_HUB, 500);
        let contacts: Vec<Contact> = (0..500).filter_map(|index| seed.contact(index)).collect();

        assert!(contacts.is_sorted_by(|one, next| one.id < next.id && one.created_at < next.created_at));
        assert!(
            contacts
                .iter()
                .all(|contact| contact.created_at < contact.updated_at && contact.updated_at <= epoch())
        );
    }

    #[test]
    fn the_first_contact_is_ada_lovelace() {
        let ada = Seed::new(9, 1, 1).contact(0).unwrap();
        assert_eq!(ada.value("email"), Some("ada@northwind.example"));
        assert_eq!(ada.value("lastname"), Some("Lovelace"));
    }
}
