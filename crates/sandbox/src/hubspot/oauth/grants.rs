//! Grants with their codes and tokens: what was issued, and what it is still worth.

use std::collections::HashMap;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::hubspot::portal::Portal;
use crate::random;

/// What a user allowed.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    pub(crate) portal: Portal,
    pub(crate) scopes: Vec<String>,
    /// Refresh tokens are worth nothing any more.
    revoked: bool,
    /// Access tokens neither.
    cut_off: bool,
}

/// What a code must be redeemed with.
#[derive(Clone, Debug)]
pub(crate) struct Code {
    pub(crate) portal: Portal,
    pub(crate) scopes: Vec<String>,
    pub(crate) redirect_uri: String,
    /// The S256 challenge, if one was sent.
    pub(crate) challenge: Option<String>,
    pub(crate) expires_at: Timestamp,
}

#[derive(Debug)]
struct AccessToken {
    grant: usize,
    expires_at: Timestamp,
}

#[derive(Debug)]
struct RefreshToken {
    grant: usize,
    revoked: bool,
    /// Another one took its place.
    replaced: bool,
}

/// Whom a live access token speaks for.
#[derive(Clone, Debug)]
pub(crate) struct Bearer {
    pub(crate) portal: Portal,
    pub(crate) scopes: Vec<String>,
    pub(crate) expires_at: Timestamp,
}

/// What an access token is worth.
#[derive(Debug)]
pub(crate) enum Standing {
    Live(Bearer),
    Expired { at: Timestamp },
    Unknown,
}

/// What the token endpoint hands out.
#[derive(Debug)]
pub(crate) struct Issued {
    pub(crate) access_token: String,
    pub(crate) refresh_token: String,
    pub(crate) grant: Grant,
}

/// All grants of the one registered app.
#[derive(Debug, Default)]
pub(crate) struct Grants {
    given: Vec<Grant>,
    codes: HashMap<String, Code>,
    access: HashMap<String, AccessToken>,
    refresh: HashMap<String, RefreshToken>,
    spent_codes: Vec<String>,
}

impl Grants {
    /// Issues a code.
    pub(crate) fn issue_code(&mut self, code: Code) -> String {
        let name = random::hublet_id();
        self.codes.insert(name.clone(), code);
        name
    }

    /// Removes and returns a code, so that no second attempt can find it.
    pub(crate) fn take_code(&mut self, name: &str) -> Option<Code> {
        let code = self.codes.remove(name)?;
        self.spent_codes.push(name.to_owned());
        Some(code)
    }

    /// Begins a grant from a redeemed code.
    pub(crate) fn begin(&mut self, code: Code, now: Timestamp, ttl: Duration) -> Issued {
        let grant = self.given.len();
        self.given.push(Grant {
            portal: code.portal,
            scopes: code.scopes,
            revoked: false,
            cut_off: false,
        });
        let refresh_token = self.issue_refresh_token(grant);
        self.issue(grant, refresh_token, now, ttl)
    }

    /// Trades a refresh token for a new access token, and with `rotate` for a new refresh token too.
    pub(crate) fn refresh(&mut self, token: &str, rotate: bool, now: Timestamp, ttl: Duration) -> Option<Issued> {
        let found = self.refresh.get_mut(token)?;
        let grant = found.grant;
        if found.replaced {
            // RFC 9700 §4.14.2: a replayed token means that one of its holders is a thief.
            self.kill(grant, true);
            return None;
        }
        if found.revoked || self.given[grant].revoked {
            return None;
        }
        found.replaced = rotate;
        let refresh_token = if rotate {
            self.issue_refresh_token(grant)
        } else {
            token.to_owned()
        };
        Some(self.issue(grant, refresh_token, now, ttl))
    }

    fn issue_refresh_token(&mut self, grant: usize) -> String {
        let token = random::hublet_id();
        self.refresh.insert(
            token.clone(),
            RefreshToken {
                grant,
                revoked: false,
                replaced: false,
            },
        );
        token
    }

    fn issue(&mut self, grant: usize, refresh_token: String, now: Timestamp, ttl: Duration) -> Issued {
        let access_token = random::access_token();
        let ttl = SignedDuration::try_from(ttl).unwrap_or(SignedDuration::MAX);
        let expires_at = now.saturating_add(ttl).unwrap_or(Timestamp::MAX);
        self.access
            .insert(access_token.clone(), AccessToken { grant, expires_at });
        Issued {
            access_token,
            refresh_token,
            grant: self.given[grant].clone(),
        }
    }

    /// What an access token is worth now.
    pub(crate) fn standing(&self, token: &str, now: Timestamp) -> Standing {
        let Some(found) = self.access.get(token) else {
            return Standing::Unknown;
        };
        let grant = &self.given[found.grant];
        if grant.cut_off {
            return Standing::Unknown;
        }
        if found.expires_at <= now {
            return Standing::Expired { at: found.expires_at };
        }
        let (portal, scopes) = (grant.portal.clone(), grant.scopes.clone());
        Standing::Live(Bearer {
            portal,
            scopes,
            expires_at: found.expires_at,
        })
    }

    /// The grant of a refresh token that is still good.
    pub(crate) fn of_refresh_token(&self, token: &str) -> Option<&Grant> {
        let found = self
            .refresh
            .get(token)
            .filter(|found| !found.revoked && !found.replaced)?;
        Some(&self.given[found.grant]).filter(|grant| !grant.revoked)
    }

    /// HubSpot: revoking a refresh token leaves issued access tokens alone.
    pub(crate) fn revoke_refresh_token(&mut self, token: &str) {
        if let Some(found) = self.refresh.get_mut(token) {
            found.revoked = true;
        }
    }

    /// All grants of an account are gone; access tokens live until they expire.
    pub(crate) fn uninstall(&mut self, hub_id: u64) {
        let of_hub = |grant: &&mut Grant| grant.portal.hub_id == hub_id;
        self.given
            .iter_mut()
            .filter(of_hub)
            .for_each(|grant| grant.revoked = true);
    }

    /// All grants are gone; returns how many were left.
    pub(crate) fn revoke_all(&mut self, access_tokens_too: bool) -> usize {
        let living = self.given.iter().filter(|grant| !grant.revoked).count();
        (0..self.given.len()).for_each(|grant| self.kill(grant, access_tokens_too));
        living
    }

    /// All access tokens expire now; returns how many had not yet.
    pub(crate) fn expire_access_tokens(&mut self, now: Timestamp) -> usize {
        let live = self.access.values_mut().filter(|token| token.expires_at > now);
        live.map(|token| token.expires_at = now).count()
    }

    /// Every code and token ever issued.
    pub(crate) fn issued_secrets(&self) -> Vec<String> {
        let codes = self.codes.keys().chain(&self.spent_codes);
        codes
            .chain(self.access.keys())
            .chain(self.refresh.keys())
            .cloned()
            .collect()
    }

    fn kill(&mut self, grant: usize, access_tokens_too: bool) {
        let grant = &mut self.given[grant];
        grant.revoked = true;
        grant.cut_off |= access_tokens_too;
    }
}
