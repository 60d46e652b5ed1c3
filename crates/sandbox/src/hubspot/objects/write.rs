//! Creates, changes and archives a single object.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{OriginalUri, Path, RawQuery};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

use super::book::ObjectBook;
use super::call::Call;
use super::object::{Object, Values};
use super::parse_body;
use super::read::resolve;
use crate::fields::Fields;
use crate::hubspot::api_error::ApiError;

/// The body of a write; associations are accepted and not kept.
#[derive(Debug, Deserialize)]
pub(crate) struct Written {
    pub(crate) properties: BTreeMap<String, Value>,
}

/// `POST …/{type}`: 201; 409 when another object has the e-mail address.
pub(crate) async fn create(call: Call, OriginalUri(uri): OriginalUri, body: Bytes) -> Result<Response, ApiError> {
    call.writes()?;
    let written: Written = parse_body(&body)?;
    let values = call.accept(written.properties)?;
    let now = call.now();
    let object = add(&mut call.book().write(), values, now)?;
    let shown = call.told();
    let mut response = (StatusCode::CREATED, Json(call.record(&object, &shown))).into_response();
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
    call: Call,
    Path((_, id)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Result<Response, ApiError> {
    call.writes()?;
    let written: Written = parse_body(&body)?;
    let values = call.accept(written.properties)?;
    let now = call.now();
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let shared = call.book();
    let mut book = shared.write();
    let id = resolve(&book, &id, fields.get("idProperty"))?;
    let object = change(&mut book, id, values, now)?;
    Ok(Json(call.record(&object, &call.told())).into_response())
}

/// `DELETE …/{type}/{id}`: 204, also when there is nothing to archive.
pub(crate) async fn archive(call: Call, Path((_, id)): Path<(String, String)>) -> Result<StatusCode, ApiError> {
    call.writes()?;
    let id: u64 = id.parse().map_err(|_| ApiError::id_not_numeric(&id))?;
    let now = call.now();
    call.book().write().archive(id, now);
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
