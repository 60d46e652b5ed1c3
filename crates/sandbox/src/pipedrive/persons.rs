//! Persons page by page, and a single one.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::{Extension, Json};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::Pipedrive;
use super::admission::{Bearer, require};
use super::api_error::ApiError;
use super::consent::{BASE, READ_CONTACTS};
use super::person::Person;
use crate::fields::Fields;

/// Pipedrive: 100 unless told, 500 at most.
pub(crate) const DEFAULT_LIMIT: usize = 100;
const MAX_LIMIT: usize = 500;

/// `GET /v1/users/me`.
pub(crate) async fn me(Extension(bearer): Extension<Bearer>) -> Result<Json<Value>, ApiError> {
    require(&bearer, BASE)?;
    Ok(Json(json!({ "success": true, "data": bearer.account.me() })))
}

/// `GET /api/v2/persons`.
pub(crate) async fn list(
    State(pipedrive): State<Arc<Pipedrive>>,
    Extension(bearer): Extension<Bearer>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, ApiError> {
    require(&bearer, READ_CONTACTS)?;
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let persons = sorted(wanted(&pipedrive, &fields)?, &fields)?;
    let (start, limit) = (start(&fields)?, limit(&fields)?);
    let end = start.saturating_add(limit).min(persons.len());
    let page = persons.get(start..end).unwrap_or_default();
    let next = (end < persons.len()).then(|| cursor(end));
    Ok(Json(json!({
        "success": true,
        "data": page.iter().map(Person::written).collect::<Vec<_>>(),
        "additional_data": { "next_cursor": next },
    })))
}

/// `GET /api/v2/persons/{id}`.
pub(crate) async fn read(
    State(pipedrive): State<Arc<Pipedrive>>,
    Extension(bearer): Extension<Bearer>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ApiError> {
    require(&bearer, READ_CONTACTS)?;
    let id = id.parse().map_err(|_| ApiError::validation("id must be a number"))?;
    let there = (1..=pipedrive.config.persons).contains(&id);
    let person = there.then(|| pipedrive.person(id));
    let person = person.ok_or_else(|| ApiError::not_found("Person"))?;
    Ok(Json(json!({ "success": true, "data": person.written() })))
}

fn wanted(pipedrive: &Pipedrive, fields: &Fields) -> Result<Vec<Person>, ApiError> {
    let (since, until) = (instant(fields, "updated_since")?, instant(fields, "updated_until")?);
    let ids = fields.list("ids");
    let persons = (1..=pipedrive.config.persons).map(|id| pipedrive.person(id));
    let persons = persons
        .filter(|person| since.is_none_or(|since| person.updated() >= since))
        .filter(|person| until.is_none_or(|until| person.updated() < until))
        .filter(|person| ids.is_empty() || ids.contains(&person.id.to_string()));
    Ok(persons.collect())
}

fn sorted(mut persons: Vec<Person>, fields: &Fields) -> Result<Vec<Person>, ApiError> {
    match fields.get("sort_by") {
        None | Some("id") => {}
        Some("add_time") => persons.sort_by_key(Person::added),
        Some("update_time") => persons.sort_by_key(Person::updated),
        Some(_) => return Err(ApiError::validation("sort_by must be id, add_time or update_time")),
    }
    match fields.get("sort_direction") {
        None | Some("asc") => {}
        Some("desc") => persons.reverse(),
        Some(_) => return Err(ApiError::validation("sort_direction must be asc or desc")),
    }
    Ok(persons)
}

fn instant(fields: &Fields, name: &str) -> Result<Option<Timestamp>, ApiError> {
    let instant = fields.get(name).map(str::parse).transpose();
    instant.map_err(|_| ApiError::validation(&format!("{name} must be a date and time as in RFC 3339")))
}

/// How many.
pub(crate) fn limit(fields: &Fields) -> Result<usize, ApiError> {
    let Some(text) = fields.get("limit") else {
        return Ok(DEFAULT_LIMIT);
    };
    let limit = text.parse().ok().filter(|limit| (1..=MAX_LIMIT).contains(limit));
    limit.ok_or_else(|| ApiError::validation("limit must be a number from 1 to 500"))
}

/// Where a page begins. Pipedrive: a cursor is opaque; what is in it is invented.
pub(crate) fn start(fields: &Fields) -> Result<usize, ApiError> {
    let Some(cursor) = fields.get("cursor") else {
        return Ok(0);
    };
    let bytes = STANDARD.decode(cursor).ok();
    let told: Option<Value> = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let start = told.and_then(|told| usize::try_from(told["start"].as_u64()?).ok());
    start.ok_or_else(|| ApiError::validation("cursor is none of this list"))
}

/// The cursor of the page that begins there.
pub(crate) fn cursor(start: usize) -> String {
    STANDARD.encode(json!({ "start": start }).to_string())
}
