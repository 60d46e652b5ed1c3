//! What happens to a list, one thing after the other: whoever applies the same entries has the same list.

use std::collections::BTreeSet;

use jiff::Timestamp;
use model::{IntegrationItem, PageCursor};
use serde::{Deserialize, Serialize};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Entry {
    /// A reading of all pages begins. What it does not meet is gone when it ends.
    Begin {
        /// When.
        at: Timestamp,
        /// Whose records.
        account: String,
        /// Which properties are read beyond the usual ones.
        extra: BTreeSet<String>,
    },
    /// The pages are read once more, for properties that were not read before.
    Supplement {
        /// Which ones.
        properties: BTreeSet<String>,
    },
    /// One page of either.
    Page {
        /// The records.
        items: Vec<IntegrationItem>,
        /// Where it goes on; `None`: this was the last one.
        next: Option<PageCursor>,
    },
    /// Records changed, or went.
    Changed {
        /// As they are now.
        changed: Vec<IntegrationItem>,
        /// The ids of those that went.
        removed: Vec<String>,
    },
    /// All that had changed is here.
    Fresh {
        /// When the list was as the provider had it.
        as_of: Option<Timestamp>,
        /// How many records there are, when the provider says.
        count: Option<u64>,
        /// Whether that number is another than ours, and nobody knows why yet.
        doubtful: bool,
    },
}
