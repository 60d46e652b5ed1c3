//! What the remote control can do with HubSpot alone: its portals and its contacts.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;

use super::{Refused, contacts, read};
use crate::hubspot::portal::Portal;
use crate::world::World;

/// The routes, to be nested under `/_sandbox` beside those that every stand-in has.
pub(crate) fn router(world: Arc<World>) -> Router {
    let router = contacts::router().route("/portal", post(set_portal));
    router.with_state(world)
}

/// The same as `account`, by HubSpot's word for it.
async fn set_portal(State(world): State<Arc<World>>, body: Bytes) -> Result<StatusCode, Refused> {
    let portal: Portal = read(&body)?;
    world.hubspot.lock().set_portal(portal);
    Ok(StatusCode::NO_CONTENT)
}
