//! The authorization endpoint: checks a request, asks the user, sends the browser back.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use jiff::SignedDuration;
use url::Url;

use super::consent_page;
use super::grants::Code;
use crate::config::{Consent, Denial};
use crate::fields::Fields;
use crate::hubspot::api_error::ApiError;
use crate::hubspot::app::{CLIENT_ID, is_registered_redirect, known_scope};
use crate::hubspot::portal::Portal;
use crate::world::World;

/// A sound authorization request.
#[derive(Debug)]
pub(crate) struct AuthorizationRequest {
    pub(crate) portal: Portal,
    /// Required and optional scopes, each once, in the order of asking.
    pub(crate) scopes: Vec<String>,
    redirect_uri: Url,
    /// As it was sent: the exchange must repeat it to the letter.
    redirect_uri_text: String,
    state: Option<String>,
    challenge: Option<String>,
}

/// A mistake of the app. HubSpot keeps the browser: the app gets no callback.
///
/// The sentences are those that people quote, where there are any.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ConfigurationError {
    #[error("Authorization failed because an invalid app client_id was provided. Please contact the app developer.")]
    UnknownClient,
    #[error("Authorization failed as the redirect URL '{0}' doesn't match the app's registered redirect URL")]
    RedirectMismatch(String),
    #[error("Authorization failed because the provided scopes are insufficient. Please contact the app developer.")]
    NoScopes,
    #[error(
        "Authorization failed because there is a mismatch between the scopes in the install URL and the app's \
         configured scopes. Please contact the app developer."
    )]
    ScopeMismatch,
    #[error("An invalid scope name was provided. Please contact the app developer.")]
    UnknownScope,
    // Invented: HubSpot does not say what it does with the weaker `plain`.
    #[error("Authorization failed because only the code challenge method S256 is supported.")]
    ChallengeMethod,
    // Invented.
    #[error("Authorization failed because you have no access to the account in the install URL.")]
    UnknownAccount,
}

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

fn check(world: &World, fields: &Fields, hub_id: Option<u64>) -> Result<AuthorizationRequest, ConfigurationError> {
    if fields.get("client_id") != Some(CLIENT_ID) {
        return Err(ConfigurationError::UnknownClient);
    }
    let redirect_uri_text = fields.get("redirect_uri").unwrap_or_default().to_owned();
    let mismatch = || ConfigurationError::RedirectMismatch(redirect_uri_text.clone());
    if !is_registered_redirect(&redirect_uri_text) {
        return Err(mismatch());
    }
    let redirect_uri = Url::parse(&redirect_uri_text).map_err(|_| mismatch())?;
    let scopes = scopes(fields)?;
    let challenge = challenge(fields)?;
    let hubspot = world.hubspot.lock();
    let portal = hubspot.portals.get(&hub_id.unwrap_or(hubspot.consenting)).cloned();
    let portal = portal.ok_or(ConfigurationError::UnknownAccount)?;
    let state = fields.get("state").map(str::to_owned);
    Ok(AuthorizationRequest {
        portal,
        scopes,
        redirect_uri,
        redirect_uri_text,
        state,
        challenge,
    })
}

/// HubSpot: `oauth` must be asked for, and nothing that the app does not have, not even optionally.
fn scopes(fields: &Fields) -> Result<Vec<String>, ConfigurationError> {
    let split = |name| fields.get(name).unwrap_or_default().split_whitespace();
    let required: Vec<&str> = split("scope").collect();
    if required.is_empty() {
        return Err(ConfigurationError::NoScopes);
    }
    if required.iter().any(|scope| known_scope(scope).is_none()) {
        return Err(ConfigurationError::UnknownScope);
    }
    if !required.contains(&"oauth") || split("optional_scope").any(|scope| known_scope(scope).is_none()) {
        return Err(ConfigurationError::ScopeMismatch);
    }
    let mut scopes: Vec<String> = Vec::new();
    for scope in required.into_iter().chain(split("optional_scope")) {
        if !scopes.iter().any(|known| known == scope) {
            scopes.push(scope.to_owned());
        }
    }
    Ok(scopes)
}

fn challenge(fields: &Fields) -> Result<Option<String>, ConfigurationError> {
    let challenge = fields.get("code_challenge").map(str::to_owned);
    // RFC 7636 §4.3: without a method it would be `plain`.
    if challenge.is_some() && fields.get("code_challenge_method") != Some("S256") {
        return Err(ConfigurationError::ChallengeMethod);
    }
    Ok(challenge)
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
