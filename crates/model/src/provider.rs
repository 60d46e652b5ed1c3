//! Providers as the interface shows them: an id, a card, the reasons for each scope.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Names a provider in paths and records: 1 to 32 of `a-z`, `0-9` and `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProviderId(String);

/// The text is not a provider id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidProviderId;

impl ProviderId {
    /// Reads an id.
    ///
    /// # Errors
    /// When it is empty, longer than 32 bytes, or holds anything but `a-z`, `0-9` and `-`.
    pub fn new(id: impl Into<String>) -> Result<Self, InvalidProviderId> {
        let id = id.into();
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if id.is_empty() || id.len() > 32 || !id.bytes().all(plain) {
            return Err(InvalidProviderId);
        }
        Ok(Self(id))
    }

    /// The id as it stands in a path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProviderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for InvalidProviderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a provider id")
    }
}

impl std::error::Error for InvalidProviderId {}

impl TryFrom<String> for ProviderId {
    type Error = InvalidProviderId;

    fn try_from(id: String) -> Result<Self, InvalidProviderId> {
        Self::new(id)
    }
}

impl From<ProviderId> for String {
    fn from(id: ProviderId) -> Self {
        id.0
    }
}

/// A scope that we ask for, and the sentence that the user reads about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopeUse {
    /// As the provider spells it (RFC 6749 §3.3).
    pub name: String,
    /// What we do with it, as the end of "Tributary may …".
    pub reason: String,
}

/// One provider on the start page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderCard {
    /// Names the provider in `/integrations/{provider}/authorize`.
    pub id: ProviderId,
    /// "HubSpot".
    pub name: String,
    /// What connecting it brings, in one sentence.
    pub summary: String,
    /// CSS colour of the letter mark.
    pub colour: String,
    /// What to set when the provider cannot be connected yet; `None` when it can.
    pub setup: Option<String>,
    /// What connecting asks for, the optional last.
    pub scopes: Vec<ScopeUse>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_lower_case_and_short() {
        assert!(ProviderId::new("hubspot").is_ok());
        for bad in ["", "HubSpot", "hub spot", "a/b", "é", &"x".repeat(33)] {
            assert_eq!(ProviderId::new(bad), Err(InvalidProviderId), "{bad:?}");
        }
    }
}
