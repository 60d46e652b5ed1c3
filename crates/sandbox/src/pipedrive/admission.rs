//! Who may call Pipedrive's API: the bearer token, and how often.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::Pipedrive;
use super::account::Account;
use super::api_error::{ApiError, tell_budget};
use crate::config::RateLimit;
use crate::oauth::bearer::bearer_token;
use crate::oauth::grants::{self, Standing};
use crate::rate::{RollingWindow, whole_seconds};

/// Whom a live access token speaks for.
pub(crate) type Bearer = grants::Bearer<Account>;

/// Passes when the scope was granted.
pub(crate) fn require(bearer: &Bearer, scope: &str) -> Result<(), ApiError> {
    let granted = bearer.scopes.iter().any(|granted| granted == scope);
    granted.then_some(()).ok_or_else(ApiError::scope_mismatch)
}

/// How often each access token was used.
#[derive(Debug, Default)]
pub(crate) struct Limits(Mutex<HashMap<String, RollingWindow>>);

impl Limits {
    pub(crate) fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// Lets a call through.
///
/// Simplified: at Pipedrive each kind of call has its price, a list some twenty tokens of a daily budget; here
/// there is the limit of bursts alone, and every call counts once.
pub(crate) async fn admit(
    State(pipedrive): State<Arc<Pipedrive>>,
    mut request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let now = pipedrive.front.now();
    let token = bearer_token(request.headers()).ok_or_else(ApiError::invalid_token)?;
    let Standing::Live(bearer) = pipedrive.desk.standing(token, now) else {
        return Err(ApiError::invalid_token());
    };
    let RateLimit::Rolling { requests, window } = pipedrive.config.rate_limit else {
        request.extensions_mut().insert(bearer);
        return Ok(next.run(request).await);
    };
    let admitted = {
        let mut windows = pipedrive.limits.0.lock().unwrap_or_else(PoisonError::into_inner);
        windows
            .entry(token.to_owned())
            .or_default()
            .admit(now, requests, window)
    };
    let (mut response, remaining, reset) = match admitted {
        Ok(remaining) => {
            request.extensions_mut().insert(bearer);
            (next.run(request).await, remaining, window)
        }
        Err(wait) => (ApiError::over_limit(whole_seconds(wait)).into_response(), 0, wait),
    };
    tell_budget(response.headers_mut(), requests, remaining, whole_seconds(reset));
    Ok(response)
}
