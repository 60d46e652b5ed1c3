//! What is searched for: filters, words, one sort, and HubSpot's bounds on all of them.

use serde::{Deserialize, Deserializer};

use crate::hubspot::api_error::ApiError;
use crate::hubspot::objects::filter::{Filter, answers_query};
use crate::hubspot::objects::object::Object;
use crate::hubspot::objects::object_type::ObjectType;

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

    /// Whether it asks for all there are, in the order of creation.
    pub(super) fn is_plain(&self) -> bool {
        self.filter_groups.is_empty() && self.sorts.is_empty() && self.query.is_none()
    }

    /// Whether it asks only for what changed after the seed's epoch.
    pub(super) fn is_recent(&self, object_type: ObjectType) -> bool {
        let is_recent = |group: &FilterGroup| group.filters.iter().any(|filter| filter.is_recent(object_type));
        !self.filter_groups.is_empty() && self.filter_groups.iter().all(is_recent)
    }

    /// The property to sort by, and whether backwards.
    pub(super) fn sort(&self) -> Option<(&str, bool)> {
        let (property, direction) = self.sorts.first()?.rule();
        Some((property, direction == Direction::Descending))
    }

    /// HubSpot: groups are alternatives, the filters of one group must all hold.
    pub(super) fn lets_through(&self, object: &Object) -> bool {
        let in_group = |group: &FilterGroup| group.filters.iter().all(|filter| filter.lets_through(object));
        let filtered = self.filter_groups.is_empty() || self.filter_groups.iter().any(in_group);
        filtered && self.query.as_deref().is_none_or(|query| answers_query(object, query))
    }
}
