//! HubSpot as a provider: its descriptor, its wire types, and CRM objects as items.

mod account;
mod api;
mod columns;
mod descriptor;
mod errors;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
mod object_type;
mod objects;
mod rates;
mod schema;
mod settings;
mod wire;

use std::collections::BTreeMap;

use async_trait::async_trait;
use integrations::{
    Access, Account, Provider, ProviderDescriptor, ProviderError, Revocation, TokenSet,
    provider::{Changes, PageRequest, RemovedPage},
};
use jiff::Timestamp;
use model::{
    IntegrationItem, ItemKind, ItemPage, PageCursor,
    list::{Column, Record},
};

pub use self::settings::HubSpotSettings;
use self::{api::HubSpotApi, object_type::ObjectType, objects::Objects};

/// HubSpot.
pub struct HubSpot {
    descriptor: ProviderDescriptor,
    api: HubSpotApi,
}

impl HubSpot {
    /// HubSpot as these settings say, reached through this client.
    #[must_use]
    pub fn new(settings: HubSpotSettings, http: reqwest::Client) -> Self {
        let descriptor = descriptor::describe(&settings);
        Self {
            descriptor,
            api: HubSpotApi::new(settings, http),
        }
    }

    /// What to ask of that kind.
    fn listed<'a>(&'a self, access: &'a Access, kind: &ItemKind) -> Result<Listed<'a>, ProviderError> {
        let api = &self.api;
        if let Some(of) = ObjectType::of(kind) {
            return Ok(Listed::Objects(Objects { api, access, of }));
        }
        if *kind == ItemKind::named(schema::COMPANY_SCHEMA) {
            return Ok(Listed::CompanySchema);
        }
        Err(ProviderError::Rejected { status: 404 })
    }
}

/// What a kind's records are.
enum Listed<'a> {
    Objects(Objects<'a>),
    CompanySchema,
}

#[async_trait]
impl Provider for HubSpot {
    fn descriptor(&self) -> &ProviderDescriptor {
        &self.descriptor
    }

    async fn account(&self, access: &Access) -> Result<Account, ProviderError> {
        account::look_up(&self.api, access).await
    }

    async fn list_items(
        &self,
        access: &Access,
        kind: &ItemKind,
        request: PageRequest<'_>,
    ) -> Result<ItemPage, ProviderError> {
        match self.listed(access, kind)? {
            Listed::Objects(objects) => objects.page(request).await,
            Listed::CompanySchema => schema::page(&self.api, access).await,
        }
    }

    async fn columns(&self, access: &Access, kind: &ItemKind) -> Result<Vec<Column>, ProviderError> {
        match self.listed(access, kind)? {
            Listed::Objects(objects) => columns::list(&objects).await,
            Listed::CompanySchema => Ok(schema::columns()),
        }
    }

    async fn count_items(&self, access: &Access, kind: &ItemKind) -> Result<Option<u64>, ProviderError> {
        match self.listed(access, kind)? {
            Listed::Objects(objects) => objects.count().await,
            Listed::CompanySchema => Ok(None),
        }
    }

    async fn changes(
        &self,
        access: &Access,
        kind: &ItemKind,
        since: Timestamp,
        request: PageRequest<'_>,
    ) -> Result<Changes, ProviderError> {
        match self.listed(access, kind)? {
            Listed::Objects(objects) => objects.changes(since, request).await,
            Listed::CompanySchema => Ok(Changes::Untraceable),
        }
    }

    async fn removed_items(
        &self,
        access: &Access,
        kind: &ItemKind,
        cursor: Option<&PageCursor>,
    ) -> Result<RemovedPage, ProviderError> {
        match self.listed(access, kind)? {
            Listed::Objects(objects) => objects.archived(cursor).await,
            Listed::CompanySchema => Ok(RemovedPage::default()),
        }
    }

    async fn item(&self, access: &Access, kind: &ItemKind, id: &str) -> Result<Record, ProviderError> {
        match self.listed(access, kind)? {
            Listed::Objects(objects) => objects.record(id).await,
            Listed::CompanySchema => schema::record(&self.api, access, id).await,
        }
    }

    async fn update_item(
        &self,
        access: &Access,
        kind: &ItemKind,
        id: &str,
        properties: &BTreeMap<String, String>,
    ) -> Result<IntegrationItem, ProviderError> {
        match self.listed(access, kind)? {
            Listed::Objects(objects) => objects.update(id, properties).await,
            Listed::CompanySchema => Err(ProviderError::Rejected { status: 405 }),
        }
    }

    async fn revoke(&self, _access: &Access, tokens: &TokenSet) -> Result<Revocation, ProviderError> {
        match &tokens.refresh_token {
            Some(token) => self.api.revoke(token).await.map(|()| Revocation::Revoked),
            None => Ok(Revocation::Unsupported),
        }
    }
}
