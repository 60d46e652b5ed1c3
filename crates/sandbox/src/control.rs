//! The remote control under `/_sandbox/`: what a test in another process may see and change.

mod contacts;
pub(crate) mod hubspot;

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::config::{Consent, Denial};
use crate::faults::Fault;
use crate::journal::JournalEntry;
use crate::stand_in::StandIn;

/// The routes that every stand-in has, to be nested under `/_sandbox`.
pub(crate) fn router(stand_in: Arc<dyn StandIn>) -> Router {
    Router::new()
        .route("/journal", get(journal).delete(clear_journal))
        .route("/faults", post(plan_fault).delete(clear_faults))
        .route("/tokens/expire", post(expire_tokens))
        .route("/tokens/revoke", post(revoke_tokens))
        .route("/grant", post(set_grant))
        .route("/account", post(set_account))
        .route("/consent", post(set_consent))
        .route("/reset", post(reset))
        .with_state(stand_in)
}

/// The stand-in that a route is about.
type Controlled = State<Arc<dyn StandIn>>;

/// Why the remote control did not obey; the sentence goes to whoever wrote the test.
#[derive(Debug)]
struct Refused(String);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (StatusCode::BAD_REQUEST, Json(json!({ "error": self.0 }))).into_response()
    }
}

/// Reads JSON whatever the content type, so that a bare `curl -d` works.
fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refused> {
    serde_json::from_slice(body).map_err(|error| Refused(error.to_string()))
}

async fn journal(State(stand_in): Controlled) -> Json<Vec<JournalEntry>> {
    Json(stand_in.front().journal.entries())
}

async fn clear_journal(State(stand_in): Controlled) -> StatusCode {
    stand_in.front().journal.clear();
    StatusCode::NO_CONTENT
}

async fn plan_fault(State(stand_in): Controlled, body: Bytes) -> Result<StatusCode, Refused> {
    let fault: Fault = read(&body)?;
    let planned = stand_in.front().faults.plan(fault);
    planned.map_err(|error| Refused(error.to_string()))?;
    Ok(StatusCode::NO_CONTENT)
}

async fn clear_faults(State(stand_in): Controlled) -> StatusCode {
    stand_in.front().faults.clear();
    StatusCode::NO_CONTENT
}

async fn expire_tokens(State(stand_in): Controlled) -> Response {
    let expired = stand_in.tokens().expire(stand_in.front().now());
    Json(json!({ "expired": expired })).into_response()
}

#[derive(Deserialize)]
#[serde(default)]
struct Revocation {
    access_tokens: bool,
}

impl Default for Revocation {
    fn default() -> Self {
        Self { access_tokens: true }
    }
}

async fn revoke_tokens(State(stand_in): Controlled, body: Bytes) -> Result<Response, Refused> {
    let revocation = if body.is_empty() {
        Revocation::default()
    } else {
        read(&body)?
    };
    let revoked = stand_in.tokens().revoke(revocation.access_tokens);
    Ok(Json(json!({ "revoked": revoked })).into_response())
}

#[derive(Deserialize)]
struct Grant {
    scopes: Option<Vec<String>>,
}

async fn set_grant(State(stand_in): Controlled, body: Bytes) -> Result<StatusCode, Refused> {
    let grant: Grant = read(&body)?;
    stand_in.tokens().grant_only(grant.scopes);
    Ok(StatusCode::NO_CONTENT)
}

async fn set_account(State(stand_in): Controlled, body: Bytes) -> Result<StatusCode, Refused> {
    let set = stand_in.tokens().set_account(read(&body)?);
    set.map_err(|error| Refused(error.to_string()))?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
struct ConsentChange {
    mode: Option<Consent>,
    deny: Option<Denial>,
}

async fn set_consent(State(stand_in): Controlled, body: Bytes) -> Result<StatusCode, Refused> {
    let change: ConsentChange = read(&body)?;
    stand_in.front().decide(|decision| {
        decision.consent = change.mode.unwrap_or(decision.consent);
        decision.denial = change.deny.unwrap_or(decision.denial);
    });
    Ok(StatusCode::NO_CONTENT)
}

async fn reset(State(stand_in): Controlled) -> StatusCode {
    stand_in.reset();
    StatusCode::NO_CONTENT
}
