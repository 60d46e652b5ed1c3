//! How persons' fields are called, which their keys do not tell: as version 2 writes it, and as version 1 does.

use axum::extract::RawQuery;
use axum::{Extension, Json};
use serde_json::{Value, json};

use super::admission::{Bearer, require};
use super::api_error::ApiError;
use super::consent::READ_CONTACTS;
use super::custom_fields::{CUSTOM_FIELDS, key, option_id};
use super::persons::{cursor, limit, start};
use crate::fields::Fields;

/// Key, label and type of what every person has.
const USUAL: [(&str, &str, &str); 8] = [
    ("name", "Name", "varchar"),
    ("emails", "Email", "varchar"),
    ("phones", "Phone", "phone"),
    ("org_id", "Organization", "org"),
    ("owner_id", "Owner", "user"),
    ("add_time", "Person created", "date"),
    ("update_time", "Update time", "date"),
    ("visible_to", "Visible to", "visible_to"),
];

struct Told {
    code: String,
    label: &'static str,
    kind: &'static str,
    options: Option<Value>,
    is_custom: bool,
}

fn all() -> Vec<Told> {
    let usual = USUAL.iter().map(|&(code, label, kind)| Told {
        code: code.to_owned(),
        label,
        kind,
        options: None,
        is_custom: false,
    });
    let custom = CUSTOM_FIELDS.iter().enumerate().map(|(index, field)| {
        let options = field.options.iter().enumerate();
        let options: Vec<_> = options
            .map(|(option, label)| json!({ "id": option_id(index, option), "label": label }))
            .collect();
        Told {
            code: key(index),
            label: field.label,
            kind: field.kind,
            options: (!options.is_empty()).then(|| options.into()),
            is_custom: true,
        }
    });
    usual.chain(custom).collect()
}

/// `GET /api/v2/personFields`.
pub(crate) async fn list(
    Extension(bearer): Extension<Bearer>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, ApiError> {
    require(&bearer, READ_CONTACTS)?;
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let (start, limit, all) = (start(&fields)?, limit(&fields)?, all());
    let end = start.saturating_add(limit).min(all.len());
    let page = all.get(start..end).unwrap_or_default().iter();
    let told: Vec<_> = page
        .map(|field| {
            json!({
                "field_name": field.label,
                "field_code": field.code,
                "field_type": field.kind,
                "options": field.options,
                "subfields": null,
                "is_custom_field": field.is_custom,
                "is_optional_response_field": false,
            })
        })
        .collect();
    let next = (end < all.len()).then(|| cursor(end));
    Ok(Json(
        json!({ "success": true, "data": told, "additional_data": { "next_cursor": next } }),
    ))
}

/// `GET /v1/personFields`, all at once.
pub(crate) async fn list_v1(Extension(bearer): Extension<Bearer>) -> Result<Json<Value>, ApiError> {
    require(&bearer, READ_CONTACTS)?;
    let all = all();
    let fields = all.iter().zip(9001..);
    let told: Vec<_> = fields
        .map(|(field, id)| {
            json!({
                "id": id,
                "key": field.code,
                "name": field.label,
                "field_type": field.kind,
                "options": field.options,
                "edit_flag": field.is_custom,
                "active_flag": true,
            })
        })
        .collect();
    let pagination = json!({ "start": 0, "limit": all.len(), "more_items_in_collection": false });
    Ok(Json(
        json!({ "success": true, "data": told, "additional_data": { "pagination": pagination } }),
    ))
}
