//! The part of the remote control that is about contacts: replacing, changing, churning, telling the truth.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Serialize;
use serde_json::json;

use super::{Refused, read};
use crate::fields::Fields;
use crate::hubspot::objects::ContactSet;
use crate::hubspot::objects::change::ContactChanges;
use crate::hubspot::objects::churn::{Churn, ChurnCounts};
use crate::hubspot::objects::record::Record;
use crate::world::World;

/// How much of the truth comes at once: unless told, and at most.
const TRUTH_LIMIT: usize = 1000;
const MOST_TRUTH: usize = 10_000;

/// The routes under `/_sandbox/contacts`.
pub(super) fn router() -> Router<Arc<World>> {
    Router::new()
        .route("/contacts", post(set))
        .route("/contacts/change", post(change))
        .route("/contacts/churn", post(churn))
        .route("/contacts/truth", get(truth))
}

async fn set(State(world): State<Arc<World>>, body: Bytes) -> Result<StatusCode, Refused> {
    let contacts: ContactSet = read(&body)?;
    world.hubspot.lock().set_contacts(contacts);
    Ok(StatusCode::NO_CONTENT)
}

async fn change(State(world): State<Arc<World>>, body: Bytes) -> Result<Response, Refused> {
    let changes: ContactChanges = read(&body)?;
    let created = world
        .change_contacts(changes)
        .map_err(|error| Refused(error.to_string()))?;
    Ok(Json(json!({ "created": created })).into_response())
}

async fn churn(State(world): State<Arc<World>>, body: Bytes) -> Result<Json<ChurnCounts>, Refused> {
    let asked: Churn = read(&body)?;
    Ok(Json(world.churn(&asked)))
}

/// Live contacts as the list would show them, all properties and values included.
#[derive(Serialize)]
struct Told<'a> {
    total: usize,
    results: Vec<Record<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

async fn truth(State(world): State<Arc<World>>, RawQuery(query): RawQuery) -> Result<Response, Refused> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let portal = number(&fields, "portal")?;
    let from = number(&fields, "from")?.unwrap_or_default();
    let limit = fields.get("limit").map_or(Ok(TRUTH_LIMIT), str::parse);
    let limit = limit.map_err(|_| not_a_number("limit"))?.min(MOST_TRUTH);
    let (hub_id, book) = world.book(portal);
    let (mut page, total) = {
        let book = book.read();
        (book.from(from, false).take(limit + 1).collect::<Vec<_>>(), book.count())
    };
    let next = page.split_off(page.len().min(limit));
    let shown = world.shown_in_truth(fields.list("properties"));
    let told = Told {
        total,
        results: page
            .iter()
            .map(|object| Record {
                object,
                hub_id,
                shown: &shown,
            })
            .collect(),
        next: next.first().map(|contact| contact.id.to_string()),
    };
    Ok(Json(told).into_response())
}

fn number(fields: &Fields, name: &'static str) -> Result<Option<u64>, Refused> {
    let number = fields.get(name).map(str::parse).transpose();
    number.map_err(|_| not_a_number(name))
}

fn not_a_number(name: &str) -> Refused {
    Refused(format!("{name} must be a number"))
}
