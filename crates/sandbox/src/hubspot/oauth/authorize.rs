//! The authorization endpoint: asks the user, sends the browser back.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse as _, Response};

use super::authorization_request::{AuthorizationRequest, check};
use crate::config::Consent;
use crate::fields::Fields;
use crate::hubspot::api_error::ApiError;
use crate::hubspot::app::known_scope;
use crate::oauth::authorization::{self, deny, explain};
use crate::oauth::consent_page::{self, Question};
use crate::world::World;

/// `GET /oauth/authorize`.
pub(crate) async fn show(State(world): State<Arc<World>>, RawQuery(query): RawQuery) -> Response {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    answer(&world, &fields, None)
}

/// `GET /oauth/{hubId}/authorize`: the account is chosen already.
pub(crate) async fn show_for_hub(
    State(world): State<Arc<World>>,
    Path(hub_id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let hub_id: u64 = hub_id.parse().map_err(|_| ApiError::resource_not_found())?;
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    Ok(answer(&world, &fields, Some(hub_id)))
}

fn answer(world: &World, fields: &Fields, hub_id: Option<u64>) -> Response {
    let request = match check(world, fields, hub_id) {
        Ok(request) => request,
        Err(error) => return explain(&error.to_string()),
    };
    match world.front.decision().consent {
        Consent::Page => {
            let hub_id = request.account.hub_id.to_string();
            Html(consent_page::ask(&question(&request, fields, &hub_id))).into_response()
        }
        Consent::Auto => allow(world, request),
        Consent::Deny => deny(&world.front, request),
    }
}

/// `POST /oauth/authorize`: the consent page's own form. All is checked again: hidden inputs can be edited.
pub(crate) async fn decide(State(world): State<Arc<World>>, headers: HeaderMap, body: Bytes) -> Response {
    let fields = Fields::from_body(&headers, &body);
    let hub_id = fields.get("hub_id").and_then(|hub_id| hub_id.parse().ok());
    match check(&world, &fields, hub_id) {
        Err(error) => explain(&error.to_string()),
        Ok(request) if fields.get("decision") == Some("allow") => allow(&world, request),
        Ok(request) => deny(&world.front, request),
    }
}

fn allow(world: &World, request: AuthorizationRequest) -> Response {
    let hubspot = &mut *world.hubspot.lock();
    authorization::allow(
        &world.front,
        &mut hubspot.grants,
        hubspot.grantable.as_deref(),
        request,
        world.config.code_ttl,
    )
}

fn question<'a>(request: &AuthorizationRequest, fields: &'a Fields, hub_id: &'a str) -> Question<'a> {
    let portal = &request.account;
    let carried = consent_page::carried(fields).into_iter();
    let hidden = carried.filter(|(name, _)| *name != "hub_id");
    Question {
        account: portal.name.clone(),
        note: format!(
            "Account {hub_id}, signed in as {}. This is a sandbox that stands in for HubSpot.",
            portal.user
        ),
        permissions: request.scopes.iter().map(|scope| permission(scope, fields)).collect(),
        action: "/oauth/authorize",
        hidden: hidden.chain([("hub_id", hub_id)]).collect(),
    }
}

/// HubSpot grants an optional scope only where the account has what it is for.
fn permission(name: &str, fields: &Fields) -> (String, String) {
    let meaning = known_scope(name).map_or("", |scope| scope.meaning);
    let mut required = fields.get("scope").unwrap_or_default().split_whitespace();
    let optional = if required.any(|scope| scope == name) {
        ""
    } else {
        " (optional)"
    };
    (format!("{meaning}{optional}"), name.to_owned())
}
