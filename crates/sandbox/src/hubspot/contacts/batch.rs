//! Reads, creates, changes and archives up to a hundred contacts at once.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use jiff::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::read::resolve;
use super::write::{Written, add, change, require_free_email, told};
use super::{Contact, READ, Values, WRITE, instant, parse_body, require_contacts, values};
use crate::hubspot::api_error::ApiError;
use crate::hubspot::oauth::grants::Bearer;
use crate::world::World;

/// HubSpot: per request.
const MAX_INPUTS: usize = 100;

#[derive(Deserialize)]
struct Batch<T> {
    inputs: Vec<T>,
    #[serde(default)]
    properties: Vec<String>,
    #[serde(rename = "idProperty")]
    id_property: Option<String>,
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

#[derive(Deserialize)]
struct Change {
    id: String,
    #[serde(rename = "idProperty")]
    id_property: Option<String>,
    properties: BTreeMap<String, Value>,
}

/// `POST …/batch/read`: 200, or 207 with what was not found.
pub(crate) async fn read(
    State(world): State<Arc<World>>,
    Extension(bearer): Extension<Bearer>,
    Path(object_type): Path<String>,
    body: Bytes,
) -> Result<Response, ApiError> {
    require_contacts(&object_type)?;
    bearer.require(&READ)?;
    let batch: Batch<Named> = parse_batch(&body)?;
    let hub_id = bearer.portal.hub_id;
    let now = world.config.clock.now();
    let mut hubspot = world.hubspot.lock();
    let book = hubspot.book(hub_id);
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    for Named { id } in batch.inputs {
        let resolved = resolve(book, &id, batch.id_property.as_deref()).ok();
        match resolved
            .and_then(|id| book.get(id))
            .filter(|contact| contact.archived_at.is_none())
        {
            Some(contact) => found.push(contact),
            None => missing.push(id),
        }
    }
    Ok(outcome(
        StatusCode::OK,
        &found,
        &missing,
        hub_id,
        &batch.properties,
        now,
    ))
}

/// `POST …/batch/create`: 201; one conflict fails the whole batch.
pub(crate) async fn create(
    State(world): State<Arc<World>>,
    Extension(bearer): Extension<Bearer>,
    Path(object_type): Path<String>,
    body: Bytes,
) -> Result<Response, ApiError> {
    require_contacts(&object_type)?;
    bearer.require(&WRITE)?;
    let batch: Batch<Written> = parse_batch(&body)?;
    let hub_id = bearer.portal.hub_id;
    let accepted = batch
        .inputs
        .into_iter()
        .map(|input| values::accept(input.properties, hub_id));
    let accepted: Vec<Values> = accepted.collect::<Result<_, _>>()?;
    require_distinct_emails(&accepted)?;
    let now = world.config.clock.now();
    let mut hubspot = world.hubspot.lock();
    let book = hubspot.book(hub_id);
    accepted
        .iter()
        .try_for_each(|values| require_free_email(book, values, None))?;
    let added = accepted.into_iter().map(|values| add(book, values, now));
    let added: Vec<Contact> = added.collect::<Result<_, _>>()?;
    Ok(outcome(StatusCode::CREATED, &added, &[], hub_id, &told(), now))
}

/// `POST …/batch/update`: 200, or 207 with what was not found.
pub(crate) async fn update(
    State(world): State<Arc<World>>,
    Extension(bearer): Extension<Bearer>,
    Path(object_type): Path<String>,
    body: Bytes,
) -> Result<Response, ApiError> {
    require_contacts(&object_type)?;
    bearer.require(&WRITE)?;
    let batch: Batch<Change> = parse_batch(&body)?;
    let hub_id = bearer.portal.hub_id;
    let accepted = batch.inputs.into_iter().map(|input| {
        let values = values::accept(input.properties, hub_id)?;
        Ok((input.id, input.id_property, values))
    });
    let accepted: Vec<_> = accepted.collect::<Result<_, ApiError>>()?;
    let now = world.config.clock.now();
    let mut hubspot = world.hubspot.lock();
    let book = hubspot.book(hub_id);
    let (mut changed, mut missing) = (Vec::new(), Vec::new());
    for (name, id_property, values) in accepted {
        let id = resolve(book, &name, id_property.as_deref()).ok();
        match id.filter(|&id| book.get(id).is_some_and(|contact| contact.archived_at.is_none())) {
            Some(id) => changed.push(change(book, id, values, now)?),
            None => missing.push(name),
        }
    }
    Ok(outcome(StatusCode::OK, &changed, &missing, hub_id, &told(), now))
}

/// `POST …/batch/archive`: 204, whatever there was to archive.
pub(crate) async fn archive(
    State(world): State<Arc<World>>,
    Extension(bearer): Extension<Bearer>,
    Path(object_type): Path<String>,
    body: Bytes,
) -> Result<StatusCode, ApiError> {
    require_contacts(&object_type)?;
    bearer.require(&WRITE)?;
    let batch: Batch<Named> = parse_batch(&body)?;
    let now = world.config.clock.now();
    let mut hubspot = world.hubspot.lock();
    let book = hubspot.book(bearer.portal.hub_id);
    let ids = batch.inputs.iter().filter_map(|input| input.id.parse().ok());
    ids.for_each(|id| book.archive(id, now));
    Ok(StatusCode::NO_CONTENT)
}

/// The refusal is invented: HubSpot's words for it are unknown.
fn parse_batch<T: DeserializeOwned>(body: &[u8]) -> Result<Batch<T>, ApiError> {
    let batch: Batch<T> = parse_body(body)?;
    if batch.inputs.len() > MAX_INPUTS {
        return Err(ApiError::validation(format!(
            "a batch holds at most {MAX_INPUTS} inputs"
        )));
    }
    Ok(batch)
}

/// Two contacts of one batch with one e-mail address. Invented sentence: HubSpot's is unknown.
fn require_distinct_emails(accepted: &[Values]) -> Result<(), ApiError> {
    let mut seen = HashSet::new();
    let emails = accepted
        .iter()
        .filter_map(|values| values.get("email"))
        .filter(|email| !email.is_empty());
    for email in emails {
        if !seen.insert(email) {
            return Err(ApiError::validation("an e-mail address occurs twice in the batch"));
        }
    }
    Ok(())
}

fn outcome(
    status: StatusCode,
    contacts: &[Contact],
    missing: &[String],
    hub_id: u64,
    asked: &[String],
    now: Timestamp,
) -> Response {
    let results: Vec<Value> = contacts.iter().map(|contact| contact.to_json(hub_id, asked)).collect();
    let mut answer = json!({
        "status": "COMPLETE",
        "results": results,
        "startedAt": instant(now),
        "completedAt": instant(now),
    });
    if missing.is_empty() {
        return (status, Json(answer)).into_response();
    }
    answer["numErrors"] = 1.into();
    answer["errors"] = json!([{
        "status": "error",
        "category": "OBJECT_NOT_FOUND",
        "message": "Could not get some CONTACT objects, they may be deleted or not exist. Check that ids are valid.",
        "context": { "ids": missing },
    }]);
    (StatusCode::MULTI_STATUS, Json(answer)).into_response()
}
