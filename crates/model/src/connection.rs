//! A connection as its owner may see it: everything but the tokens.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ProviderId;

/// Names a connection in paths: 22 characters of base64url, 128 random bits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ConnectionId(String);

/// The text is not a connection id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidConnectionId;

impl ConnectionId {
    /// How many characters an id has.
    pub const LENGTH: usize = 22;

    /// Reads an id.
    ///
    /// # Errors
    /// When it is not 22 characters of base64url.
    pub fn new(id: impl Into<String>) -> Result<Self, InvalidConnectionId> {
        let id = id.into();
        let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        if id.len() != Self::LENGTH || !id.bytes().all(plain) {
            return Err(InvalidConnectionId);
        }
        Ok(Self(id))
    }

    /// The id as it stands in a path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ConnectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for InvalidConnectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a connection id")
    }
}

impl std::error::Error for InvalidConnectionId {}

impl TryFrom<String> for ConnectionId {
    type Error = InvalidConnectionId;

    fn try_from(id: String) -> Result<Self, InvalidConnectionId> {
        Self::new(id)
    }
}

impl From<ConnectionId> for String {
    fn from(id: ConnectionId) -> Self {
        id.0
    }
}

/// Whether a connection can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConnectionStatus {
    /// Its tokens work, as far as we know.
    Connected,
    /// The provider no longer honours the grant; only the user can renew it.
    ReconnectNeeded,
}

/// The provider-side account of a connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountSummary {
    /// The provider's own id: a HubSpot portal id, a Notion workspace id.
    pub id: String,
    /// What people call it; the id's label where the provider has no name.
    pub name: String,
    /// The id in the provider's words: "portal 62515".
    pub label: String,
}

/// One connection of the caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConnectionSummary {
    /// Names it in `/connections/{id}`.
    pub id: ConnectionId,
    /// Which provider it is at.
    pub provider: ProviderId,
    /// The provider's name for people.
    pub provider_name: String,
    /// Whose account it is.
    pub account: AccountSummary,
    /// Who consented at the provider, when the provider says.
    pub connected_by: Option<String>,
    /// Whether it can be used.
    pub status: ConnectionStatus,
    /// The scopes that were granted.
    pub scopes: Vec<String>,
    /// The scopes that we asked for and were not granted.
    pub missing_scopes: Vec<String>,
    /// Whether a disconnect can withdraw the access at the provider as well.
    pub revocable: bool,
    /// When it was last connected; `None` when its record cannot be opened.
    #[serde(deserialize_with = "crate::time::optional")]
    pub connected_at: Option<Timestamp>,
}

/// What a disconnect did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disconnected {
    /// Whether the provider confirmed that the grant is gone there as well.
    pub revoked: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_22_characters_of_base64url() {
        assert!(ConnectionId::new("abcdefghijklmnopqrs-_9").is_ok());
        for bad in ["", "short", "abcdefghijklmnopqrs/_9", "abcdefghijklmnopqrs-_90"] {
            assert_eq!(ConnectionId::new(bad), Err(InvalidConnectionId), "{bad:?}");
        }
    }

    #[test]
    fn a_status_is_written_in_snake_case() {
        let written = serde_json::to_string(&ConnectionStatus::ReconnectNeeded).unwrap();
        assert_eq!(written, r#""reconnect_needed""#);
    }
}
