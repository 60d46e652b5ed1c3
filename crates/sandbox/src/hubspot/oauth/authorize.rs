//! The authorization endpoint: asks the user, sends the browser back.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use jiff::SignedDuration;
use url::Url;

use super::authorization_request::{AuthorizationRequest, ConfigurationError, check};
use super::consent_page;
use super::grants::Code;
use crate::config::{Consent, Denial};
use crate::fields::Fields;
use crate::hubspot::api_error::ApiError;
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
        Err(error) => return explain(&error),
    };
    match world.decision().consent {
        Consent::Page => Html(consent_page::ask(&request, fields)).into_response(),
        Consent::Auto => allow(world, request),
        Consent::Deny => deny(world, request),
    }
}

/// `POST /oauth/authorize`: the consent page's own form. All is checked again: hidden inputs can be edited.
pub(crate) async fn decide(State(world): State<Arc<World>>, headers: HeaderMap, body: Bytes) -> Response {
    let fields = Fields::from_body(&headers, &body);
    let hub_id = fields.get("hub_id").and_then(|hub_id| hub_id.parse().ok());
    match check(&world, &fields, hub_id) {
        Err(error) => explain(&error),
        Ok(request) if fields.get("decision") == Some("allow") => allow(&world, request),
        Ok(request) => deny(&world, request),
    }
}

fn allow(world: &World, request: AuthorizationRequest) -> Response {
    let ttl = SignedDuration::try_from(world.config.code_ttl).unwrap_or(SignedDuration::MAX);
    let expires_at = world
        .config
        .clock
        .now()
        .saturating_add(ttl)
        .unwrap_or(jiff::Timestamp::MAX);
    let mut hubspot = world.hubspot.lock();
    let mut scopes = request.scopes;
    if let Some(grantable) = &hubspot.grantable {
        scopes.retain(|scope| grantable.contains(scope));
    }
    let code = hubspot.grants.issue_code(Code {
        portal: request.portal,
        scopes,
        redirect_uri: request.redirect_uri_text,
        challenge: request.challenge,
        expires_at,
    });
    send_back(request.redirect_uri, &[("code", &code)], request.state.as_deref())
}

fn deny(world: &World, request: AuthorizationRequest) -> Response {
    match world.decision().denial {
        // RFC 6749 §4.1.2.1; HubSpot documents the first two parameters. The sentence is invented.
        Denial::Redirect => {
            let error = [
                ("error", "access_denied"),
                ("error_description", "the user denied access to the app"),
            ];
            send_back(request.redirect_uri, &error, request.state.as_deref())
        }
        Denial::Stay => Html(consent_page::denied()).into_response(),
    }
}

fn send_back(mut to: Url, parameters: &[(&str, &str)], state: Option<&str>) -> Response {
    to.query_pairs_mut()
        .extend_pairs(parameters)
        .extend_pairs(state.map(|state| ("state", state)));
    (StatusCode::FOUND, [(header::LOCATION, String::from(to))]).into_response()
}

/// HubSpot's page is a script that is served with 200 whatever it shows; the sandbox says 400, so that tests can tell.
fn explain(error: &ConfigurationError) -> Response {
    (StatusCode::BAD_REQUEST, Html(consent_page::failed(&error.to_string()))).into_response()
}
