//! Lets one object take the place of another.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use axum::response::Response;
use axum::{Extension, Json};
use serde::Deserialize;

use super::object_type::ObjectType;
use super::parse_body;
use super::record::Record;
use super::write::told;
use crate::hubspot::api_error::ApiError;
use crate::hubspot::oauth::grants::Bearer;
use crate::world::World;

/// The two, by id.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Two {
    primary_object_id: String,
    object_id_to_merge: String,
}

/// `POST …/{type}/merge`: the primary object, which answers to both ids from now on.
pub(crate) async fn merge(
    State(world): State<Arc<World>>,
    Extension(bearer): Extension<Bearer>,
    Path(object_type): Path<String>,
    body: Bytes,
) -> Result<Response, ApiError> {
    let object_type = ObjectType::parse(&object_type)?;
    bearer.require(object_type.described().write)?;
    let two: Two = parse_body(&body)?;
    let hub_id = bearer.portal.hub_id;
    let now = world.config.clock.now();
    let shared = world.hubspot.book(hub_id, object_type);
    let mut book = shared.write();
    let primary = book.surviving(numeric(&two.primary_object_id)?);
    let merged = book.surviving(numeric(&two.object_id_to_merge)?);
    if primary == merged {
        // Invented sentence.
        return Err(ApiError::validation("an object cannot be merged with itself"));
    }
    let object = book
        .merge(primary, merged, now)
        .ok_or_else(ApiError::resource_not_found)?;
    let (object, shown) = (&object, &told(object_type));
    Ok(Json(Record { object, hub_id, shown }).into_response())
}

fn numeric(id: &str) -> Result<u64, ApiError> {
    id.parse().map_err(|_| ApiError::id_not_numeric(id))
}
