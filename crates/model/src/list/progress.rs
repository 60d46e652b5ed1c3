//! How far the reading of a list has come, and what holds it up.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How far it has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// How many records are here.
    pub loaded: u32,
    /// How many there will be, when the provider says.
    pub expected: Option<u32>,
    /// What is under way.
    pub state: ReadState,
    /// How long until all are here, in seconds, while they are being read and it can be told.
    pub seconds_left: Option<u32>,
    /// When the records were last known to be as the provider has them.
    #[serde(deserialize_with = "crate::time::optional")]
    pub as_of: Option<Timestamp>,
    /// Counts changes of the records: whoever has seen this number has seen them all.
    pub version: u64,
}

/// What is under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadState {
    /// Records are coming in.
    Reading,
    /// The provider asks us to wait; it goes on by itself.
    Waiting {
        /// How long still.
        seconds: u32,
    },
    /// It does not come on. What has come stays.
    Stalled {
        /// Why.
        stall: Stall,
        /// After how many seconds it is tried again; `None`: somebody must do something first.
        retry_seconds: Option<u32>,
    },
    /// All records are here.
    Complete,
}

/// Why a reading does not come on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stall {
    /// The provider does not answer, or answers nonsense.
    ProviderUnavailable,
    /// Only the user can renew the connection.
    ReconnectRequired,
    /// The grant lacks a scope.
    MissingScopes,
    /// Our own store does not answer, or something went wrong on our side.
    OurSide,
    /// The list does not fit into the memory that is set aside for lists, beside those that others look at.
    NoRoom,
}

impl Progress {
    /// Whether all records are here as they are at the provider.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.state == ReadState::Complete
    }

    /// Whether all records are here as they once were, though what has changed since may be missing.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.is_complete() || self.as_of.is_some()
    }

    /// How many records the list has, as far as that is known.
    #[must_use]
    pub fn count(&self) -> Option<u32> {
        if self.is_whole() {
            Some(self.loaded)
        } else {
            self.expected
        }
    }
}
