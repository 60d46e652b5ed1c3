//! HubSpot's CRM objects: their routes, and what the remote control puts in their place.

pub(crate) mod batch;
pub(crate) mod book;
mod call;
pub(crate) mod change;
pub(crate) mod churn;
mod companies;
mod contacts;
mod deals;
pub(crate) mod filter;
pub(crate) mod merge;
pub(crate) mod object;
pub(crate) mod object_type;
mod oddity;
pub(crate) mod pipelines;
pub(crate) mod properties;
pub(crate) mod read;
pub(crate) mod record;
pub(crate) mod search;
pub(crate) mod seed;
pub(crate) mod shared_book;
mod tickets;
pub(crate) mod truth;
pub(crate) mod values;
pub(crate) mod write;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::api_error::ApiError;
use crate::world::World;

/// What stands under `/crm/objects/{v}`, but for search.
pub(crate) fn router() -> Router<Arc<World>> {
    Router::new()
        .route("/{object_type}", get(read::list).post(write::create))
        .route(
            "/{object_type}/{id}",
            get(read::read).patch(write::update).delete(write::archive),
        )
        .route("/{object_type}/merge", post(merge::merge))
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

/// Reads a JSON body whatever its content type.
pub(crate) fn parse_body<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    serde_json::from_slice(body).map_err(|error| ApiError::invalid_json(&error))
}
