//! Searches objects: a page, a total, and a lag behind writes.

mod criteria;
mod run;

use axum::Json;
use axum::body::Bytes;
use axum::response::{IntoResponse as _, Response};
use jiff::SignedDuration;
use serde::Serialize;

use super::call::Call;
use super::parse_body;
use super::record::Record;
use crate::hubspot::api_error::ApiError;
use crate::hubspot::paging::Paging;
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
pub(crate) async fn search(call: Call, body: Bytes) -> Result<Response, ApiError> {
    call.reads()?;
    if body.len() > LONGEST_BODY {
        return Err(ApiError::unspecific());
    }
    let criteria: Criteria = parse_body(&body)?;
    let limit = criteria.checked_limit()?;
    // HubSpot: a write is found only after a few moments.
    let lag = SignedDuration::try_from(call.world.config.search_lag).unwrap_or(SignedDuration::MAX);
    let seen = call.now().saturating_sub(lag).unwrap_or(jiff::Timestamp::MIN);
    let shared = call.book();
    let found = criteria.run(&shared.read(), seen, limit);
    let after = criteria.after + limit;
    let shown = call.shown(criteria.properties);
    let answer = Answer {
        total: found.total,
        results: call.records(&found.page, &shown),
        paging: (after < found.total).then(|| Paging::after(&after)),
    };
    Ok(Json(answer).into_response())
}
