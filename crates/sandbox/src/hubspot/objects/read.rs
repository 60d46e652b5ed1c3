//! Lists objects page by page, and reads a single one.

use axum::Json;
use axum::extract::{OriginalUri, Path, RawQuery};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;

use super::book::ObjectBook;
use super::call::Call;
use super::object::Object;
use super::record::Record;
use crate::fields::Fields;
use crate::hubspot::api_error::ApiError;
use crate::hubspot::paging::Paging;

/// HubSpot: 10 unless told, 100 at most.
const DEFAULT_LIMIT: usize = 10;
const MAX_LIMIT: usize = 100;

#[derive(Serialize)]
struct Page<'a> {
    results: Vec<Record<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paging: Option<Paging>,
}

/// `GET …/{type}`: ascending by id, without `total`; `after` is the id of the next record.
pub(crate) async fn list(call: Call, OriginalUri(uri): OriginalUri) -> Result<Response, ApiError> {
    call.reads()?;
    let fields = Fields::parse(uri.query().unwrap_or_default().as_bytes());
    let limit = fields.limit(DEFAULT_LIMIT, MAX_LIMIT)?;
    let after = fields.after()?;
    let archived = fields.flag("archived");
    let book = call.book();
    let mut page: Vec<Object> = book.read().from(after, archived).take(limit + 1).collect();
    let next = page.split_off(page.len().min(limit));
    let shown = call.shown(fields.list("properties"));
    let paging = next.first().map(|next| {
        let link = format!("https://api.hubapi.com{}?limit={limit}&after={}", uri.path(), next.id);
        Paging::linked(&next.id, link)
    });
    let results = call.records(&page, &shown);
    Ok(Json(Page { results, paging }).into_response())
}

/// `GET …/{type}/{id}`; with `idProperty=email` the id is an e-mail address.
pub(crate) async fn read(
    call: Call,
    Path((_, id)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    call.reads()?;
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let shared = call.book();
    let object = {
        let book = shared.read();
        let id = resolve(&book, &id, fields.get("idProperty"))?;
        book.get(id)
    };
    let object = object.filter(|object| object.is_archived() == fields.flag("archived"));
    let object = &object.ok_or_else(ApiError::resource_not_found)?;
    let shown = &call.shown(fields.list("properties"));
    Ok(Json(call.record(object, shown)).into_response())
}

/// The id that a path or a batch names, be it by number or by e-mail address.
///
/// HubSpot: the id of a merged object leads to the one that took its place.
pub(crate) fn resolve(book: &ObjectBook, id: &str, id_property: Option<&str>) -> Result<u64, ApiError> {
    match id_property {
        Some(name) if book.object_type().described().unique == Some(name) => {
            book.id_of_email(id).ok_or_else(ApiError::resource_not_found)
        }
        None | Some("hs_object_id") => id
            .parse()
            .map(|id| book.surviving(id))
            .map_err(|_| ApiError::id_not_numeric(id)),
        // Invented sentence.
        Some(other) => Err(ApiError::validation(format!(
            "{other} is not a unique property of {name}",
            name = book.object_type().name(),
        ))),
    }
}
