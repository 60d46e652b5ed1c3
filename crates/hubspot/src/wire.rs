//! What HubSpot writes: a page of records, read as tolerantly as it is written.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::Value;

/// `GET /crm/objects/{version}/{type}`. Records stay unread: a bad one must not lose the page.
#[derive(Deserialize)]
pub(crate) struct RecordPage {
    pub(crate) results: Vec<Value>,
    #[serde(default)]
    pub(crate) paging: Option<Paging>,
}

/// Absent on the last page.
#[derive(Deserialize)]
pub(crate) struct Paging {
    pub(crate) next: Option<Next>,
}

/// `link` stands beside it and is ignored: no URL from a response is followed.
#[derive(Deserialize)]
pub(crate) struct Next {
    #[serde(deserialize_with = "identifier")]
    pub(crate) after: String,
}

/// One record (HubSpot: CRM objects).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Record {
    #[serde(deserialize_with = "identifier")]
    pub(crate) id: String,
    #[serde(default, deserialize_with = "properties")]
    pub(crate) properties: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) created_at: Value,
    #[serde(default)]
    pub(crate) updated_at: Value,
    #[serde(default)]
    pub(crate) archived: Value,
    #[serde(default)]
    pub(crate) url: Value,
}

/// Ids are numeric text; some endpoints write them as numbers.
fn identifier<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err(D::Error::custom("neither text nor a number")),
    }
}

/// Every value is text or `null`; what is neither is written as JSON, and nothing is left of `null`.
fn properties<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, String>, D::Error> {
    let values: Option<BTreeMap<String, Value>> = Option::deserialize(deserializer)?;
    let present = values
        .unwrap_or_default()
        .into_iter()
        .filter_map(|(name, value)| match value {
            Value::Null => None,
            Value::String(text) if text.is_empty() => None,
            Value::String(text) => Some((name, text)),
            other => Some((name, other.to_string())),
        });
    Ok(present.collect())
}
