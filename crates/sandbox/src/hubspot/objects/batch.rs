//! Reads, creates, changes and archives up to a hundred objects at once.

use std::collections::{BTreeMap, HashSet};

use axum::Json;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::call::Call;
use super::object::{Object, Values, instant};
use super::parse_body;
use super::read::resolve;
use super::record::Record;
use super::write::{Written, add, change, require_free_email};
use crate::hubspot::api_error::ApiError;

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
pub(crate) async fn read(call: Call, body: Bytes) -> Result<Response, ApiError> {
    call.reads()?;
    let batch: Batch<Named> = parse_batch(&body)?;
    let shared = call.book();
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
    let shown = call.shown(batch.properties);
    Ok(outcome(&call, StatusCode::OK, &call.records(&found, &shown), &missing))
}

/// `POST …/batch/create`: 201; one conflict fails the whole batch.
pub(crate) async fn create(call: Call, body: Bytes) -> Result<Response, ApiError> {
    call.writes()?;
    let batch: Batch<Written> = parse_batch(&body)?;
    let accepted = batch.inputs.into_iter().map(|input| call.accept(input.properties));
    let accepted: Vec<Values> = accepted.collect::<Result<_, _>>()?;
    require_distinct_emails(&accepted)?;
    let now = call.now();
    let shared = call.book();
    let mut book = shared.write();
    accepted
        .iter()
        .try_for_each(|values| require_free_email(&book, values, None))?;
    let added = accepted.into_iter().map(|values| add(&mut book, values, now));
    let added: Vec<Object> = added.collect::<Result<_, _>>()?;
    let shown = call.told();
    let told = call.records(&added, &shown);
    Ok(outcome(&call, StatusCode::CREATED, &told, &[]))
}

/// `POST …/batch/update`: 200, or 207 with what was not found.
pub(crate) async fn update(call: Call, body: Bytes) -> Result<Response, ApiError> {
    call.writes()?;
    let batch: Batch<Change> = parse_batch(&body)?;
    let accepted = batch.inputs.into_iter().map(|input| {
        let values = call.accept(input.properties)?;
        Ok((input.id, input.id_property, values))
    });
    let accepted: Vec<_> = accepted.collect::<Result<_, ApiError>>()?;
    let now = call.now();
    let shared = call.book();
    let mut book = shared.write();
    let (mut changed, mut missing) = (Vec::new(), Vec::new());
    for (name, id_property, values) in accepted {
        let id = resolve(&book, &name, id_property.as_deref()).ok();
        match id.filter(|&id| book.live(id).is_some()) {
            Some(id) => changed.push(change(&mut book, id, values, now)?),
            None => missing.push(name),
        }
    }
    let shown = call.told();
    let told = call.records(&changed, &shown);
    Ok(outcome(&call, StatusCode::OK, &told, &missing))
}

/// `POST …/batch/archive`: 204, whatever there was to archive.
pub(crate) async fn archive(call: Call, body: Bytes) -> Result<StatusCode, ApiError> {
    call.writes()?;
    let batch: Batch<Named> = parse_batch(&body)?;
    let now = call.now();
    let shared = call.book();
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

fn outcome(call: &Call, status: StatusCode, results: &[Record<'_>], missing: &[String]) -> Response {
    let (word, now) = (call.object_type.described().word, instant(call.now()));
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
        started_at: now.clone(),
        completed_at: now,
        num_errors: (!is_whole).then_some(1),
        errors: (!is_whole).then_some(errors),
    };
    let status = if is_whole { status } else { StatusCode::MULTI_STATUS };
    (status, Json(outcome)).into_response()
}
