//! A page of items and the cursor to the next one.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::IntegrationItem;

/// Which records of an account: "contacts", "companies".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ItemKind(pub String);

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
