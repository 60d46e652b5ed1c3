//! Introspection and revocation: what a token is worth, and making it worth nothing.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Notion;
use super::token_error::{TokenError, read};
use crate::oauth::grants::Standing;
use crate::random;

#[derive(Deserialize)]
struct Asked {
    token: String,
}

/// `POST /v1/oauth/introspect`. Which words stand in `scope` is invented.
pub(crate) async fn introspect(
    State(notion): State<Arc<Notion>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, TokenError> {
    let asked: Asked = read(&headers, &body)?;
    let now = notion.front.now();
    let mut answer = json!({ "active": false, "request_id": random::uuid() });
    if let Standing::Live(bearer) = notion.desk.standing(&asked.token, now) {
        answer["active"] = true.into();
        answer["scope"] = "read_content read_users_with_email".into();
        answer["iat"] = bearer.issued_at.as_second().into();
    } else if notion.desk.knows_refresh_token(&asked.token, now) {
        answer["active"] = true.into();
    }
    Ok(Json(answer))
}

/// `POST /v1/oauth/revoke`. Invented: either token ends the grant with all its tokens, and an unknown one is no error.
pub(crate) async fn revoke(
    State(notion): State<Arc<Notion>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, TokenError> {
    let asked: Asked = read(&headers, &body)?;
    notion.desk.revoke_grant_of(&asked.token);
    Ok(Json(json!({ "request_id": random::uuid() })))
}
