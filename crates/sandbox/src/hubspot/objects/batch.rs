//! Reads, creates, changes and archives up to a hundred objects at once.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::object::{Object, Values, instant};
use super::object_type::ObjectType;
use super::read::resolve;
use super::record::{Record, records};
use super::write::{Written, add, change, require_free_email, told};
use super::{parse_body, values};
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
    let object_type = ObjectType::parse(&object_type)?;
    bearer.require(object_type.described().read)?;
    let batch: Batch<Named> = parse_batch(&body)?;
    let hub_id = bearer.portal.hub_id;
    let now = world.config.clock.now();
    let shared = world.hubspot.book(hub_id, object_type);
    let book = shared.read();
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    for Named { id } in batch.inputs {
        let resolved = resolve(&book, &id, batch.id_property.as_deref()).ok();
        match resolved.and_then(|id| book.live(id)) {
            Some(object) => found.push(object),
            None => missing.push(id),
        }
    }
    drop(book);
    let shown = world.hubspot.shown(object_type, batch.properties);
    Ok(outcome(
        object_type,
        StatusCode::OK,
        &records(&found, hub_id, &shown),
        &missing,
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
    let object_type = ObjectType::parse(&object_type)?;
    bearer.require(object_type.described().write)?;
    let batch: Batch<Written> = parse_batch(&body)?;
    let hub_id = bearer.portal.hub_id;
    let accepted = batch
        .inputs
        .into_iter()
        .map(|input| values::accept(input.properties, hub_id, world.hubspot.catalogue(object_type)));
    let accepted: Vec<Values> = accepted.collect::<Result<_, _>>()?;
    require_distinct_emails(&accepted)?;
    let now = world.config.clock.now();
    let shared = world.hubspot.book(hub_id, object_type);
    let mut book = shared.write();
    accepted
        .iter()
        .try_for_each(|values| require_free_email(&book, values, None))?;
    let added = accepted.into_iter().map(|values| add(&mut book, values, now));
    let added: Vec<Object> = added.collect::<Result<_, _>>()?;
    Ok(outcome(
        object_type,
        StatusCode::CREATED,
        &records(&added, hub_id, &told(object_type)),
        &[],
        now,
    ))
}

/// `POST …/batch/update`: 200, or 207 with what was not found.
pub(crate) async fn update(
    State(world): State<Arc<World>>,
    Extension(bearer): Extension<Bearer>,
    Path(object_type): Path<String>,
    body: Bytes,
) -> Result<Response, ApiError> {
    let object_type = ObjectType::parse(&object_type)?;
    bearer.require(object_type.described().write)?;
    let batch: Batch<Change> = parse_batch(&body)?;
    let hub_id = bearer.portal.hub_id;
    let accepted = batch.inputs.into_iter().map(|input| {
        let values = values::accept(input.properties, hub_id, world.hubspot.catalogue(object_type))?;
        Ok((input.id, input.id_property, values))
    });
    let accepted: Vec<_> = accepted.collect::<Result<_, ApiError>>()?;
    let now = world.config.clock.now();
    let shared = world.hubspot.book(hub_id, object_type);
    let mut book = shared.write();
    let (mut changed, mut missing) = (Vec::new(), Vec::new());
    for (name, id_property, values) in accepted {
        let id = resolve(&book, &name, id_property.as_deref()).ok();
        match id.filter(|&id| book.live(id).is_some()) {
            Some(id) => changed.push(change(&mut book, id, values, now)?),
            None => missing.push(name),
        }
    }
    Ok(outcome(
        object_type,
        StatusCode::OK,
        &records(&changed, hub_id, &told(object_type)),
        &missing,
        now,
    ))
}

/// `POST …/batch/archive`: 204, whatever there was to archive.
pub(crate) async fn archive(
    State(world): State<Arc<World>>,
    Extension(bearer): Extension<Bearer>,
    Path(object_type): Path<String>,
    body: Bytes,
) -> Result<StatusCode, ApiError> {
    let object_type = ObjectType::parse(&object_type)?;
    bearer.require(object_type.described().write)?;
    let batch: Batch<Named> = parse_batch(&body)?;
    let now = world.config.clock.now();
    let shared = world.hubspot.book(bearer.portal.hub_id, object_type);
    let mut book = shared.write();
    for id in batch.inputs.iter().filter_map(|input| input.id.parse().ok()) {
        book.archive(id, now);
    }
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

/// Two objects of one batch with one e-mail address. Invented sentence: HubSpot's is unknown.
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

/// What a batch did, in HubSpot's words for what it could not do.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    status: &'static str,
    results: &'a [Record<'a>],
    started_at: String,
    completed_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    num_errors: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<Value>,
}

fn outcome(
    object_type: ObjectType,
    status: StatusCode,
    results: &[Record<'_>],
    missing: &[String],
    now: Timestamp,
) -> Response {
    let word = object_type.described().word;
    let errors = json!([{
        "status": "error",
        "category": "OBJECT_NOT_FOUND",
        "message": format!("Could not get some {word} objects, they may be deleted or not exist. Check that ids are valid."),
        "context": { "ids": missing },
    }]);
    let is_whole = missing.is_empty();
    let outcome = Outcome {
        status: "COMPLETE",
        results,
        started_at: instant(now),
        completed_at: instant(now),
        num_errors: (!is_whole).then_some(1),
        errors: (!is_whole).then_some(errors),
    };
    let status = if is_whole { status } else { StatusCode::MULTI_STATUS };
    (status, Json(outcome)).into_response()
}
