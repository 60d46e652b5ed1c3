//! `POST /oauth/token`: codes and refresh tokens become access tokens.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::Pipedrive;
use super::account::Account;
use crate::fields::Fields;
use crate::oauth::client::is_registered_basic;
use crate::oauth::grants::Issued;
use crate::oauth::redemption::{NotRedeemed, Redemption};
use crate::oauth::terms::{Rotation, Shapes, Terms};
use crate::random;

/// How Pipedrive's codes and tokens look.
pub(crate) const SHAPES: Shapes = Shapes {
    code: random::pipedrive_code,
    access_token: random::pipedrive_token,
    refresh_token: random::pipedrive_token,
};

/// Pipedrive: a refresh token that is not used dies after 60 days.
const REFRESH_TTL: Duration = Duration::from_hours(60 * 24);

/// Pipedrive says that a refresh token which was exchanged already is refused, so each refresh brings another.
///
/// Unknown, and so invented: that the old access token lives on, and that a replay ends nothing.
pub(crate) fn terms(access_ttl: Duration) -> Terms {
    Terms {
        access_ttl: Some(access_ttl),
        refresh_ttl: Some(REFRESH_TTL),
        rotation: Rotation::Replaced,
        ends_access: false,
    }
}

/// Always 400. Pipedrive lists the sentences; the shape around them is from memory.
#[derive(Debug)]
pub(crate) struct TokenError(&'static str, &'static str);

impl IntoResponse for TokenError {
    fn into_response(self) -> Response {
        let Self(error, message) = self;
        let body = json!({ "success": false, "message": message, "error": error });
        (StatusCode::BAD_REQUEST, Json(body)).into_response()
    }
}

/// The token endpoint. Pipedrive: `Basic` authentication, and a form.
pub(crate) async fn token(
    State(pipedrive): State<Arc<Pipedrive>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, TokenError> {
    match is_registered_basic(&headers) {
        Some(true) => {}
        Some(false) => return Err(TokenError("invalid_client", "Invalid client: client is invalid")),
        None => {
            let message = "Invalid client: cannot retrieve client credentials";
            return Err(TokenError("invalid_client", message));
        }
    }
    let form = Fields::from_body(&headers, &body);
    if form.pairs().is_empty() {
        let message = "Invalid request: content must be application/x-www-form-urlencoded";
        return Err(TokenError("invalid_request", message));
    }
    let issued = match form.get("grant_type") {
        Some("authorization_code") => exchange(&pipedrive, &form)?,
        Some("refresh_token") => refresh(&pipedrive, &form)?,
        Some(_) => {
            let message = "Unsupported grant type: grant_type is invalid";
            return Err(TokenError("unsupported_grant_type", message));
        }
        None => return Err(TokenError("invalid_request", "Missing parameter: grant_type")),
    };
    Ok(Json(answer(&pipedrive, &issued)))
}

fn exchange(pipedrive: &Pipedrive, form: &Fields) -> Result<Issued<Account>, TokenError> {
    let redirect_uri = form.get("redirect_uri");
    if redirect_uri.is_none() {
        let message = "Invalid request: redirect_uri is not a valid URI";
        return Err(TokenError("invalid_request", message));
    }
    let redemption = Redemption {
        code: form.get("code").unwrap_or_default(),
        redirect_uri,
        verifier: None,
    };
    let issued = pipedrive
        .desk
        .redeem(&redemption, pipedrive.front.now(), &pipedrive.terms());
    issued.map_err(|error| match error {
        NotRedeemed::Unknown | NotRedeemed::Verifier => {
            TokenError("invalid_grant", "Invalid grant: authorization_code is invalid")
        }
        NotRedeemed::Expired => TokenError("invalid_grant", "Invalid grant: authorization_code has expired"),
        NotRedeemed::RedirectUri => TokenError("invalid_request", "Invalid request: redirect_uri is invalid"),
    })
}

fn refresh(pipedrive: &Pipedrive, form: &Fields) -> Result<Issued<Account>, TokenError> {
    let token = form.get("refresh_token").unwrap_or_default();
    let issued = pipedrive.desk.refresh(token, pipedrive.front.now(), &pipedrive.terms());
    issued.ok_or(TokenError("invalid_grant", "Invalid grant: refresh_token is invalid"))
}

/// The `api_domain` leads nowhere: whoever trusts it is found out.
fn answer(pipedrive: &Pipedrive, issued: &Issued<Account>) -> Value {
    let domain = &issued.grant.account.company_domain;
    json!({
        "access_token": issued.access_token,
        "token_type": "Bearer",
        "expires_in": pipedrive.config.token_ttl.as_secs(),
        "refresh_token": issued.refresh_token,
        "scope": issued.grant.scopes.join(","),
        "api_domain": format!("https://{domain}.pipedrive.example"),
    })
}
