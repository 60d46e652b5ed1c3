//! Airtable's records: a list page by page, and a single one.

use std::cmp::Ordering;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::{Extension, Json};
use serde_json::{Map, Value, json};

use super::Airtable;
use super::admission::{Bearer, require};
use super::api_error::ApiError;
use super::bases::invalid_offset;
use super::cells::{cell, created};
use super::ids::id;
use super::list_query::{Asked, ListQuery};
use super::places::{Extent, Table};
use super::scopes::READ_RECORDS;
use crate::dice::mix;
use crate::fields::Fields;

/// Airtable: a longer URL is refused, and the question must become a body.
const LONGEST_URL: usize = 16_000;

/// `GET /v0/{baseId}/{tableIdOrName}`.
pub(crate) async fn list(
    State(airtable): State<Arc<Airtable>>,
    Extension(bearer): Extension<Bearer>,
    Path((base, table)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, ApiError> {
    let query = query.unwrap_or_default();
    if query.len() > LONGEST_URL {
        return Err(ApiError::invalid_request("The URL is too long"));
    }
    let asked = Fields::parse(query.as_bytes());
    page(&airtable, &bearer, &base, &table, &asked)
}

/// `POST /v0/{baseId}/{tableIdOrName}/listRecords`: the same, asked in a body.
pub(crate) async fn list_by_body(
    State(airtable): State<Arc<Airtable>>,
    Extension(bearer): Extension<Bearer>,
    Path((base, table)): Path<(String, String)>,
    body: Bytes,
) -> Result<Json<Value>, ApiError> {
    let unreadable = |_| ApiError::invalid_request("The body is no JSON");
    let asked: Value = if body.is_empty() {
        Value::Null
    } else {
        serde_json::from_slice(&body).map_err(unreadable)?
    };
    page(&airtable, &bearer, &base, &table, &asked)
}

/// `GET /v0/{baseId}/{tableIdOrName}/{recordId}`.
pub(crate) async fn read(
    State(airtable): State<Arc<Airtable>>,
    Extension(bearer): Extension<Bearer>,
    Path((base, table, record)): Path<(String, String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, ApiError> {
    let table = found(&airtable.extent, &bearer, &base, &table)?;
    let asked = Fields::parse(query.unwrap_or_default().as_bytes());
    let query = ListQuery::read(&asked, table)?;
    let row = airtable.extent.row(table, &record).ok_or_else(ApiError::not_found)?;
    Ok(Json(written(&airtable.extent, table, row, &query)))
}

fn found(extent: &Extent, bearer: &Bearer, base: &str, table: &str) -> Result<Table, ApiError> {
    require(bearer, READ_RECORDS)?;
    let base = extent.base(base);
    let table = base.and_then(|base| extent.table(base, table));
    table.ok_or_else(ApiError::no_permission_or_no_model)
}

fn page(
    airtable: &Airtable,
    bearer: &Bearer,
    base: &str,
    table: &str,
    asked: &impl Asked,
) -> Result<Json<Value>, ApiError> {
    let extent = &airtable.extent;
    let table = found(extent, bearer, base, table)?;
    let query = ListQuery::read(asked, table)?;
    let rows = ordered(extent, table, &query);
    let start = start(extent, table, &query, &rows)?;
    let end = start.saturating_add(query.page_size).min(rows.len());
    let records: Vec<_> = rows[start..end]
        .iter()
        .map(|&row| written(extent, table, row, &query))
        .collect();
    let mut answer = json!({ "records": records });
    if let Some(&next) = rows.get(end) {
        answer["offset"] = format!("{}/{}", iterator(table, &query), table.record_id(next)).into();
    }
    Ok(Json(answer))
}

/// The rows in the order that was asked for, as many as were asked for.
fn ordered(extent: &Extent, table: Table, query: &ListQuery) -> Vec<u32> {
    let mut rows: Vec<u32> = (0..extent.records).collect();
    if !query.sort.is_empty() {
        rows.sort_by_cached_key(|&row| Key(sorted_by(extent, table, row, query)));
    }
    rows.truncate(query.most.unwrap_or(usize::MAX));
    rows
}

fn sorted_by(extent: &Extent, table: Table, row: u32, query: &ListQuery) -> Vec<(Option<Value>, bool)> {
    let sort = query.sort.iter();
    sort.map(|&(field, descends)| (cell(extent, table, row, field), descends))
        .collect()
}

/// Invented: empty cells come first, numbers by size, anything else by its text.
struct Key(Vec<(Option<Value>, bool)>);

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        let pairs = self.0.iter().zip(&other.0);
        let orderings = pairs.map(|((one, descends), (other, _))| {
            let ordering = match (one, other) {
                (Some(Value::Number(one)), Some(Value::Number(other))) => {
                    one.as_f64().unwrap_or(0.0).total_cmp(&other.as_f64().unwrap_or(0.0))
                }
                (one, other) => {
                    let text = |value: &Option<Value>| value.as_ref().map(|value| value.to_string().to_lowercase());
                    text(one).cmp(&text(other))
                }
            };
            if *descends { ordering.reverse() } else { ordering }
        });
        orderings.fold(Ordering::Equal, Ordering::then)
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Key {}

/// Airtable: an offset names an iterator and the next record, `itr…/rec…`; it fits no other question.
fn iterator(table: Table, query: &ListQuery) -> String {
    let sort = query.sort.iter();
    let asked = sort.fold(table.start(0), |sum, &(field, descends)| {
        mix(sum ^ (field as u64 + 1) ^ (u64::from(descends) << 32))
    });
    id("itr", asked)
}

fn start(extent: &Extent, table: Table, query: &ListQuery, rows: &[u32]) -> Result<usize, ApiError> {
    let Some(offset) = &query.offset else { return Ok(0) };
    let (its, record) = offset.split_once('/').ok_or_else(invalid_offset)?;
    if its != iterator(table, query) {
        return Err(invalid_offset());
    }
    let row = extent.row(table, record).ok_or_else(invalid_offset)?;
    rows.iter().position(|&at| at == row).ok_or_else(invalid_offset)
}

fn written(extent: &Extent, table: Table, row: u32, query: &ListQuery) -> Value {
    let all = || (0..table.fields().len()).collect();
    let shown = query.fields.clone().unwrap_or_else(all).into_iter();
    let fields: Map<_, _> = shown
        .filter_map(|field| {
            let name = if query.by_field_id {
                table.field_id(field)
            } else {
                table.fields()[field].name.to_owned()
            };
            Some((name, cell(extent, table, row, field)?))
        })
        .collect();
    json!({ "id": table.record_id(row), "createdTime": created(table, row), "fields": fields })
}
