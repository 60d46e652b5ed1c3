//! The truth about a portal's live contacts: what a complete and current copy must hold.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::book::ObjectBook;
use super::object::Object;
use super::record::Shown;

/// Which part of the truth to tell.
#[derive(Clone, Debug, Default)]
pub struct TruthQuery {
    /// The portal's number; without it the one that consents.
    pub portal: Option<u64>,
    /// The id to begin at; zero: at the first.
    pub from: u64,
    /// How many at most; `None`: all from there on.
    pub limit: Option<usize>,
    /// The properties to tell; none named: all that there are.
    pub properties: Vec<String>,
}

/// The live contacts of a portal, or a part of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Truth {
    /// How many live contacts there are in all.
    pub total: usize,
    /// In the order of their ids as numbers.
    pub contacts: Vec<LiveContact>,
}

/// A contact that a list shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveContact {
    /// Its id.
    pub id: String,
    /// The values that it has, by property name.
    pub properties: BTreeMap<String, String>,
}

impl LiveContact {
    pub(crate) fn of(contact: &Object, shown: &Shown) -> Self {
        let named = |name: &str| Some((name.to_owned(), contact.value(name)?.into_owned()));
        Self {
            id: contact.id.to_string(),
            properties: shown.names().filter_map(named).collect(),
        }
    }
}

impl ObjectBook {
    /// How many live contacts there are now.
    pub(crate) fn count(&self) -> usize {
        self.count_as_of(Timestamp::MAX)
    }
}
