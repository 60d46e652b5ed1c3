//! HubSpot's OAuth 2.0: which routes there are.

pub(crate) mod authorization_request;
pub(crate) mod authorize;
pub(crate) mod grants;
pub(crate) mod legacy;
pub(crate) mod token;
pub(crate) mod token_error;
pub(crate) mod token_facts;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::world::World;

/// The consent page, which has no version.
pub(crate) fn authorize_router() -> Router<Arc<World>> {
    Router::new()
        .route("/oauth/authorize", get(authorize::show).post(authorize::decide))
        .route(
            "/oauth/{hub_id}/authorize",
            get(authorize::show_for_hub).post(authorize::decide),
        )
}

/// What stands under `/oauth/{v}`.
pub(crate) fn token_router() -> Router<Arc<World>> {
    Router::new()
        .route("/token", post(token::token))
        .route("/token/introspect", post(token_facts::introspect))
        .route("/token/revoke", post(token_facts::revoke))
}

/// What stands under `/oauth/v1`, which HubSpot ends on 2027-02-16.
pub(crate) fn legacy_router() -> Router<Arc<World>> {
    token_router()
        .route("/access-tokens/{token}", get(legacy::access_token))
        .route(
            "/refresh-tokens/{token}",
            get(legacy::refresh_token).delete(legacy::delete_refresh_token),
        )
}
