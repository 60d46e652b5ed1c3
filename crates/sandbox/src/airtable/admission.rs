//! Who may call Airtable's API: the bearer token, the limits per base and per user.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use jiff::Timestamp;

use super::Airtable;
use super::account::Account;
use super::api_error::ApiError;
use crate::config::RateLimit;
use crate::oauth::bearer::bearer_token;
use crate::oauth::grants::{self, Standing};
use crate::rate::{RollingWindow, retry_after, until};

/// Airtable: whoever sent too much to a base waits so long.
const PENALTY: Duration = Duration::from_secs(30);
/// n8n's guide to Airtable: over all bases a user may send ten times as much.
const BASES_WORTH: usize = 10;

/// Whom a live access token speaks for.
pub(crate) type Bearer = grants::Bearer<Account>;

/// Passes when the scope was granted.
pub(crate) fn require(bearer: &Bearer, scope: &str) -> Result<(), ApiError> {
    let granted = bearer.scopes.iter().any(|granted| granted == scope);
    granted.then_some(()).ok_or_else(ApiError::no_permission_or_no_model)
}

/// How often each base and each user was asked; of both, the ids are the names.
#[derive(Debug, Default)]
pub(crate) struct Limits(Mutex<HashMap<String, Budget>>);

#[derive(Debug, Default)]
struct Budget {
    window: RollingWindow,
    /// Nothing is answered before.
    closed_until: Option<Timestamp>,
}

impl Limits {
    pub(crate) fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Invented: what is asked during the penalty does not prolong it.
    fn admit(&self, name: &str, now: Timestamp, requests: usize, window: Duration) -> Result<(), Duration> {
        let mut budgets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let budget = budgets.entry(name.to_owned()).or_default();
        if let Some(wait) = budget.closed_until.and_then(|end| until(end, now)) {
            return Err(wait);
        }
        if budget.window.admit(now, requests, window).is_err() {
            budget.closed_until = now.checked_add(PENALTY).ok();
            return Err(PENALTY);
        }
        Ok(())
    }
}

/// Lets a call through.
pub(crate) async fn admit(
    State(airtable): State<Arc<Airtable>>,
    mut request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let now = airtable.front.now();
    let token = bearer_token(request.headers()).ok_or_else(ApiError::authentication_required)?;
    let Standing::Live(bearer) = airtable.desk.standing(token, now) else {
        return Err(ApiError::authentication_required());
    };
    if let RateLimit::Rolling { requests, window } = airtable.config.rate_limit {
        let refused = |wait| ApiError::rate_limit_reached(retry_after(&airtable.front, wait));
        if let Some(base) = base_of(request.uri().path()) {
            let admitted = airtable.limits.admit(base, now, requests, window);
            admitted.map_err(refused)?;
        }
        let user = &bearer.account.id;
        let admitted = airtable.limits.admit(user, now, requests * BASES_WORTH, window);
        admitted.map_err(refused)?;
    }
    request.extensions_mut().insert(bearer);
    Ok(next.run(request).await)
}

/// The base that a path is about.
fn base_of(path: &str) -> Option<&str> {
    let mut parts = path.strip_prefix("/v0/")?.split('/');
    parts.find(|part| part.starts_with("app"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_records_and_of_the_schema_are_about_a_base() {
        assert_eq!(base_of("/v0/appA/People"), Some("appA"));
        assert_eq!(base_of("/v0/meta/bases/appA/tables"), Some("appA"));
        assert_eq!(base_of("/v0/meta/bases"), None);
        assert_eq!(base_of("/v0/meta/whoami"), None);
    }
}
