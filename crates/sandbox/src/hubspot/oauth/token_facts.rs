//! Introspection and revocation: what a token is worth, and making it worth nothing.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::grants::{Bearer, Grant};
use super::token::authenticate_client;
use super::token_error::TokenError;
use crate::fields::Fields;
use crate::hubspot::app::APP_ID;
use crate::oauth::client::CLIENT_ID;
use crate::oauth::grants::Standing;
use crate::world::World;

/// `POST /oauth/{v}/token/introspect` (RFC 7662). Whatever is not live is just not active.
pub(crate) async fn introspect(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, TokenError> {
    let form = Fields::from_body(&headers, &body);
    authenticate_client(&form)?;
    let token = form.get("token").unwrap_or_default();
    let now = world.config.clock.now();
    let hubspot = world.hubspot.lock();
    if let Standing::Live(bearer) = hubspot.grants.standing(token, now) {
        return Ok(Json(access_facts(token, &bearer.into(), now)));
    }
    let facts = hubspot
        .grants
        .of_refresh_token(token, now)
        .map(|grant| refresh_facts(token, grant));
    Ok(Json(facts.unwrap_or_else(|| json!({ "active": false }))))
}

/// `POST /oauth/{v}/token/revoke` (RFC 7009 §2.2: an unknown token is no error).
///
/// Only refresh tokens are revoked; an access token lives until it expires.
pub(crate) async fn revoke(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, TokenError> {
    let form = Fields::from_body(&headers, &body);
    authenticate_client(&form)?;
    let token = form.get("token").unwrap_or_default();
    world.hubspot.lock().grants.revoke_refresh_token(token);
    Ok(StatusCode::OK)
}

fn access_facts(token: &str, bearer: &Bearer, now: Timestamp) -> Value {
    json!({
        "active": true,
        "token": token,
        "hub_id": bearer.portal.hub_id,
        "user_id": bearer.portal.user_id,
        "client_id": CLIENT_ID,
        "app_id": APP_ID,
        "user": bearer.portal.user,
        "hub_domain": bearer.portal.domain,
        "scopes": bearer.scopes,
        "signed_access_token": signed(bearer),
        "expires_in": seconds_left(bearer, now),
        "is_private_distribution": false,
        "token_use": "access_token",
        "token_type": "Bearer",
    })
}

fn refresh_facts(token: &str, grant: &Grant) -> Value {
    json!({
        "active": true,
        "token": token,
        "hub_id": grant.account.hub_id,
        "user_id": grant.account.user_id,
        "client_id": CLIENT_ID,
        "app_id": APP_ID,
        "user": grant.account.user,
        "hub_domain": grant.account.domain,
        "scopes": grant.scopes,
        "token_use": "refresh_token",
        "token_type": "Bearer",
    })
}

/// HubSpot's own signed form of a token, as far as its shape is documented; the signatures are invented.
pub(crate) fn signed(bearer: &Bearer) -> Value {
    json!({
        "expiresAt": bearer.expires_at.as_millisecond(),
        "scopes": bearer.scopes.join(" "),
        "hubId": bearer.portal.hub_id,
        "userId": bearer.portal.user_id,
        "appId": APP_ID,
        "signature": "sandbox",
        "scopeToScopeGroupPks": "",
        "newSignature": "sandbox",
        "hublet": "na1",
        "trialScopes": "",
        "trialScopeToScopeGroupPks": "",
        "isUserLevel": false,
        "isPrivateDistribution": false,
    })
}

/// Whole seconds until the token expires.
pub(crate) fn seconds_left(bearer: &Bearer, now: Timestamp) -> i64 {
    bearer.expires_at.duration_since(now).as_secs()
}
