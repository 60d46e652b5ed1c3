//! HubSpot's contacts: their routes, and what one looks like on the wire.

pub(crate) mod awkward;
pub(crate) mod batch;
pub(crate) mod book;
pub(crate) mod filter;
pub(crate) mod properties;
pub(crate) mod read;
pub(crate) mod search;
pub(crate) mod seed;
pub(crate) mod values;
pub(crate) mod write;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};
use jiff::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::api_error::ApiError;
use crate::world::World;

/// Reading needs this.
pub(crate) const READ: [&str; 1] = ["crm.objects.contacts.read"];
/// Writing needs this.
pub(crate) const WRITE: [&str; 1] = ["crm.objects.contacts.write"];
/// HubSpot: what an answer holds when nothing was asked for.
const DEFAULT_PROPERTIES: [&str; 6] = [
    "createdate",
    "email",
    "firstname",
    "hs_object_id",
    "lastmodifieddate",
    "lastname",
];
/// HubSpot: what an answer holds whatever was asked for.
const CONSTANT_PROPERTIES: [&str; 3] = ["createdate", "hs_object_id", "lastmodifieddate"];

/// What stands under `/crm/objects/{v}`, but for search.
pub(crate) fn router() -> Router<Arc<World>> {
    Router::new()
        .route("/{object_type}", get(read::list).post(write::create))
        .route(
            "/{object_type}/{id}",
            get(read::read).patch(write::update).delete(write::archive),
        )
        .route("/{object_type}/batch/read", post(batch::read))
        .route("/{object_type}/batch/create", post(batch::create))
        .route("/{object_type}/batch/update", post(batch::update))
        .route("/{object_type}/batch/archive", post(batch::archive))
}

/// Search, apart from the rest because its limits are.
pub(crate) fn search_router() -> Router<Arc<World>> {
    Router::new().route("/{object_type}/search", post(search::search))
}

/// The contacts that a portal shall have.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum ContactSet {
    /// So many of the seeded ones.
    Count {
        /// How many.
        count: usize,
    },
    /// These and no others; ids count from 1001.
    Records(Vec<NewContact>),
}

/// A contact to be put there as it is, without any check.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct NewContact {
    /// Values by property name.
    pub properties: BTreeMap<String, String>,
}

/// A contact's values by property name.
pub(crate) type Values = BTreeMap<Cow<'static, str>, String>;

/// One contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Contact {
    pub(crate) id: u64,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) archived_at: Option<Timestamp>,
    /// `None` for the awkward one whose `properties` are missing on the wire.
    pub(crate) values: Option<Values>,
}

impl Contact {
    /// The value of a property, if it has one.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let value = self.values.as_ref()?.get(name)?;
        (!value.is_empty()).then_some(value.as_str())
    }

    /// The wire form with the properties that were asked for.
    pub(crate) fn to_json(&self, hub_id: u64, asked: &[String]) -> Value {
        let mut record = json!({
            "id": self.id.to_string(),
            "createdAt": instant(self.created_at),
            "updatedAt": instant(self.updated_at),
            "archived": self.archived_at.is_some(),
            "url": format!("https://app.hubspot.com/contacts/{hub_id}/record/0-1/{}", self.id),
        });
        if self.values.is_some() {
            record["properties"] = self.properties(asked).into();
        }
        if let Some(archived_at) = self.archived_at {
            record["archivedAt"] = instant(archived_at).into();
        }
        record
    }

    /// HubSpot: unknown names are ignored; the contacts guide shows `null` for what is known and empty.
    fn properties(&self, asked: &[String]) -> Map<String, Value> {
        let defaults = DEFAULT_PROPERTIES.iter().filter(|_| asked.is_empty());
        let asked = asked
            .iter()
            .map(String::as_str)
            .filter(|name| properties::is_known(name));
        let names = asked.chain(defaults.copied()).chain(CONSTANT_PROPERTIES);
        names.map(|name| (name.to_owned(), self.value(name).into())).collect()
    }
}

/// HubSpot: ISO 8601 in UTC with milliseconds.
pub(crate) fn instant(at: Timestamp) -> String {
    format!("{at:.3}")
}

/// The type's name, its singular and its number are one and the same.
///
/// The sandbox has no other objects; the sentence is from memory.
pub(crate) fn require_contacts(object_type: &str) -> Result<(), ApiError> {
    if ["contacts", "contact", "0-1"].contains(&object_type) {
        return Ok(());
    }
    Err(ApiError::validation(format!(
        "Unable to infer object type from: {object_type}"
    )))
}

/// Reads a JSON body whatever its content type.
pub(crate) fn parse_body<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    serde_json::from_slice(body).map_err(|error| ApiError::invalid_json(&error))
}
