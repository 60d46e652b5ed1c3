//! `ObjectType`: contacts, companies, deals and tickets, and what sets each apart.

use super::companies::COMPANIES;
use super::contacts::CONTACTS;
use super::deals::DEALS;
use super::oddity::Oddity;
use super::properties::property::{Choice, Property};
use super::tickets::TICKETS;
use crate::hubspot::api_error::ApiError;

/// The CRM objects that the sandbox has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ObjectType {
    Contacts,
    Companies,
    Deals,
    Tickets,
}

/// One type of objects as data.
#[derive(Debug)]
pub(crate) struct Described {
    /// HubSpot: the type's name, its singular and its number are one and the same.
    pub(super) names: [&'static str; 3],
    /// What the errors of batches call it.
    pub(super) word: &'static str,
    /// Reading needs one of these scopes.
    pub(super) read: &'static [&'static str],
    /// Writing needs one of these.
    pub(super) write: &'static [&'static str],
    /// Seeing which properties there are needs one of these.
    pub(super) describe: &'static [&'static str],
    /// The property that tells of the last change.
    pub(super) modified: &'static str,
    /// HubSpot: what an answer holds when nothing was asked for.
    pub(super) default: &'static [&'static str],
    /// HubSpot: what the answer to a write tells besides.
    pub(super) told: &'static [&'static str],
    /// HubSpot: where a search's `query` looks.
    pub(super) queried: &'static [&'static str],
    /// The property that names an object as well as its id does.
    pub(super) unique: Option<&'static str>,
    /// Names and labels of the groups of properties; the first is for what has no other.
    pub(super) groups: &'static [Choice],
    /// The properties that every portal has.
    pub(super) standard: &'static [Property],
    /// Those that this portal's own people defined.
    pub(super) custom: &'static [Property],
    /// What the first seeded object is, whatever the seed.
    pub(super) first: &'static [(&'static str, &'static str)],
    /// What is odd about some of the first hundred.
    pub(super) awkward: &'static [Oddity],
}

impl ObjectType {
    /// The type of that name. The sentence is from memory.
    pub(crate) fn parse(name: &str) -> Result<Self, ApiError> {
        let all = [Self::Contacts, Self::Companies, Self::Deals, Self::Tickets];
        let found = all.into_iter().find(|one| one.described().names.contains(&name));
        found.ok_or_else(|| ApiError::validation(format!("Unable to infer object type from: {name}")))
    }

    /// What sets it apart.
    pub(crate) fn described(self) -> &'static Described {
        match self {
            Self::Contacts => &CONTACTS,
            Self::Companies => &COMPANIES,
            Self::Deals => &DEALS,
            Self::Tickets => &TICKETS,
        }
    }

    /// Its name, as paths have it.
    pub(crate) fn name(self) -> &'static str {
        let [name, ..] = self.described().names;
        name
    }

    /// Its number, in the addresses of records.
    pub(crate) fn number(self) -> &'static str {
        let [_, _, number] = self.described().names;
        number
    }

    /// How many of them a portal with so many contacts has: some, unless it is empty.
    pub(crate) fn count_beside(self, contacts: usize) -> usize {
        let count = match self {
            Self::Contacts => return contacts,
            Self::Companies => contacts / 10,
            Self::Deals => contacts / 5,
            Self::Tickets => contacts / 8,
        };
        if contacts == 0 { 0 } else { count.max(FEWEST) }
    }
}

/// Enough for one page and all that is awkward.
const FEWEST: usize = 25;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_has_a_name_a_singular_and_a_number() {
        for (names, expected) in [
            (["contacts", "contact", "0-1"], ObjectType::Contacts),
            (["companies", "company", "0-2"], ObjectType::Companies),
            (["deals", "deal", "0-3"], ObjectType::Deals),
            (["tickets", "ticket", "0-5"], ObjectType::Tickets),
        ] {
            for name in names {
                assert_eq!(ObjectType::parse(name).unwrap(), expected);
            }
        }
        assert!(ObjectType::parse("products").is_err());
    }

    #[test]
    fn a_portal_has_fewer_of_the_others_than_contacts_and_none_when_it_is_empty() {
        let counts = |contacts| {
            [ObjectType::Companies, ObjectType::Deals, ObjectType::Tickets].map(|one| one.count_beside(contacts))
        };
        assert_eq!(counts(2500), [250, 500, 312]);
        assert_eq!(counts(1), [25, 25, 25]);
        assert_eq!(counts(0), [0, 0, 0]);
    }
}
