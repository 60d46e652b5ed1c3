//! `POST /oauth/{v}/token`: codes and refresh tokens become access tokens.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use serde_json::{Value, json};

use super::grants::{Issued, terms};
use super::token_error::TokenError;
use crate::fields::Fields;
use crate::oauth::client::{CLIENT_ID, CLIENT_SECRET};
use crate::oauth::redemption::{NotRedeemed, Redemption};
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
    let redemption = Redemption {
        code: form.get("code").ok_or(TokenError::AuthCode)?,
        redirect_uri: form.get("redirect_uri"),
        verifier: form.get("code_verifier"),
    };
    let (now, terms) = (world.config.clock.now(), terms(&world.config));
    let issued = redemption.redeem(&mut world.hubspot.lock().grants, now, &terms);
    issued.map_err(|error| match error {
        NotRedeemed::Unknown | NotRedeemed::Expired => TokenError::AuthCode,
        NotRedeemed::RedirectUri => TokenError::RedirectUri,
        NotRedeemed::Verifier => TokenError::CodeVerifier,
    })
}

fn refresh(world: &World, form: &Fields) -> Result<Issued, TokenError> {
    authenticate_client(form)?;
    let token = form.get("refresh_token").ok_or(TokenError::RefreshToken)?;
    let (now, terms) = (world.config.clock.now(), terms(&world.config));
    let issued = world.hubspot.lock().grants.refresh(token, now, &terms);
    issued.ok_or(TokenError::RefreshToken)
}

fn answer(world: &World, issued: &Issued) -> Value {
    json!({
        "token_type": "bearer",
        "token_use": "access_token",
        "access_token": issued.access_token,
        "refresh_token": issued.refresh_token,
        "expires_in": world.config.token_ttl.as_secs(),
        "hub_id": issued.grant.account.hub_id,
        "scopes": issued.grant.scopes,
    })
}
