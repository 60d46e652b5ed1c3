//! The account behind a token, and the app's own departure from it.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use serde_json::{Value, json};

use super::api_error::ApiError;
use super::oauth::grants::Bearer;
use crate::world::World;

/// `GET /account-info/{v}/details`. The later `portalName` is always sent.
pub(crate) async fn details(Extension(bearer): Extension<Bearer>) -> Result<Json<Value>, ApiError> {
    bearer.require(&["oauth"])?;
    Ok(Json(json!({
        "portalId": bearer.portal.hub_id,
        "portalName": bearer.portal.name,
        "accountType": "STANDARD",
        "timeZone": "Europe/Berlin",
        "companyCurrency": "EUR",
        "additionalCurrencies": [],
        "utcOffset": "+01:00",
        "utcOffsetMilliseconds": 3_600_000,
        "uiDomain": "app.hubspot.com",
        "dataHostingLocation": "na1",
    })))
}

/// `DELETE /appinstalls/{v}/external-install`: every grant of that account is gone.
///
/// Access tokens live on until they expire: HubSpot's behaviour is unknown, this is the sandbox's choice.
pub(crate) async fn uninstall(State(world): State<Arc<World>>, Extension(bearer): Extension<Bearer>) -> StatusCode {
    world
        .hubspot
        .lock()
        .grants
        .end_for(|portal| portal.hub_id == bearer.portal.hub_id);
    StatusCode::NO_CONTENT
}
