//! Airtable as a provider: its descriptor, bases with their tables, and the records of a table as items.

mod account;
mod api;
mod bases;
mod cells;
mod columns;
mod descriptor;
mod errors;
mod place;
mod records;
mod schema;
mod settings;

use async_trait::async_trait;
use integrations::{Access, Account, Provider, ProviderDescriptor, ProviderError, provider::PageRequest};
use model::{
    ItemKind, ItemPage,
    list::{Column, Record},
};

pub use self::settings::AirtableSettings;
use self::{api::AirtableApi, place::Asked};

/// Airtable.
pub struct Airtable {
    descriptor: ProviderDescriptor,
    api: AirtableApi,
}

impl Airtable {
    /// Airtable as these settings say, reached through this client.
    #[must_use]
    pub fn new(settings: AirtableSettings, http: reqwest::Client) -> Self {
        Self {
            descriptor: descriptor::describe(&settings),
            api: AirtableApi::new(settings.client.api_url, http),
        }
    }
}

#[async_trait]
impl Provider for Airtable {
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
        match Asked::read(kind)? {
            Asked::Bases => bases::page(&self.api, access, request.cursor).await,
            Asked::RecordsOf(table) => records::page(&self.api, access, &table, request.cursor).await,
        }
    }

    async fn columns(&self, access: &Access, kind: &ItemKind) -> Result<Vec<Column>, ProviderError> {
        match Asked::read(kind)? {
            Asked::Bases => Ok(columns::of_bases()),
            Asked::RecordsOf(table) => columns::of_table(&self.api, access, &table).await,
        }
    }

    async fn item(&self, access: &Access, kind: &ItemKind, id: &str) -> Result<Record, ProviderError> {
        match Asked::read(kind)? {
            Asked::Bases => bases::item(&self.api, access, id).await,
            Asked::RecordsOf(table) => records::item(&self.api, access, &table, id).await,
        }
    }
}
