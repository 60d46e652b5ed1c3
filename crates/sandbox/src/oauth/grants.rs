//! Grants with their codes and tokens: what was issued, and what it is still worth.

use std::collections::HashMap;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::terms::{Rotation, Shapes, Terms};

/// What a user allowed.
#[derive(Clone, Debug)]
pub(crate) struct Grant<A> {
    pub(crate) account: A,
    pub(crate) scopes: Vec<String>,
    /// Refresh tokens are worth nothing any more.
    revoked: bool,
    /// Access tokens neither.
    cut_off: bool,
}

/// What a code must be redeemed with.
#[derive(Clone, Debug)]
pub(crate) struct Code<A> {
    pub(crate) account: A,
    pub(crate) scopes: Vec<String>,
    pub(crate) redirect_uri: String,
    /// The S256 challenge, if one was sent.
    pub(crate) challenge: Option<String>,
    pub(crate) expires_at: Timestamp,
}

#[derive(Debug)]
struct AccessToken {
    grant: usize,
    issued_at: Timestamp,
    expires_at: Timestamp,
    /// A refresh or a revocation made it worthless.
    ended: bool,
}

#[derive(Debug)]
struct RefreshToken {
    grant: usize,
    expires_at: Timestamp,
    revoked: bool,
    /// Another one took its place.
    replaced: bool,
}

/// Whom a live access token speaks for.
#[derive(Clone, Debug)]
pub(crate) struct Bearer<A> {
    pub(crate) account: A,
    pub(crate) scopes: Vec<String>,
    pub(crate) issued_at: Timestamp,
    pub(crate) expires_at: Timestamp,
}

/// What an access token is worth.
#[derive(Debug)]
pub(crate) enum Standing<A> {
    Live(Bearer<A>),
    Expired { at: Timestamp },
    Unknown,
}

/// What the token endpoint hands out.
#[derive(Debug)]
pub(crate) struct Issued<A> {
    pub(crate) access_token: String,
    pub(crate) refresh_token: String,
    pub(crate) grant: Grant<A>,
}

/// All grants of the one registered app at one provider, each for an account `A`.
#[derive(Debug)]
pub(crate) struct Grants<A> {
    shapes: Shapes,
    given: Vec<Grant<A>>,
    codes: HashMap<String, Code<A>>,
    access: HashMap<String, AccessToken>,
    refresh: HashMap<String, RefreshToken>,
    spent_codes: Vec<String>,
}

impl<A: Clone> Grants<A> {
    pub(crate) fn new(shapes: Shapes) -> Self {
        Self {
            shapes,
            given: Vec::new(),
            codes: HashMap::new(),
            access: HashMap::new(),
            refresh: HashMap::new(),
            spent_codes: Vec::new(),
        }
    }

    /// Issues a code.
    pub(crate) fn issue_code(&mut self, code: Code<A>) -> String {
        let name = (self.shapes.code)();
        self.codes.insert(name.clone(), code);
        name
    }

    /// Removes and returns a code, so that no second attempt can find it.
    pub(crate) fn take_code(&mut self, name: &str) -> Option<Code<A>> {
        let code = self.codes.remove(name)?;
        self.spent_codes.push(name.to_owned());
        Some(code)
    }

    /// Begins a grant from a redeemed code.
    pub(crate) fn begin(&mut self, code: Code<A>, now: Timestamp, terms: &Terms) -> Issued<A> {
        let grant = self.given.len();
        self.given.push(Grant {
            account: code.account,
            scopes: code.scopes,
            revoked: false,
            cut_off: false,
        });
        let refresh_token = self.issue_refresh_token(grant, now, terms);
        self.issue(grant, refresh_token, now, terms)
    }

    /// Trades a refresh token for a new access token, and where the terms say so for a new refresh token too.
    pub(crate) fn refresh(&mut self, token: &str, now: Timestamp, terms: &Terms) -> Option<Issued<A>> {
        let found = self.refresh.get_mut(token)?;
        let grant = found.grant;
        if found.replaced {
            // RFC 9700 §4.14.2: a replayed token means that one of its holders is a thief.
            if terms.rotation == Rotation::ReplayEndsGrant {
                self.kill(grant, true);
            }
            return None;
        }
        if found.revoked || found.expires_at <= now || self.given[grant].revoked {
            return None;
        }
        let rotates = terms.rotation != Rotation::Stays;
        found.replaced = rotates;
        let refresh_token = if rotates {
            self.issue_refresh_token(grant, now, terms)
        } else {
            token.to_owned()
        };
        if terms.ends_access {
            self.end_access_of(grant);
        }
        Some(self.issue(grant, refresh_token, now, terms))
    }

    fn issue_refresh_token(&mut self, grant: usize, now: Timestamp, terms: &Terms) -> String {
        let name = (self.shapes.refresh_token)();
        let token = RefreshToken {
            grant,
            expires_at: after(now, terms.refresh_ttl),
            revoked: false,
            replaced: false,
        };
        self.refresh.insert(name.clone(), token);
        name
    }

    fn issue(&mut self, grant: usize, refresh_token: String, now: Timestamp, terms: &Terms) -> Issued<A> {
        let access_token = (self.shapes.access_token)();
        let token = AccessToken {
            grant,
            issued_at: now,
            expires_at: after(now, terms.access_ttl),
            ended: false,
        };
        self.access.insert(access_token.clone(), token);
        Issued {
            access_token,
            refresh_token,
            grant: self.given[grant].clone(),
        }
    }

    /// What an access token is worth now.
    pub(crate) fn standing(&self, token: &str, now: Timestamp) -> Standing<A> {
        let Some(found) = self.access.get(token).filter(|found| !found.ended) else {
            return Standing::Unknown;
        };
        let grant = &self.given[found.grant];
        if grant.cut_off {
            return Standing::Unknown;
        }
        if found.expires_at <= now {
            return Standing::Expired { at: found.expires_at };
        }
        Standing::Live(Bearer {
            account: grant.account.clone(),
            scopes: grant.scopes.clone(),
            issued_at: found.issued_at,
            expires_at: found.expires_at,
        })
    }

    /// The grant of a refresh token that is still good.
    pub(crate) fn of_refresh_token(&self, token: &str, now: Timestamp) -> Option<&Grant<A>> {
        let is_good = |found: &&RefreshToken| !found.revoked && !found.replaced && found.expires_at > now;
        let found = self.refresh.get(token).filter(is_good)?;
        Some(&self.given[found.grant]).filter(|grant| !grant.revoked)
    }

    /// This refresh token is good no more; access tokens live on.
    pub(crate) fn revoke_refresh_token(&mut self, token: &str) {
        if let Some(found) = self.refresh.get_mut(token) {
            found.revoked = true;
        }
    }

    /// The grant that an access or refresh token belongs to is gone, with all its tokens.
    pub(crate) fn revoke_grant_of(&mut self, token: &str) {
        let access = self.access.get(token).map(|found| found.grant);
        let grant = access.or_else(|| self.refresh.get(token).map(|found| found.grant));
        if let Some(grant) = grant {
            self.kill(grant, true);
        }
    }

    /// All grants of such accounts are gone; access tokens live until they expire.
    pub(crate) fn end_for(&mut self, is_gone: impl Fn(&A) -> bool) {
        let gone = self.given.iter_mut().filter(|grant| is_gone(&grant.account));
        gone.for_each(|grant| grant.revoked = true);
    }

    /// All grants are gone; returns how many were left.
    pub(crate) fn revoke_all(&mut self, access_tokens_too: bool) -> usize {
        let living = self.given.iter().filter(|grant| !grant.revoked).count();
        (0..self.given.len()).for_each(|grant| self.kill(grant, access_tokens_too));
        living
    }

    /// All access tokens expire now; returns how many had not yet.
    pub(crate) fn expire_access_tokens(&mut self, now: Timestamp) -> usize {
        let live = self
            .access
            .values_mut()
            .filter(|token| token.expires_at > now && !token.ended);
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

    fn end_access_of(&mut self, grant: usize) {
        let of_grant = self.access.values_mut().filter(|token| token.grant == grant);
        of_grant.for_each(|token| token.ended = true);
    }

    fn kill(&mut self, grant: usize, access_tokens_too: bool) {
        let grant = &mut self.given[grant];
        grant.revoked = true;
        grant.cut_off |= access_tokens_too;
    }
}

fn after(now: Timestamp, ttl: Option<Duration>) -> Timestamp {
    let Some(ttl) = ttl else { return Timestamp::MAX };
    let ttl = SignedDuration::try_from(ttl).unwrap_or(SignedDuration::MAX);
    now.saturating_add(ttl).unwrap_or(Timestamp::MAX)
}
