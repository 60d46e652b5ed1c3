//! What happened to a connection, as its owner may read it: no secret, no text of a provider.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// When.
    #[serde(deserialize_with = "crate::time::required")]
    pub at: Timestamp,
    /// What.
    pub event: ActivityEvent,
}

/// What can happen to a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActivityEvent {
    /// The user consented for the first time.
    Connected,
    /// The user consented again.
    Reconnected,
    /// The access token was renewed.
    Refreshed,
    /// The provider asked us to wait.
    Throttled,
    /// The provider did not answer, or answered nonsense.
    ProviderUnavailable,
    /// The provider does not accept our own credentials: nothing that the user could mend.
    Misconfigured,
    /// The grant lacks a permission.
    MissingScopes,
    /// The provider no longer honours the grant.
    ReconnectNeeded,
    /// The user ended it. It stands in the log only: the connection is gone.
    Disconnected,
}

impl ActivityEvent {
    /// Whether it is bad news.
    #[must_use]
    pub fn is_trouble(self) -> bool {
        !matches!(
            self,
            Self::Connected | Self::Reconnected | Self::Refreshed | Self::Disconnected
        )
    }

    /// As it stands in the log.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Connected => "connected",
            Self::Reconnected => "reconnected",
            Self::Refreshed => "refreshed",
            Self::Throttled => "throttled",
            Self::ProviderUnavailable => "provider_unavailable",
            Self::Misconfigured => "misconfigured",
            Self::MissingScopes => "missing_scopes",
            Self::ReconnectNeeded => "reconnect_needed",
            Self::Disconnected => "disconnected",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_called_the_same_in_the_log_and_in_answers() {
        for event in [
            ActivityEvent::Connected,
            ActivityEvent::Reconnected,
            ActivityEvent::Refreshed,
            ActivityEvent::Throttled,
            ActivityEvent::ProviderUnavailable,
            ActivityEvent::Misconfigured,
            ActivityEvent::MissingScopes,
            ActivityEvent::ReconnectNeeded,
            ActivityEvent::Disconnected,
        ] {
            assert_eq!(serde_json::to_value(event).unwrap(), event.name());
        }
    }
}
