//! Creates, changes and archives a single object.

use std::borrow::Cow;
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

use super::book::ObjectBook;
use super::object::{Object, Values};
use super::object_type::ObjectType;
use super::read::resolve;
use super::record::{Record, Shown};
use super::{parse_body, values};
use crate::fields::Fields;
use crate::hubspot::api_error::ApiError;
use crate::hubspot::oauth::grants::Bearer;
use crate::world::World;

/// The body of a write; associations are accepted and not kept.
#[derive(Debug, Deserialize)]
pub(crate) struct Written {
    pub(crate) properties: BTreeMap<String, Value>,
}

/// `POST …/{type}`: 201; 409 when another object has the e-mail address.
pub(crate) async fn create(
    State(world): State<Arc<World>>,
    Extension(bearer): Extension<Bearer>,
    Path(object_type): Path<String>,
    OriginalUri(uri): OriginalUri,
    body: Bytes,
) -> Result<Response, ApiError> {
    let object_type = ObjectType::parse(&object_type)?;
    bearer.require(object_type.described().write)?;
    let written: Written = parse_body(&body)?;
    let hub_id = bearer.portal.hub_id;
    let values = values::accept(written.properties, hub_id, world.hubspot.catalogue(object_type))?;
    let now = world.config.clock.now();
    let object = add(&mut world.hubspot.book(hub_id, object_type).write(), values, now)?;
    let (object, shown) = (&object, &told(object_type));
    let mut response = (StatusCode::CREATED, Json(Record { object, hub_id, shown })).into_response();
    // HubSpot: new in 2026-09.
    if uri.path().contains("/2026-09/")
        && let Ok(location) = format!("https://api.hubapi.com{}/{}", uri.path(), object.id).parse()
    {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

/// `PATCH …/{type}/{id}`: sets the values that are named, an empty one clears.
pub(crate) async fn update(
    State(world): State<Arc<World>>,
    Extension(bearer): Extension<Bearer>,
    Path((object_type, id)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Result<Response, ApiError> {
    let object_type = ObjectType::parse(&object_type)?;
    bearer.require(object_type.described().write)?;
    let written: Written = parse_body(&body)?;
    let hub_id = bearer.portal.hub_id;
    let values = values::accept(written.properties, hub_id, world.hubspot.catalogue(object_type))?;
    let now = world.config.clock.now();
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let shared = world.hubspot.book(hub_id, object_type);
    let mut book = shared.write();
    let id = resolve(&book, &id, fields.get("idProperty"))?;
    let (object, shown) = (&change(&mut book, id, values, now)?, &told(object_type));
    Ok(Json(Record { object, hub_id, shown }).into_response())
}

/// `DELETE …/{type}/{id}`: 204, also when there is nothing to archive.
pub(crate) async fn archive(
    State(world): State<Arc<World>>,
    Extension(bearer): Extension<Bearer>,
    Path((object_type, id)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    let object_type = ObjectType::parse(&object_type)?;
    bearer.require(object_type.described().write)?;
    let id: u64 = id.parse().map_err(|_| ApiError::id_not_numeric(&id))?;
    let now = world.config.clock.now();
    world
        .hubspot
        .book(bearer.portal.hub_id, object_type)
        .write()
        .archive(id, now);
    Ok(StatusCode::NO_CONTENT)
}

/// Adds an object whose e-mail address nobody else has.
pub(crate) fn add(book: &mut ObjectBook, mut values: Values, now: Timestamp) -> Result<Object, ApiError> {
    require_free_email(book, &values, None)?;
    values.insert("hs_object_source".into(), "INTEGRATION".to_owned());
    values.insert("hs_object_source_label".into(), "Integration".to_owned());
    Ok(book.add(values, now))
}

/// Changes an object, whose new e-mail address nobody else may have.
pub(crate) fn change(book: &mut ObjectBook, id: u64, values: Values, now: Timestamp) -> Result<Object, ApiError> {
    require_free_email(book, &values, Some(id))?;
    book.change(id, values, now).ok_or_else(ApiError::resource_not_found)
}

/// HubSpot: the e-mail address is the unique key of contacts. Nothing else has one.
pub(crate) fn require_free_email(book: &ObjectBook, values: &Values, own: Option<u64>) -> Result<(), ApiError> {
    let email = values.get("email").filter(|email| !email.is_empty());
    match email.and_then(|email| book.id_of_email(email)) {
        Some(other) if Some(other) != own => Err(ApiError::contact_exists(other)),
        _ => Ok(()),
    }
}

/// What the answer to a write shows.
pub(crate) fn told(object_type: ObjectType) -> Shown {
    let told = object_type.described().told.iter();
    Shown::of(object_type, told.copied().map(Cow::Borrowed))
}
