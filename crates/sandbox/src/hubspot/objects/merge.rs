//! Lets one object take the place of another.

use axum::Json;
use axum::body::Bytes;
use axum::response::IntoResponse as _;
use axum::response::Response;
use serde::Deserialize;

use super::call::Call;
use super::parse_body;
use crate::hubspot::api_error::ApiError;

/// The two, by id.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Two {
    primary_object_id: String,
    object_id_to_merge: String,
}

/// `POST …/{type}/merge`: the primary object, which answers to both ids from now on.
pub(crate) async fn merge(call: Call, body: Bytes) -> Result<Response, ApiError> {
    call.writes()?;
    let two: Two = parse_body(&body)?;
    let now = call.now();
    let shared = call.book();
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
    Ok(Json(call.record(&object, &call.told())).into_response())
}

fn numeric(id: &str) -> Result<u64, ApiError> {
    id.parse().map_err(|_| ApiError::id_not_numeric(id))
}
