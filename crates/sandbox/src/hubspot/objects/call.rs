//! A call about objects of one type: who makes it, and what of the portal it concerns.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use jiff::Timestamp;
use serde_json::Value;

use super::object::{Object, Values};
use super::object_type::ObjectType;
use super::properties::catalogue::Catalogue;
use super::record::{Record, Shown};
use super::shared_book::SharedBook;
use super::values;
use crate::hubspot::api_error::ApiError;
use crate::hubspot::oauth::grants::Bearer;
use crate::world::World;

/// Taken from the path's `{object_type}` and from the bearer whom the admission let through.
pub(crate) struct Call {
    pub(crate) world: Arc<World>,
    pub(crate) object_type: ObjectType,
    pub(crate) hub_id: u64,
    bearer: Bearer,
}

impl FromRequestParts<Arc<World>> for Call {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, world: &Arc<World>) -> Result<Self, ApiError> {
        let path = RawPathParams::from_request_parts(parts, world).await.ok();
        let named = path
            .iter()
            .flatten()
            .find_map(|(name, value)| (name == "object_type").then_some(value));
        let object_type = ObjectType::parse(named.unwrap_or_default())?;
        let bearer = parts
            .extensions
            .get::<Bearer>()
            .cloned()
            .ok_or_else(ApiError::no_credentials)?;
        Ok(Self {
            world: Arc::clone(world),
            object_type,
            hub_id: bearer.portal.hub_id,
            bearer,
        })
    }
}

impl Call {
    /// Passes when the bearer may see the objects.
    pub(crate) fn reads(&self) -> Result<(), ApiError> {
        self.bearer.require(self.object_type.described().read)
    }

    /// Passes when the bearer may change the objects.
    pub(crate) fn writes(&self) -> Result<(), ApiError> {
        self.bearer.require(self.object_type.described().write)
    }

    /// Passes when the bearer may see how the objects are described.
    pub(crate) fn describes(&self) -> Result<(), ApiError> {
        self.bearer.require(self.object_type.described().describe)
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.world.config.clock.now()
    }

    /// The objects of the type in the bearer's portal.
    pub(crate) fn book(&self) -> SharedBook {
        self.world.hubspot.book(self.hub_id, self.object_type)
    }

    /// The properties that the objects have.
    pub(crate) fn catalogue(&self) -> Catalogue {
        self.world.hubspot.catalogue(self.object_type)
    }

    /// What a write brings, if HubSpot would take it.
    pub(crate) fn accept(&self, properties: BTreeMap<String, Value>) -> Result<Values, ApiError> {
        values::accept(properties, self.hub_id, self.catalogue())
    }

    /// What an answer shows when these properties were asked for.
    pub(crate) fn shown(&self, asked: Vec<String>) -> Shown {
        self.world.hubspot.shown(self.object_type, asked)
    }

    /// What the answer to a write shows.
    pub(crate) fn told(&self) -> Shown {
        let told = self.object_type.described().told.iter();
        Shown::of(self.object_type, told.copied().map(Cow::Borrowed))
    }

    pub(crate) fn record<'a>(&self, object: &'a Object, shown: &'a Shown) -> Record<'a> {
        let hub_id = self.hub_id;
        Record { object, hub_id, shown }
    }

    pub(crate) fn records<'a>(&self, objects: &'a [Object], shown: &'a Shown) -> Vec<Record<'a>> {
        objects.iter().map(|object| self.record(object, shown)).collect()
    }
}
