//! `GET /healthz` and `GET /readyz`: alive; able to serve.

use std::sync::Arc;

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use integrations::Vault;

use crate::stopping::Stopping;

/// The process answers.
pub async fn healthz() -> &'static str {
    "ok"
}

/// The store answers and opens with our keys, and nobody told us to stop: 200; else 503, with the reason.
pub async fn readyz(State(vault): State<Arc<dyn Vault>>, State(stopping): State<Stopping>) -> Response {
    if stopping.has_begun() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping").into_response();
    }
    match vault.ping().await {
        Ok(()) => "ready".into_response(),
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, error.to_string()).into_response()
        }
    }
}
