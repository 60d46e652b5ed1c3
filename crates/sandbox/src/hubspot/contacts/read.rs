//! Lists contacts page by page, and reads a single one.

use std::sync::Arc;

use axum::extract::{OriginalUri, Path, RawQuery, State};
use axum::{Extension, Json};
use serde_json::{Value, json};

use super::book::ContactBook;
use super::{Contact, READ, require_contacts};
use crate::fields::Fields;
use crate::hubspot::api_error::ApiError;
use crate::hubspot::oauth::grants::Bearer;
use crate::world::World;

/// HubSpot: 10 unless told, 100 at most.
const DEFAULT_LIMIT: usize = 10;
const MAX_LIMIT: usize = 100;

/// `GET …/contacts`: ascending by id, without `total`; `after` is the id of the next record.
pub(crate) async fn list(
    State(world): State<Arc<World>>,
    Extension(bearer): Extension<Bearer>,
    Path(object_type): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Result<Json<Value>, ApiError> {
    require_contacts(&object_type)?;
    bearer.require(&READ)?;
    let fields = Fields::parse(uri.query().unwrap_or_default().as_bytes());
    let limit = limit(&fields)?;
    let after = after(&fields)?;
    let hub_id = bearer.portal.hub_id;
    let archived = fields.flag("archived");
    let mut page: Vec<Contact> = world
        .hubspot
        .lock()
        .book(hub_id)
        .from(after, archived)
        .take(limit + 1)
        .collect();
    let next = page.split_off(page.len().min(limit));
    let asked = fields.list("properties");
    let results: Vec<Value> = page.iter().map(|contact| contact.to_json(hub_id, &asked)).collect();
    let mut answer = json!({ "results": results });
    if let Some(next) = next.first() {
        let link = format!("https://api.hubapi.com{}?limit={limit}&after={}", uri.path(), next.id);
        answer["paging"] = json!({ "next": { "after": next.id.to_string(), "link": link } });
    }
    Ok(Json(answer))
}

/// The refusals are invented: HubSpot's words for these are unknown.
fn limit(fields: &Fields) -> Result<usize, ApiError> {
    let Some(text) = fields.get("limit") else {
        return Ok(DEFAULT_LIMIT);
    };
    let limit = text.parse().ok().filter(|limit| (1..=MAX_LIMIT).contains(limit));
    limit.ok_or_else(|| ApiError::validation(format!("limit must be a number from 1 to {MAX_LIMIT}")))
}

fn after(fields: &Fields) -> Result<u64, ApiError> {
    let Some(text) = fields.get("after") else { return Ok(0) };
    text.parse()
        .map_err(|_| ApiError::validation("after is not a cursor of this list"))
}

/// `GET …/contacts/{id}`; with `idProperty=email` the id is an e-mail address.
pub(crate) async fn read(
    State(world): State<Arc<World>>,
    Extension(bearer): Extension<Bearer>,
    Path((object_type, id)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, ApiError> {
    require_contacts(&object_type)?;
    bearer.require(&READ)?;
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let hub_id = bearer.portal.hub_id;
    let mut hubspot = world.hubspot.lock();
    let book = hubspot.book(hub_id);
    let id = resolve(book, &id, fields.get("idProperty"))?;
    let contact = book
        .get(id)
        .filter(|contact| contact.archived_at.is_some() == fields.flag("archived"));
    let contact = contact.ok_or_else(ApiError::resource_not_found)?;
    Ok(Json(contact.to_json(hub_id, &fields.list("properties"))))
}

/// The id that a path or a batch names, be it by number or by e-mail address.
pub(crate) fn resolve(book: &mut ContactBook, id: &str, id_property: Option<&str>) -> Result<u64, ApiError> {
    match id_property {
        Some("email") => book.id_of_email(id).ok_or_else(ApiError::resource_not_found),
        None | Some("hs_object_id") => id.parse().map_err(|_| ApiError::id_not_numeric(id)),
        // Invented sentence.
        Some(other) => Err(ApiError::validation(format!(
            "{other} is not a unique property of contacts"
        ))),
    }
}
