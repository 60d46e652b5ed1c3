//! `GET /healthz` and `GET /readyz`: alive; able to serve.

use std::sync::Arc;

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use integrations::Vault;

/// The process answers.
pub async fn healthz() -> &'static str {
    "ok"
}

/// The store answers: 200, or 503 when it does not.
pub async fn readyz(State(vault): State<Arc<dyn Vault>>) -> Response {
    match vault.ping().await {
        Ok(()) => "ready".into_response(),
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the store cannot be reached").into_response()
        }
    }
}
