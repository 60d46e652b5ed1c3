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

impl Account {
    /// The account of that id, called by its label until it is [`Self::named`].
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        let label = label.into();
        Self {
            id: id.into(),
            name: label.clone(),
            label,
            connected_by: None,
            home: None,
        }
    }

    /// The same, called by the first of these that is there and not blank, if any is.
    #[must_use]
    pub fn named(self, names: impl IntoIterator<Item = Option<String>>) -> Self {
        let name = names.into_iter().find_map(not_blank).unwrap_or(self.name);
        Self { name, ..self }
    }

    /// The same, connected by that person, if it is not blank.
    #[must_use]
    pub fn connected_by(self, who: Option<String>) -> Self {
        let connected_by = not_blank(who);
        Self { connected_by, ..self }
    }
}

fn not_blank(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_called_by_the_first_name_that_says_something() {
        let seven = || Account::new("7", "portal 7");
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(seven().named([None, text(" "), text("Ada"), text("B")]).name, "Ada");
        let nameless = seven().named([None, text("")]).connected_by(text("\t"));
        assert_eq!((nameless.name.as_str(), nameless.connected_by), ("portal 7", None));
    }
}
