//! What a redirect tells the page that it leads to (`?notice=…`).

/// Something happened on the way here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The account is connected.
    Connected,
    /// The user, or the provider for them, said no.
    Denied,
    /// The state was unknown, used, too old or from another browser.
    Expired,
    /// The provider refused, or answered what nobody understands.
    Failed,
    /// The provider or our store could not be reached.
    Unavailable,
    /// Disconnected here and at the provider.
    Disconnected,
    /// Disconnected here; the provider did not confirm.
    DisconnectedHere,
    /// The connection could not be disconnected.
    DisconnectFailed,
    /// The user renewed a connection and chose another account: it stands beside the old one.
    OtherAccount,
    /// The provider said yes; the connection is still being saved.
    Finishing,
    /// Too many connections were begun.
    TooMany,
    /// A record was changed.
    Saved,
    /// The provider does not take the change.
    SaveRefused,
    /// The provider did not say whether the record was changed.
    SaveUnclear,
    /// The provider was not asked to change the record.
    SaveFailed,
}

/// Whether a notice is good news: decides its role (`status` or `alert`) and colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Said politely.
    Good,
    /// Said at once.
    Bad,
}

impl Notice {
    const ALL: [Self; 15] = [
        Self::Connected,
        Self::Denied,
        Self::Expired,
        Self::Failed,
        Self::Unavailable,
        Self::Disconnected,
        Self::DisconnectedHere,
        Self::DisconnectFailed,
        Self::OtherAccount,
        Self::Finishing,
        Self::TooMany,
        Self::Saved,
        Self::SaveRefused,
        Self::SaveUnclear,
        Self::SaveFailed,
    ];

    /// The word in the query.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Connected => "connected",
            Self::Denied => "denied",
            Self::Expired => "expired",
            Self::Failed => "failed",
            Self::Unavailable => "unavailable",
            Self::Disconnected => "disconnected",
            Self::DisconnectedHere => "disconnected-here",
            Self::DisconnectFailed => "disconnect-failed",
            Self::OtherAccount => "other-account",
            Self::Finishing => "finishing",
            Self::TooMany => "too-many",
            Self::Saved => "saved",
            Self::SaveRefused => "save-refused",
            Self::SaveUnclear => "save-unclear",
            Self::SaveFailed => "save-failed",
        }
    }

    /// Reads the word in the query; anything else is no notice.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|notice| notice.word() == word)
    }

    /// What happened, then what to do.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Connected => "The account is connected.",
            Self::Denied => "The connection was not allowed. Nothing was changed.",
            Self::Expired => {
                "This link was used already, is older than 10 minutes, or began in another browser. Start again."
            }
            Self::Failed => {
                "The connection could not be made. Nothing was changed. Try again; if it happens once more, ask whoever runs this server."
            }
            Self::Unavailable => "The service could not be reached. Nothing was changed. Try again in a minute.",
            Self::Disconnected => "Disconnected. The access was withdrawn at the provider as well.",
            Self::DisconnectedHere => {
                "Disconnected here. The provider did not confirm: remove Tributary from its connected apps to be sure."
            }
            Self::DisconnectFailed => "The connection could not be removed just now. Try again in a minute.",
            Self::OtherAccount => "You chose another account than before. Nothing was replaced: both are connected.",
            Self::Finishing => {
                "The connection is still being made. It appears here in a minute; if it does not, start again."
            }
            Self::Saved => "Saved.",
            Self::SaveRefused => {
                "Not saved: the provider does not take this change. Look at the values, then try again."
            }
            Self::SaveUnclear => {
                "The provider did not say whether this was saved. Look at the record before you try again."
            }
            Self::SaveFailed => "Not saved just now. Nothing was changed. Try again in a minute.",
            Self::TooMany => {
                "Too many connections were begun from this browser. Finish one at the provider, or wait ten minutes."
            }
        }
    }

    /// Good news or bad.
    #[must_use]
    pub fn tone(self) -> Tone {
        match self {
            Self::Connected | Self::Disconnected | Self::Finishing | Self::Saved => Tone::Good,
            _ => Tone::Bad,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notice_is_read_back_from_its_word() {
        for notice in Notice::ALL {
            assert_eq!(Notice::from_word(notice.word()), Some(notice));
        }
        assert_eq!(Notice::from_word("<script>"), None);
    }
}
