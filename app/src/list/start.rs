//! What the page tells the browser's program about its list.

use model::{
    ConnectionId,
    list::{Column, Window},
};
use serde::{Deserialize, Serialize};

/// What the program begins with. It stands in the page as JSON, in the attribute [`Start::PLACE`].
#[derive(Debug, Serialize, Deserialize)]
pub struct Start {
    /// Whose records.
    pub connection: ConnectionId,
    /// Where they are, as people call it.
    pub provider: String,
    /// The query of the address.
    pub query: String,
    /// The columns of the account, or those of them that the page needs.
    pub columns: Vec<Column>,
    /// Whether that are all.
    pub whole: bool,
    /// The first rows.
    pub first: Window,
}

impl Start {
    /// The attribute that holds it.
    pub const PLACE: &str = "data-list";
}
