//! Searches objects: a page, a total, and a lag behind writes.

mod criteria;
mod run;

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use jiff::SignedDuration;
use serde::Serialize;

use super::object_type::ObjectType;
use super::parse_body;
use super::record::{Record, records};
use crate::hubspot::api_error::ApiError;
use crate::hubspot::oauth::grants::Bearer;
use crate::hubspot::paging::Paging;
use crate::world::World;
use criteria::Criteria;

const LONGEST_BODY: usize = 3000;

#[derive(Serialize)]
struct Answer<'a> {
    total: usize,
    results: Vec<Record<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paging: Option<Paging>,
}

/// `POST …/{type}/search`.
pub(crate) async fn search(
    State(world): State<Arc<World>>,
    Extension(bearer): Extension<Bearer>,
    Path(object_type): Path<String>,
    body: Bytes,
) -> Result<Response, ApiError> {
    let object_type = ObjectType::parse(&object_type)?;
    bearer.require(object_type.described().read)?;
    if body.len() > LONGEST_BODY {
        return Err(ApiError::unspecific());
    }
    let criteria: Criteria = parse_body(&body)?;
    let limit = criteria.checked_limit()?;
    let hub_id = bearer.portal.hub_id;
    // HubSpot: a write is found only after a few moments.
    let lag = SignedDuration::try_from(world.config.search_lag).unwrap_or(SignedDuration::MAX);
    let seen = world
        .config
        .clock
        .now()
        .saturating_sub(lag)
        .unwrap_or(jiff::Timestamp::MIN);
    let shared = world.hubspot.book(hub_id, object_type);
    let found = criteria.run(&shared.read(), seen, limit);
    let after = criteria.after + limit;
    let shown = world.hubspot.shown(object_type, criteria.properties);
    let answer = Answer {
        total: found.total,
        results: records(&found.page, hub_id, &shown),
        paging: (after < found.total).then(|| Paging::after(&after)),
    };
    Ok(Json(answer).into_response())
}
