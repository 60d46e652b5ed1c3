//! `POST /oauth2/v1/token`: codes and refresh tokens become access tokens.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::Airtable;
use super::account::Account;
use crate::fields::Fields;
use crate::oauth::client::is_registered_basic;
use crate::oauth::grants::Issued;
use crate::oauth::redemption::{NotRedeemed, Redemption};
use crate::oauth::terms::{Rotation, Shapes, Terms};
use crate::random;

/// How Airtable's codes and tokens look.
pub(crate) const SHAPES: Shapes = Shapes {
    code: random::airtable_code,
    access_token: random::airtable_access_token,
    refresh_token: random::airtable_refresh_token,
};

/// Airtable: a refresh token lives for 60 days.
const REFRESH_TTL: Duration = Duration::from_hours(60 * 24);

/// Airtable: a refresh ends the tokens before it, and a refresh token that comes back ends the grant.
pub(crate) fn terms(access_ttl: Duration) -> Terms {
    Terms {
        access_ttl: Some(access_ttl),
        refresh_ttl: Some(REFRESH_TTL),
        rotation: Rotation::ReplayEndsGrant,
        ends_access: true,
    }
}

/// RFC 6749 §5.2, with sentences that are invented.
#[derive(Debug)]
pub(crate) struct TokenError(StatusCode, &'static str, &'static str);

const fn refused(error: &'static str, description: &'static str) -> TokenError {
    TokenError(StatusCode::BAD_REQUEST, error, description)
}

impl IntoResponse for TokenError {
    fn into_response(self) -> Response {
        let Self(status, error, description) = self;
        let body = Json(json!({ "error": error, "error_description": description }));
        let mut response = (status, body).into_response();
        if status == StatusCode::UNAUTHORIZED {
            let challenge = header::HeaderValue::from_static("Basic realm=\"Airtable\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}

/// The token endpoint. Airtable: a client that has a secret sends it by `Basic`, and the body is a form.
pub(crate) async fn token(
    State(airtable): State<Arc<Airtable>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, TokenError> {
    if is_registered_basic(&headers) != Some(true) {
        let description = "the client did not authenticate with its id and secret";
        return Err(TokenError(StatusCode::UNAUTHORIZED, "invalid_client", description));
    }
    let form = Fields::from_body(&headers, &body);
    let issued = match form.get("grant_type") {
        Some("authorization_code") => exchange(&airtable, &form)?,
        Some("refresh_token") => refresh(&airtable, &form)?,
        Some(_) => return Err(refused("unsupported_grant_type", "the grant type is unknown")),
        None => {
            return Err(refused(
                "invalid_request",
                "grant_type is missing, or the body is no form",
            ));
        }
    };
    Ok(Json(answer(&airtable, &issued)))
}

fn exchange(airtable: &Airtable, form: &Fields) -> Result<Issued<Account>, TokenError> {
    let verifier = form.get("code_verifier");
    if verifier.is_none() {
        return Err(refused("invalid_request", "code_verifier is required"));
    }
    let redemption = Redemption {
        code: form.get("code").ok_or(refused("invalid_request", "code is required"))?,
        redirect_uri: form.get("redirect_uri"),
        verifier,
    };
    let issued = airtable
        .desk
        .redeem(&redemption, airtable.front.now(), &airtable.terms());
    issued.map_err(|error| {
        let description = match error {
            NotRedeemed::Unknown => "the code is unknown or was used before",
            NotRedeemed::Expired => "the code has expired",
            NotRedeemed::RedirectUri => "redirect_uri differs from the one that the code was issued for",
            NotRedeemed::Verifier => "code_verifier does not belong to the code_challenge",
        };
        refused("invalid_grant", description)
    })
}

fn refresh(airtable: &Airtable, form: &Fields) -> Result<Issued<Account>, TokenError> {
    let token = form.get("refresh_token");
    let token = token.ok_or(refused("invalid_request", "refresh_token is required"))?;
    let issued = airtable.desk.refresh(token, airtable.front.now(), &airtable.terms());
    issued.ok_or(refused("invalid_grant", "the token has expired or was revoked"))
}

fn answer(airtable: &Airtable, issued: &Issued<Account>) -> Value {
    json!({
        "access_token": issued.access_token,
        "refresh_token": issued.refresh_token,
        "token_type": "Bearer",
        "scope": issued.grant.scopes.join(" "),
        "expires_in": airtable.config.token_ttl.as_secs(),
        "refresh_expires_in": REFRESH_TTL.as_secs(),
    })
}
