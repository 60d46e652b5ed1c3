//! A page of items and the cursor to the next one.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::IntegrationItem;

/// Which records of an account: "contacts", "companies". Where items of some type have records of their
/// own, as a table has, those of one such item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ItemKind {
    /// The kind's name, as its provider describes it.
    pub name: String,
    /// The id of the item whose records they are; `None`: they are the account's.
    pub within: Option<String>,
}

impl ItemKind {
    /// The account's records of that kind.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            within: None,
        }
    }

    /// The records of that kind of one item.
    #[must_use]
    pub fn within(name: impl Into<String>, item: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            within: Some(item.into()),
        }
    }
}

impl fmt::Display for ItemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        self.within.iter().try_for_each(|item| write!(f, "/{item}"))
    }
}

/// Where the next page starts, in the provider's own words: opaque, passed back as it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageCursor(pub String);

impl PageCursor {
    /// A longer one was not made by a provider of ours.
    pub const MAX_LENGTH: usize = 1024;

    /// Reads a cursor from a query parameter: nothing and the empty text mean the first page.
    #[must_use]
    pub fn from_query(text: Option<String>) -> Option<Self> {
        text.filter(|text| !text.is_empty()).map(Self)
    }
}

/// One page of items.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemPage {
    /// In the provider's order.
    pub items: Vec<IntegrationItem>,
    /// Where the next page starts; `None` on the last one.
    pub next: Option<PageCursor>,
}

/// What was last seen of a connection, for when nothing can be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastSeen {
    /// The first items, in the provider's order.
    pub items: Vec<IntegrationItem>,
    /// When they were read.
    #[serde(deserialize_with = "crate::time::required")]
    pub at: Timestamp,
}
