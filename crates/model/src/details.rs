//! All that the owner of a connection may know about it: what its card shows.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Activity, ConnectionSummary};

/// One connection, and what became of it since it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConnectionDetails {
    /// Which one it is.
    #[serde(flatten)]
    pub summary: ConnectionSummary,
    /// When the access token ends; `None` where the provider does not say, or the record does not open.
    #[serde(deserialize_with = "crate::time::optional")]
    pub token_expires_at: Option<Timestamp>,
    /// When the access token was last renewed; `None` when it never was.
    #[serde(deserialize_with = "crate::time::optional")]
    pub last_refreshed_at: Option<Timestamp>,
    /// When records were last read, to within a few minutes.
    #[serde(deserialize_with = "crate::time::optional")]
    pub last_used_at: Option<Timestamp>,
    /// Until when nothing is asked of the provider, because it said so or failed; `None` when it may be asked.
    #[serde(deserialize_with = "crate::time::optional")]
    pub resumes_at: Option<Timestamp>,
    /// What happened, the newest first; bounded.
    pub activity: Vec<Activity>,
}

impl ConnectionDetails {
    /// The last bad news, unless something good happened since: another event, or a use that worked.
    #[must_use]
    pub fn trouble(&self) -> Option<&Activity> {
        let newest = self.activity.first().filter(|newest| newest.event.is_trouble())?;
        let worked_since = self.last_used_at.is_some_and(|used| used > newest.at);
        (!worked_since).then_some(newest)
    }

    /// The last bad news, whatever happened since.
    #[must_use]
    pub fn last_error(&self) -> Option<&Activity> {
        self.activity.iter().find(|activity| activity.event.is_trouble())
    }
}
