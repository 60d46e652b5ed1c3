//! The v1 facts about tokens, with the token in the path; HubSpot ends them on 2027-02-16.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::grants::Bearer;
use super::token_facts::{seconds_left, signed};
use crate::hubspot::api_error::ApiError;
use crate::hubspot::app::APP_ID;
use crate::oauth::client::CLIENT_ID;
use crate::oauth::grants::Standing;
use crate::world::World;

/// `GET /oauth/v1/access-tokens/{token}`. The error for an unknown token is invented.
pub(crate) async fn access_token(
    State(world): State<Arc<World>>,
    Path(token): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let now = world.config.clock.now();
    let Standing::Live(bearer) = world.hubspot.lock().grants.standing(&token, now) else {
        return Err(ApiError::resource_not_found());
    };
    let bearer = Bearer::from(bearer);
    Ok(Json(json!({
        "token": token,
        "user": bearer.portal.user,
        "hub_domain": bearer.portal.domain,
        "scopes": bearer.scopes,
        "signed_access_token": signed(&bearer),
        "hub_id": bearer.portal.hub_id,
        "app_id": APP_ID,
        "expires_in": seconds_left(&bearer, now),
        "user_id": bearer.portal.user_id,
        "token_type": "access",
    })))
}

/// `GET /oauth/v1/refresh-tokens/{token}`. The error for an unknown token is invented.
pub(crate) async fn refresh_token(
    State(world): State<Arc<World>>,
    Path(token): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let now = world.config.clock.now();
    let hubspot = world.hubspot.lock();
    let grant = hubspot
        .grants
        .of_refresh_token(&token, now)
        .ok_or_else(ApiError::resource_not_found)?;
    Ok(Json(json!({
        "token": token,
        "user": grant.account.user,
        "hub_domain": grant.account.domain,
        "scopes": grant.scopes,
        "hub_id": grant.account.hub_id,
        "client_id": CLIENT_ID,
        "user_id": grant.account.user_id,
        "token_type": "refresh",
    })))
}

/// `DELETE /oauth/v1/refresh-tokens/{token}`: 204, for an unknown token too.
pub(crate) async fn delete_refresh_token(State(world): State<Arc<World>>, Path(token): Path<String>) -> StatusCode {
    world.hubspot.lock().grants.revoke_refresh_token(&token);
    StatusCode::NO_CONTENT
}
