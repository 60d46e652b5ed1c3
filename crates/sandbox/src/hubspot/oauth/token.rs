//! `POST /oauth/{v}/token`: codes and refresh tokens become access tokens.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::grants::{Code, Issued};
use super::token_error::TokenError;
use crate::fields::Fields;
use crate::hubspot::app::{CLIENT_ID, CLIENT_SECRET};
use crate::world::World;

/// The token endpoint. A body that is no form has no grant type, as at HubSpot.
pub(crate) async fn token(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, TokenError> {
    let form = Fields::from_body(&headers, &body);
    let issued = match form.get("grant_type") {
        Some("authorization_code") => exchange(&world, &form)?,
        Some("refresh_token") => refresh(&world, &form)?,
        _ => return Err(TokenError::GrantType),
    };
    Ok(Json(answer(&world, &issued)))
}

/// The registered client, by parameters in the body; HubSpot documents no other way.
pub(crate) fn authenticate_client(form: &Fields) -> Result<(), TokenError> {
    if form.get("client_id") != Some(CLIENT_ID) {
        return Err(TokenError::ClientId);
    }
    if form.get("client_secret") != Some(CLIENT_SECRET) {
        return Err(TokenError::ClientSecret);
    }
    Ok(())
}

fn exchange(world: &World, form: &Fields) -> Result<Issued, TokenError> {
    authenticate_client(form)?;
    let name = form.get("code").ok_or(TokenError::AuthCode)?;
    let now = world.config.clock.now();
    let mut hubspot = world.hubspot.lock();
    // Invented: an attempt that fails below uses the code up as well.
    let code = hubspot.grants.take_code(name).ok_or(TokenError::AuthCode)?;
    if code.expires_at <= now {
        return Err(TokenError::AuthCode);
    }
    // RFC 6749 §4.1.3: identical to the one of the authorization request.
    if form.get("redirect_uri") != Some(code.redirect_uri.as_str()) {
        return Err(TokenError::RedirectUri);
    }
    if !verifies(&code, form.get("code_verifier")) {
        return Err(TokenError::CodeVerifier);
    }
    Ok(hubspot.grants.begin(code, now, world.config.token_ttl))
}

/// RFC 7636 §4.6. RFC 9700 §4.8.2: a verifier without a challenge means that somebody removed the challenge.
fn verifies(code: &Code, verifier: Option<&str>) -> bool {
    let challenge = verifier.map(|verifier| URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)));
    challenge == code.challenge
}

fn refresh(world: &World, form: &Fields) -> Result<Issued, TokenError> {
    authenticate_client(form)?;
    let token = form.get("refresh_token").ok_or(TokenError::RefreshToken)?;
    let (now, config) = (world.config.clock.now(), &world.config);
    let issued = world
        .hubspot
        .lock()
        .grants
        .refresh(token, config.rotate_refresh_tokens, now, config.token_ttl);
    issued.ok_or(TokenError::RefreshToken)
}

fn answer(world: &World, issued: &Issued) -> Value {
    json!({
        "token_type": "bearer",
        "token_use": "access_token",
        "access_token": issued.access_token,
        "refresh_token": issued.refresh_token,
        "expires_in": world.config.token_ttl.as_secs(),
        "hub_id": issued.grant.portal.hub_id,
        "scopes": issued.grant.scopes,
    })
}
