//! Creates, changes and archives a single contact.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{OriginalUri, Path, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::book::ContactBook;
use super::read::resolve;
use super::{Contact, Values, WRITE, parse_body, require_contacts, values};
use crate::fields::Fields;
use crate::hubspot::api_error::ApiError;
use crate::hubspot::oauth::grants::Bearer;
use crate::world::World;

/// HubSpot: the answer to a write tells these as well.
const TOLD: [&str; 10] = [
    "email",
    "firstname",
    "lastname",
    "phone",
    "company",
    "website",
    "lifecyclestage",
    "jobtitle",
    "hs_object_source",
    "hs_object_source_label",
];

/// The body of a write; associations are accepted and not kept.
#[derive(Debug, Deserialize)]
pub(crate) struct Written {
    pub(crate) properties: BTreeMap<String, Value>,
}

/// `POST …/contacts`: 201; 409 when another contact has the e-mail address.
pub(crate) async fn create(
    State(world): State<Arc<World>>,
    Extension(bearer): Extension<Bearer>,
    Path(object_type): Path<String>,
    OriginalUri(uri): OriginalUri,
    body: Bytes,
) -> Result<Response, ApiError> {
    require_contacts(&object_type)?;
    bearer.require(&WRITE)?;
    let written: Written = parse_body(&body)?;
    let hub_id = bearer.portal.hub_id;
    let values = values::accept(written.properties, hub_id)?;
    let now = world.config.clock.now();
    let contact = add(world.hubspot.lock().book(hub_id), values, now)?;
    let mut response = (StatusCode::CREATED, Json(contact.to_json(hub_id, &told()))).into_response();
    // HubSpot: new in 2026-09.
    if uri.path().contains("/2026-09/")
        && let Ok(location) = format!("https://api.hubapi.com{}/{}", uri.path(), contact.id).parse()
    {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

/// `PATCH …/contacts/{id}`: sets the values that are named, an empty one clears.
pub(crate) async fn update(
    State(world): State<Arc<World>>,
    Extension(bearer): Extension<Bearer>,
    Path((object_type, id)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Result<Json<Value>, ApiError> {
    require_contacts(&object_type)?;
    bearer.require(&WRITE)?;
    let written: Written = parse_body(&body)?;
    let hub_id = bearer.portal.hub_id;
    let values = values::accept(written.properties, hub_id)?;
    let now = world.config.clock.now();
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let mut hubspot = world.hubspot.lock();
    let book = hubspot.book(hub_id);
    let id = resolve(book, &id, fields.get("idProperty"))?;
    let contact = change(book, id, values, now)?;
    Ok(Json(contact.to_json(hub_id, &told())))
}

/// `DELETE …/contacts/{id}`: 204, also when there is nothing to archive.
pub(crate) async fn archive(
    State(world): State<Arc<World>>,
    Extension(bearer): Extension<Bearer>,
    Path((object_type, id)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    require_contacts(&object_type)?;
    bearer.require(&WRITE)?;
    let id: u64 = id.parse().map_err(|_| ApiError::id_not_numeric(&id))?;
    let now = world.config.clock.now();
    world.hubspot.lock().book(bearer.portal.hub_id).archive(id, now);
    Ok(StatusCode::NO_CONTENT)
}

/// Adds a contact whose e-mail address nobody else has.
pub(crate) fn add(book: &mut ContactBook, mut values: Values, now: Timestamp) -> Result<Contact, ApiError> {
    require_free_email(book, &values, None)?;
    values.insert("hs_object_source".into(), "INTEGRATION".to_owned());
    values.insert("hs_object_source_label".into(), "Integration".to_owned());
    Ok(book.add(values, now))
}

/// Changes a contact, whose new e-mail address nobody else may have.
pub(crate) fn change(book: &mut ContactBook, id: u64, values: Values, now: Timestamp) -> Result<Contact, ApiError> {
    require_free_email(book, &values, Some(id))?;
    book.change(id, values, now).ok_or_else(ApiError::resource_not_found)
}

/// HubSpot: the e-mail address is the unique key of contacts.
pub(crate) fn require_free_email(book: &mut ContactBook, values: &Values, own: Option<u64>) -> Result<(), ApiError> {
    let email = values.get("email").filter(|email| !email.is_empty());
    match email.and_then(|email| book.id_of_email(email)) {
        Some(other) if Some(other) != own => Err(ApiError::contact_exists(other)),
        _ => Ok(()),
    }
}

/// What the answer to a write shows.
pub(crate) fn told() -> Vec<String> {
    TOLD.map(str::to_owned).into()
}
