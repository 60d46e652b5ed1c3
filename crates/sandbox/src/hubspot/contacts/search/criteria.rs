//! What is searched for: filters, words, one sort, and HubSpot's bounds on all of them.

use serde::{Deserialize, Deserializer};

use crate::hubspot::api_error::ApiError;
use crate::hubspot::contacts::Contact;
use crate::hubspot::contacts::filter::{Filter, answers_query, compare};

const DEFAULT_LIMIT: usize = 10;
const MAX_LIMIT: usize = 200;
/// HubSpot: however many match, only so many can be paged through.
const REACHABLE: usize = 10_000;
const MAX_GROUPS: usize = 5;
const MAX_FILTERS_PER_GROUP: usize = 6;
const MAX_FILTERS: usize = 18;

/// What to search; every part may be left out.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Criteria {
    query: Option<String>,
    filter_groups: Vec<FilterGroup>,
    sorts: Vec<Sort>,
    pub(super) properties: Vec<String>,
    limit: Option<usize>,
    #[serde(deserialize_with = "offset")]
    pub(super) after: usize,
}

#[derive(Debug, Deserialize)]
struct FilterGroup {
    #[serde(default)]
    filters: Vec<Filter>,
}

/// HubSpot: documented as objects, specified as bare names.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Sort {
    Name(String),
    Rule {
        #[serde(rename = "propertyName")]
        property_name: String,
        #[serde(default)]
        direction: Direction,
    },
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Direction {
    #[default]
    Ascending,
    Descending,
}

impl Sort {
    fn rule(&self) -> (&str, Direction) {
        match self {
            Self::Name(name) => (name, Direction::Ascending),
            Self::Rule {
                property_name,
                direction,
            } => (property_name, *direction),
        }
    }
}

/// HubSpot: a number as text; also taken as a number, and empty as none.
fn offset<'de, D: Deserializer<'de>>(deserializer: D) -> Result<usize, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Offset {
        Text(String),
        Number(usize),
        Absent(()),
    }
    match Offset::deserialize(deserializer)? {
        Offset::Absent(()) => Ok(0),
        Offset::Number(number) => Ok(number),
        Offset::Text(text) if text.is_empty() => Ok(0),
        Offset::Text(text) => text.parse().map_err(serde::de::Error::custom),
    }
}

impl Criteria {
    /// The limit, if the search keeps within HubSpot's bounds. The sentences are invented.
    pub(super) fn checked_limit(&self) -> Result<usize, ApiError> {
        let counts: Vec<usize> = self.filter_groups.iter().map(|group| group.filters.len()).collect();
        let too_many =
            counts.iter().any(|&count| count > MAX_FILTERS_PER_GROUP) || counts.iter().sum::<usize>() > MAX_FILTERS;
        if counts.len() > MAX_GROUPS || too_many {
            return Err(ApiError::validation("there are too many filter groups or filters"));
        }
        if self.sorts.len() > 1 {
            return Err(ApiError::validation("there may be one sort only"));
        }
        let limit = self.limit.unwrap_or(DEFAULT_LIMIT);
        if !(1..=MAX_LIMIT).contains(&limit) {
            return Err(ApiError::validation(format!(
                "limit must be a number from 1 to {MAX_LIMIT}"
            )));
        }
        if self.after.saturating_add(limit) > REACHABLE {
            return Err(ApiError::unspecific());
        }
        Ok(limit)
    }

    /// Every match, in order; without a sort the oldest first.
    pub(super) fn run(&self, contacts: impl Iterator<Item = Contact>) -> Vec<Contact> {
        let mut found: Vec<Contact> = contacts.filter(|contact| self.lets_through(contact)).collect();
        let Some((property, direction)) = self.sorts.first().map(Sort::rule) else {
            found.sort_by_key(|contact| (contact.created_at, contact.id));
            return found;
        };
        found.sort_by(|one, other| {
            let (one, other) = (
                one.value(property).unwrap_or_default(),
                other.value(property).unwrap_or_default(),
            );
            let order = compare(property, one, other);
            if direction == Direction::Descending {
                order.reverse()
            } else {
                order
            }
        });
        found
    }

    /// HubSpot: groups are alternatives, the filters of one group must all hold.
    fn lets_through(&self, contact: &Contact) -> bool {
        let in_group = |group: &FilterGroup| group.filters.iter().all(|filter| filter.lets_through(contact));
        let filtered = self.filter_groups.is_empty() || self.filter_groups.iter().any(in_group);
        filtered && self.query.as_deref().is_none_or(|query| answers_query(contact, query))
    }
}
