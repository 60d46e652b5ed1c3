//! The remote control under `/_sandbox/`: what a test in another process may see and change.

use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::config::{Consent, Denial};
use crate::faults::Fault;
use crate::hubspot::contacts::ContactSet;
use crate::hubspot::portal::Portal;
use crate::journal::JournalEntry;
use crate::world::World;

/// The routes, to be nested under `/_sandbox`.
pub(crate) fn router() -> Router<Arc<World>> {
    Router::new()
        .route("/journal", get(journal).delete(clear_journal))
        .route("/faults", post(plan_fault).delete(clear_faults))
        .route("/tokens/expire", post(expire_tokens))
        .route("/tokens/revoke", post(revoke_tokens))
        .route("/contacts", post(set_contacts))
        .route("/grant", post(set_grant))
        .route("/portal", post(set_portal))
        .route("/consent", post(set_consent))
        .route("/reset", post(reset))
}

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

async fn journal(State(world): State<Arc<World>>) -> Json<Vec<JournalEntry>> {
    Json(world.journal.entries())
}

async fn clear_journal(State(world): State<Arc<World>>) -> StatusCode {
    world.journal.clear();
    StatusCode::NO_CONTENT
}

async fn plan_fault(State(world): State<Arc<World>>, body: Bytes) -> Result<StatusCode, Refused> {
    let fault: Fault = read(&body)?;
    world.faults.plan(fault).map_err(|error| Refused(error.to_string()))?;
    Ok(StatusCode::NO_CONTENT)
}

async fn clear_faults(State(world): State<Arc<World>>) -> StatusCode {
    world.faults.clear();
    StatusCode::NO_CONTENT
}

async fn expire_tokens(State(world): State<Arc<World>>) -> Response {
    let expired = world
        .hubspot
        .lock()
        .grants
        .expire_access_tokens(world.config.clock.now());
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

async fn revoke_tokens(State(world): State<Arc<World>>, body: Bytes) -> Result<Response, Refused> {
    let revocation = if body.is_empty() {
        Revocation::default()
    } else {
        read(&body)?
    };
    let revoked = world.hubspot.lock().grants.revoke_all(revocation.access_tokens);
    Ok(Json(json!({ "revoked": revoked })).into_response())
}

async fn set_contacts(State(world): State<Arc<World>>, body: Bytes) -> Result<StatusCode, Refused> {
    let contacts: ContactSet = read(&body)?;
    world.hubspot.lock().set_contacts(contacts);
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
struct Grant {
    scopes: Option<Vec<String>>,
}

async fn set_grant(State(world): State<Arc<World>>, body: Bytes) -> Result<StatusCode, Refused> {
    let grant: Grant = read(&body)?;
    world.hubspot.lock().grantable = grant.scopes;
    Ok(StatusCode::NO_CONTENT)
}

async fn set_portal(State(world): State<Arc<World>>, body: Bytes) -> Result<StatusCode, Refused> {
    let portal: Portal = read(&body)?;
    world.hubspot.lock().set_portal(portal);
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
struct ConsentChange {
    mode: Option<Consent>,
    deny: Option<Denial>,
}

async fn set_consent(State(world): State<Arc<World>>, body: Bytes) -> Result<StatusCode, Refused> {
    let change: ConsentChange = read(&body)?;
    world.decide(|decision| {
        decision.consent = change.mode.unwrap_or(decision.consent);
        decision.denial = change.deny.unwrap_or(decision.denial);
    });
    Ok(StatusCode::NO_CONTENT)
}

async fn reset(State(world): State<Arc<World>>) -> StatusCode {
    world.reset();
    StatusCode::NO_CONTENT
}
