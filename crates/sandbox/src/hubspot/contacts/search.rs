//! Searches contacts: a page, a total, and a lag behind writes.

mod criteria;

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::{Extension, Json};
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{READ, parse_body, require_contacts};
use crate::hubspot::api_error::ApiError;
use crate::hubspot::oauth::grants::Bearer;
use crate::world::World;
use criteria::Criteria;

const LONGEST_BODY: usize = 3000;

/// `POST …/contacts/search`.
pub(crate) async fn search(
    State(world): State<Arc<World>>,
    Extension(bearer): Extension<Bearer>,
    Path(object_type): Path<String>,
    body: Bytes,
) -> Result<Json<Value>, ApiError> {
    require_contacts(&object_type)?;
    bearer.require(&READ)?;
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
    let found = criteria.run(world.hubspot.lock().book(hub_id).as_of(seen));
    let page = found.iter().skip(criteria.after).take(limit);
    let results: Vec<Value> = page
        .map(|contact| contact.to_json(hub_id, &criteria.properties))
        .collect();
    let mut answer = json!({ "total": found.len(), "results": results });
    let next = criteria.after + limit;
    if next < found.len() {
        answer["paging"] = json!({ "next": { "after": next.to_string() } });
    }
    Ok(Json(answer))
}
