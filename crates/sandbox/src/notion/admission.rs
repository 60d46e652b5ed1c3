//! Who may call Notion's API: the bearer token, the version, the limit per authorization.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;

use super::Notion;
use super::account::Account;
use super::api_error::ApiError;
use crate::config::RateLimit;
use crate::oauth::bearer::bearer_token;
use crate::oauth::grants::{self, Standing};
use crate::rate::{RollingWindow, whole_seconds};

/// Whom a live access token speaks for.
pub(crate) type Bearer = grants::Bearer<Account>;

/// Notion: the versions since databases consist of data sources; older ones are not here.
const VERSIONS: [&str; 2] = ["2025-09-03", "2026-03-11"];

/// How often each authorization was used, by its bot.
#[derive(Debug, Default)]
pub(crate) struct Limits(Mutex<HashMap<String, RollingWindow>>);

impl Limits {
    pub(crate) fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// Lets a call through. Invented: the token is looked at before the version.
pub(crate) async fn admit(
    State(notion): State<Arc<Notion>>,
    mut request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let now = notion.front.now();
    let token = bearer_token(request.headers()).ok_or_else(ApiError::unauthorized)?;
    let Standing::Live(bearer) = notion.desk.standing(token, now) else {
        return Err(ApiError::unauthorized());
    };
    check_version(request.headers())?;
    if let RateLimit::Rolling { requests, window } = notion.config.rate_limit {
        let bot = bearer.account.bot_id.clone();
        let mut windows = notion.limits.0.lock().unwrap_or_else(PoisonError::into_inner);
        let admitted = windows.entry(bot).or_default().admit(now, requests, window);
        admitted.map_err(|wait| ApiError::rate_limited(whole_seconds(wait)))?;
    }
    request.extensions_mut().insert(bearer);
    Ok(next.run(request).await)
}

fn check_version(headers: &HeaderMap) -> Result<(), ApiError> {
    let version = headers.get("notion-version").ok_or_else(ApiError::missing_version)?;
    if VERSIONS.iter().any(|known| version == known) {
        return Ok(());
    }
    let known = VERSIONS.join(" and ");
    Err(ApiError::validation(format!(
        "This sandbox knows Notion-Version {known} only"
    )))
}
