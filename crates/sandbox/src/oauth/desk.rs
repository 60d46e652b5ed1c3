//! The consent desk of a stand-in: who consents, what may be granted, what was granted.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::response::Response;
use jiff::Timestamp;
use serde::de::DeserializeOwned;

use super::authorization::{Authorization, allow};
use super::grants::{Grants, Issued, Standing};
use super::redemption::{NotRedeemed, Redemption};
use super::terms::{Shapes, Terms};
use crate::front::Front;
use crate::stand_in::Tokens;

/// What is known of the consents at one provider, each for an account `A`.
#[derive(Debug)]
pub(crate) struct Desk<A> {
    shapes: Shapes,
    first: A,
    state: Mutex<DeskState<A>>,
}

#[derive(Debug)]
struct DeskState<A> {
    consenting: A,
    /// If given, no other scope is granted, whatever was asked for.
    grantable: Option<Vec<String>>,
    grants: Grants<A>,
}

impl<A: Clone> Desk<A> {
    /// A desk at which that account consents.
    pub(crate) fn new(account: A, shapes: Shapes) -> Self {
        Self {
            shapes,
            state: Mutex::new(DeskState::new(account.clone(), shapes)),
            first: account,
        }
    }

    /// The account that consents now.
    pub(crate) fn account(&self) -> A {
        self.lock().consenting.clone()
    }

    /// Sends the browser back with a code.
    pub(crate) fn allow(&self, front: &Front, authorization: Authorization<A>, code_ttl: Duration) -> Response {
        let state = &mut *self.lock();
        let grantable = state.grantable.as_deref();
        allow(front, &mut state.grants, grantable, authorization, code_ttl)
    }

    /// Trades a code for tokens.
    pub(crate) fn redeem(
        &self,
        redemption: &Redemption<'_>,
        now: Timestamp,
        terms: &Terms,
    ) -> Result<Issued<A>, NotRedeemed> {
        redemption.redeem(&mut self.lock().grants, now, terms)
    }

    /// Trades a refresh token for tokens.
    pub(crate) fn refresh(&self, token: &str, now: Timestamp, terms: &Terms) -> Option<Issued<A>> {
        self.lock().grants.refresh(token, now, terms)
    }

    /// What an access token is worth now.
    pub(crate) fn standing(&self, token: &str, now: Timestamp) -> Standing<A> {
        self.lock().grants.standing(token, now)
    }

    /// Whether that is a refresh token that is still good.
    pub(crate) fn knows_refresh_token(&self, token: &str, now: Timestamp) -> bool {
        self.lock().grants.of_refresh_token(token, now).is_some()
    }

    /// The grant that a token belongs to is gone.
    pub(crate) fn revoke_grant_of(&self, token: &str) {
        self.lock().grants.revoke_grant_of(token);
    }

    /// Back to the beginning.
    pub(crate) fn reset(&self) {
        *self.lock() = DeskState::new(self.first.clone(), self.shapes);
    }

    fn lock(&self) -> MutexGuard<'_, DeskState<A>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<A: Clone> DeskState<A> {
    fn new(account: A, shapes: Shapes) -> Self {
        Self {
            consenting: account,
            grantable: None,
            grants: Grants::new(shapes),
        }
    }
}

impl<A: Clone + DeserializeOwned> Tokens for Desk<A> {
    fn expire(&self, now: Timestamp) -> usize {
        self.lock().grants.expire_access_tokens(now)
    }

    fn revoke(&self, access_tokens_too: bool) -> usize {
        self.lock().grants.revoke_all(access_tokens_too)
    }

    fn grant_only(&self, scopes: Option<Vec<String>>) {
        self.lock().grantable = scopes;
    }

    fn set_account(&self, account: serde_json::Value) -> Result<(), serde_json::Error> {
        self.lock().consenting = serde_json::from_value(account)?;
        Ok(())
    }

    fn issued_secrets(&self) -> Vec<String> {
        self.lock().grants.issued_secrets()
    }
}
