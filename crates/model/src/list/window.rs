//! A window into the list: the rows that somebody looks at, and what is true of all of it.

use serde::{Deserialize, Serialize};

use super::Progress;

/// Some rows of a view, and how many there are in all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// The rows from `offset` on, in the view's order.
    pub rows: Vec<Row>,
    /// The position of the first one among all that match, from 0.
    pub offset: u32,
    /// How many match, of those that are loaded.
    pub matching: u32,
    /// Where the row stands that was asked for as an anchor; `None` when it does not match.
    pub anchor_at: Option<u32>,
    /// How far the list is.
    pub progress: Progress,
}

impl Window {
    /// The most rows that one window has.
    pub const MOST_ROWS: u32 = 500;
}

/// One record, as far as the view shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The provider's id.
    pub id: String,
    /// Its values by the view's columns: as the provider writes them, times in RFC 3339. A text of
    /// more than [`Row::LONGEST`] letters is cut there: the record has it whole.
    pub cells: Vec<Option<String>>,
    /// Of a folder: the other kind of what lies in it; empty where that is of the same kind. `None`: it is
    /// no folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens: Option<String>,
}

impl Row {
    /// The most letters of a cell.
    pub const LONGEST: usize = 300;
}
