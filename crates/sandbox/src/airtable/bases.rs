//! Airtable's schema API: who is asking, which bases there are, which tables they have.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::{Extension, Json};
use serde_json::{Map, Value, json};

use super::Airtable;
use super::admission::{Bearer, require};
use super::api_error::ApiError;
use super::ids::{id, number};
use super::places::{Extent, Table};
use super::schema::field_options;
use super::scopes::{READ_BASES, READ_EMAIL};
use crate::fields::Fields;

/// Airtable: so many bases come at once.
const PAGE: usize = 1000;

/// `GET /v0/meta/whoami`.
pub(crate) async fn whoami(Extension(bearer): Extension<Bearer>) -> Json<Value> {
    let mut answer = json!({ "id": bearer.account.id, "scopes": bearer.scopes });
    if bearer.scopes.iter().any(|scope| scope == READ_EMAIL) {
        answer["email"] = bearer.account.email.into();
    }
    Json(answer)
}

/// `GET /v0/meta/bases`. The form of its offset is invented.
pub(crate) async fn bases(
    State(airtable): State<Arc<Airtable>>,
    Extension(bearer): Extension<Bearer>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, ApiError> {
    require(&bearer, READ_BASES)?;
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let start = match fields.get("offset") {
        None => 0,
        Some(offset) => number("itr", offset).ok_or_else(invalid_offset)?,
    };
    let start = usize::try_from(start).unwrap_or(usize::MAX);
    let mut page: Vec<_> = airtable.extent.bases().skip(start).take(PAGE + 1).collect();
    let is_last = page.len() <= PAGE;
    page.truncate(PAGE);
    let bases = page.into_iter();
    let bases: Vec<_> = bases
        .map(|base| json!({ "id": base.id(), "name": base.name(), "permissionLevel": base.permission() }))
        .collect();
    let mut answer = json!({ "bases": bases });
    if !is_last {
        answer["offset"] = id("itr", (start + PAGE) as u64).into();
    }
    Ok(Json(answer))
}

/// The sentence is invented.
pub(crate) fn invalid_offset() -> ApiError {
    ApiError::unprocessable("INVALID_OFFSET_VALUE", "The value of offset is not one of this list")
}

/// `GET /v0/meta/bases/{baseId}/tables`.
pub(crate) async fn tables(
    State(airtable): State<Arc<Airtable>>,
    Extension(bearer): Extension<Bearer>,
    Path(base): Path<String>,
) -> Result<Json<Value>, ApiError> {
    require(&bearer, READ_BASES)?;
    let extent = &airtable.extent;
    let base = extent.base(&base).ok_or_else(ApiError::no_permission_or_no_model)?;
    let tables: Vec<_> = extent.tables(base).map(|table| described(extent, table)).collect();
    Ok(Json(json!({ "tables": tables })))
}

fn described(extent: &Extent, table: Table) -> Value {
    let fields = table.fields().iter().enumerate();
    let fields: Vec<_> = fields
        .map(|(index, field)| {
            let mut told = Map::new();
            told.insert("id".to_owned(), table.field_id(index).into());
            told.insert("name".to_owned(), field.name.into());
            told.insert("type".to_owned(), field.kind.name().into());
            let options = field_options(extent, table, index);
            told.extend(options.map(|options| ("options".to_owned(), options)));
            told
        })
        .collect();
    json!({
        "id": table.id(),
        "name": table.name(),
        "primaryFieldId": table.field_id(0),
        "fields": fields,
        "views": [{ "id": table.view_id(), "name": "Grid view", "type": "grid" }],
    })
}
