//! A principal's standing grant at one provider account.

use jiff::Timestamp;
use model::{Activity, ActivityEvent, ConnectionId, ConnectionStatus, ProviderId};
use url::Url;

use crate::TokenSet;

/// The provider-side account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The provider's own id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The id in the provider's words: "portal 62515".
    pub label: String,
    /// Who consented, when the provider says.
    pub connected_by: Option<String>,
    /// Where the account's records live for people; a provider builds record links from it.
    pub home: Option<Url>,
}

/// What the vault keeps, sealed.
#[derive(Clone, Debug)]
pub struct Connection {
    /// Its name; stays the same when the same account is connected again.
    pub id: ConnectionId,
    /// Which provider it is at.
    pub provider: ProviderId,
    /// Whose account it is.
    pub account: Account,
    /// Its tokens.
    pub tokens: TokenSet,
    /// Whether it can be used.
    pub status: ConnectionStatus,
    /// When the user last consented.
    pub connected_at: Timestamp,
    /// When records were last read, to within a few minutes.
    pub last_used_at: Option<Timestamp>,
    /// What happened, the newest last; at most [`MAX_ACTIVITY`] entries.
    pub activity: Vec<Activity>,
}

/// So many entries are kept.
pub const MAX_ACTIVITY: usize = 50;

impl Connection {
    /// Writes an entry; one of the same kind right before is not repeated but moved to `at`.
    pub fn note(&mut self, event: ActivityEvent, at: Timestamp) {
        if let Some(last) = self
            .activity
            .last_mut()
            .filter(|last| last.event == event && event.is_trouble())
        {
            last.at = at;
            return;
        }
        self.activity.push(Activity { at, event });
        let surplus = self.activity.len().saturating_sub(MAX_ACTIVITY);
        self.activity.drain(..surplus);
    }
}
