//! One answer of a token endpoint, with an absolute expiry.

use jiff::{SignedDuration, Timestamp};

use crate::secret::{AccessToken, RefreshToken};

/// What a token endpoint gave us.
#[derive(Clone, Debug)]
pub struct TokenSet {
    /// Opens the API.
    pub access_token: AccessToken,
    /// Buys the next set; `None` where the provider gives none.
    pub refresh_token: Option<RefreshToken>,
    /// When we got it.
    pub obtained_at: Timestamp,
    /// When the access token ends; `None` where the provider does not say.
    pub expires_at: Option<Timestamp>,
    /// The scopes that were granted.
    pub scopes: Vec<String>,
    /// Which set of its connection it is, counted from 1: a set that was renewed or replaced meanwhile
    /// is told from the newest by it.
    pub serial: u64,
}

impl TokenSet {
    /// The longest time before expiry at which we renew.
    pub const EARLIEST_RENEWAL: SignedDuration = SignedDuration::from_mins(5);

    /// Whether it is time to renew: in the last sixth of its life, and at most five minutes early.
    #[must_use]
    pub fn needs_refresh(&self, now: Timestamp) -> bool {
        let Some(expires_at) = self.expires_at else {
            return false;
        };
        let life = expires_at.duration_since(self.obtained_at);
        let margin = (life / 6).min(Self::EARLIEST_RENEWAL);
        expires_at.duration_since(now) <= margin
    }

    /// Whether the access token can still be used.
    #[must_use]
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|expires_at| expires_at <= now)
    }

    /// The set after a refresh: the old refresh token stays where the answer has none (RFC 6749 §6).
    #[must_use]
    pub fn succeeded_by(&self, next: Self) -> Self {
        Self {
            refresh_token: next.refresh_token.or_else(|| self.refresh_token.clone()),
            serial: self.serial + 1,
            ..next
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn set(life: Option<i64>) -> TokenSet {
        TokenSet {
            access_token: AccessToken::new("a"),
            refresh_token: Some(RefreshToken::new("r")),
            obtained_at: at(0),
            expires_at: life.map(at),
            scopes: Vec::new(),
            serial: 1,
        }
    }

    #[test]
    fn a_half_hour_token_is_renewed_five_minutes_early() {
        assert!(!set(Some(1800)).needs_refresh(at(1499)));
        assert!(set(Some(1800)).needs_refresh(at(1500)));
    }

    #[test]
    fn a_short_token_is_not_renewed_before_its_last_sixth() {
        assert!(!set(Some(60)).needs_refresh(at(49)));
        assert!(set(Some(60)).needs_refresh(at(50)));
    }

    #[test]
    fn a_token_without_expiry_is_never_due() {
        assert!(!set(None).needs_refresh(at(i64::from(u32::MAX))));
        assert!(!set(None).is_expired(at(i64::from(u32::MAX))));
    }

    #[test]
    fn the_old_refresh_token_stays_where_the_answer_has_none() {
        let next = TokenSet {
            refresh_token: None,
            ..set(Some(10))
        };
        let kept = set(Some(5)).succeeded_by(next);
        assert_eq!(kept.refresh_token.unwrap().reveal(), "r");
        let rotated = TokenSet {
            refresh_token: Some(RefreshToken::new("r2")),
            ..set(Some(10))
        };
        assert_eq!(set(Some(5)).succeeded_by(rotated).refresh_token.unwrap().reveal(), "r2");
    }
}
