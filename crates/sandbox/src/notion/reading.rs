//! Single pages, data sources, databases and blocks by their ids, and what is in them.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::{Extension, Json};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Notion;
use super::admission::Bearer;
use super::api_error::ApiError;
use super::blocks::{children, written_block};
use super::ids::is_id;
use super::objects::written;
use super::paging::{Asked, body, page};
use super::workspace::Thing;
use crate::fields::Fields;

/// `GET /v1/users/me`.
pub(crate) async fn me(Extension(bearer): Extension<Bearer>) -> Json<Value> {
    Json(bearer.account.bot())
}

/// `GET /v1/pages/{id}`; what is in the trash is still told.
pub(crate) async fn read_page(
    State(notion): State<Arc<Notion>>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let found = find(&notion, "page", &id, |thing| matches!(thing, Thing::Page(_)))?;
    Ok(Json(written(&notion.workspace, found)))
}

/// `GET /v1/data_sources/{id}`.
pub(crate) async fn read_source(
    State(notion): State<Arc<Notion>>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let found = find(&notion, "data_source", &id, |thing| matches!(thing, Thing::Source(_)))?;
    Ok(Json(written(&notion.workspace, found)))
}

/// `GET /v1/databases/{id}`.
pub(crate) async fn read_database(
    State(notion): State<Arc<Notion>>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let found = find(&notion, "database", &id, |thing| matches!(thing, Thing::Database(_)))?;
    Ok(Json(written(&notion.workspace, found)))
}

/// `GET /v1/blocks/{id}`.
pub(crate) async fn read_block(
    State(notion): State<Arc<Notion>>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let found = find(&notion, "block", &id, |thing| !matches!(thing, Thing::Source(_)))?;
    Ok(Json(written_block(&notion.workspace, found)))
}

/// `GET /v1/blocks/{id}/children`.
pub(crate) async fn read_children(
    State(notion): State<Arc<Notion>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, ApiError> {
    let workspace = &notion.workspace;
    let found = find(&notion, "block", &id, |thing| {
        matches!(thing, Thing::Page(_) | Thing::Block(_))
    })?;
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let size = fields.get("page_size").map(|size| size.parse().unwrap_or(0));
    let asked = Asked::new(fields.get("start_cursor").map(str::to_owned), size);
    let children = children(workspace, found);
    page(workspace, &children, &asked, "block", |thing| {
        written_block(workspace, thing)
    })
    .map(Json)
}

#[derive(Debug, Default, Deserialize)]
struct Query {
    filter: Option<Value>,
    sorts: Option<Value>,
    start_cursor: Option<String>,
    page_size: Option<usize>,
    in_trash: Option<bool>,
}

/// `POST /v1/data_sources/{id}/query`; the rows come in the order of their making.
pub(crate) async fn query(
    State(notion): State<Arc<Notion>>,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Result<Json<Value>, ApiError> {
    let workspace = &notion.workspace;
    let found = find(&notion, "data_source", &id, |thing| matches!(thing, Thing::Source(_)))?;
    let asked: Query = body(&bytes)?;
    let has_some = |value: &Option<Value>| value.as_ref().is_some_and(|value| *value != json!([]));
    if has_some(&asked.filter) || has_some(&asked.sorts) {
        return Err(ApiError::validation(
            "This sandbox neither filters nor sorts the rows of a data source",
        ));
    }
    let Thing::Source(source) = found else {
        return Err(ApiError::object_not_found("data_source", &id));
    };
    let rows = workspace.rows(source, asked.in_trash.unwrap_or(false));
    let rows: Vec<_> = rows.map(Thing::Page).collect();
    let asked = Asked::new(asked.start_cursor, asked.page_size);
    let write = |thing| written(workspace, thing);
    page(workspace, &rows, &asked, "page_or_data_source", write).map(Json)
}

/// The sentence for what is no id is from memory.
fn find(notion: &Notion, kind: &str, id: &str, fits: impl Fn(&Thing) -> bool) -> Result<Thing, ApiError> {
    if !is_id(id) {
        let message = format!("path failed validation: path.{kind}_id should be a valid uuid, instead was `\"{id}\"`.");
        return Err(ApiError::validation(message));
    }
    let found = notion.workspace.find(id).filter(fits);
    found.ok_or_else(|| ApiError::object_not_found(kind, id))
}
