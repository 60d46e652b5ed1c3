//! `POST /v1/oauth/token`: codes and refresh tokens become access tokens.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Notion;
use super::account::Account;
use super::token_error::{TokenError, read};
use crate::oauth::grants::Issued;
use crate::oauth::redemption::{NotRedeemed, Redemption};
use crate::oauth::terms::{Rotation, Shapes, Terms};
use crate::random;

/// How Notion's codes and tokens look.
pub(crate) const SHAPES: Shapes = Shapes {
    code: random::uuid,
    access_token: random::notion_access_token,
    refresh_token: random::notion_refresh_token,
};

/// Notion: a refresh replaces both tokens. That a replay ends the grant, and that the old access token ends at
/// once, is invented.
pub(crate) fn terms(access_ttl: Option<Duration>) -> Terms {
    Terms {
        access_ttl,
        refresh_ttl: None,
        rotation: Rotation::ReplayEndsGrant,
        ends_access: true,
    }
}

#[derive(Deserialize)]
struct Asked {
    grant_type: String,
    code: Option<String>,
    redirect_uri: Option<String>,
    refresh_token: Option<String>,
}

/// The token endpoint. Invented: it needs no `Notion-Version`.
pub(crate) async fn token(
    State(notion): State<Arc<Notion>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, TokenError> {
    let asked: Asked = read(&headers, &body)?;
    let issued = match asked.grant_type.as_str() {
        "authorization_code" => exchange(&notion, &asked)?,
        "refresh_token" => refresh(&notion, &asked)?,
        _ => return Err(TokenError::GrantType),
    };
    Ok(Json(answer(&issued)))
}

fn exchange(notion: &Notion, asked: &Asked) -> Result<Issued<Account>, TokenError> {
    let redemption = Redemption {
        code: asked.code.as_deref().ok_or(TokenError::Body)?,
        redirect_uri: asked.redirect_uri.as_deref(),
        verifier: None,
    };
    let issued = notion.desk.redeem(&redemption, notion.front.now(), &notion.terms());
    issued.map_err(|error| match error {
        NotRedeemed::Unknown | NotRedeemed::Verifier => TokenError::Code,
        NotRedeemed::Expired => TokenError::CodeExpired,
        NotRedeemed::RedirectUri => TokenError::RedirectUri,
    })
}

fn refresh(notion: &Notion, asked: &Asked) -> Result<Issued<Account>, TokenError> {
    let token = asked.refresh_token.as_deref().ok_or(TokenError::Body)?;
    let issued = notion.desk.refresh(token, notion.front.now(), &notion.terms());
    issued.ok_or(TokenError::RefreshToken)
}

/// Notion: no word of when the token expires.
fn answer(issued: &Issued<Account>) -> Value {
    let account = &issued.grant.account;
    json!({
        "access_token": issued.access_token,
        "token_type": "bearer",
        "refresh_token": issued.refresh_token,
        "bot_id": account.bot_id,
        "workspace_id": account.workspace_id,
        "workspace_name": account.workspace_name,
        "workspace_icon": null,
        "owner": account.owner(),
        "duplicated_template_id": null,
        "request_id": random::uuid(),
    })
}
