//! Notion as a provider: its descriptor, and the pages and databases of a workspace as items.

mod account;
mod api;
mod columns;
mod descriptor;
mod errors;
mod object;
mod pages;
mod settings;
mod values;

use async_trait::async_trait;
use integrations::{
    Access, Account, Provider, ProviderDescriptor, ProviderError, Revocation, TokenSet, provider::PageRequest,
};
use model::{
    ItemKind, ItemPage,
    list::{Column, Record},
};

pub use self::settings::NotionSettings;
use self::{api::NotionApi, descriptor::PAGES};

/// Notion.
pub struct Notion {
    descriptor: ProviderDescriptor,
    api: NotionApi,
}

impl Notion {
    /// Notion as these settings say, reached through this client.
    #[must_use]
    pub fn new(settings: NotionSettings, http: reqwest::Client) -> Self {
        Self {
            descriptor: descriptor::describe(&settings),
            api: NotionApi::new(settings, http),
        }
    }
}

#[async_trait]
impl Provider for Notion {
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
        known(kind)?;
        pages::page(&self.api, access, request.cursor).await
    }

    async fn columns(&self, access: &Access, kind: &ItemKind) -> Result<Vec<Column>, ProviderError> {
        known(kind)?;
        columns::list(&self.api, access).await
    }

    async fn item(&self, access: &Access, kind: &ItemKind, id: &str) -> Result<Record, ProviderError> {
        known(kind)?;
        pages::item(&self.api, access, id).await
    }

    async fn revoke(&self, access: &Access, tokens: &TokenSet) -> Result<Revocation, ProviderError> {
        self.api.revoke(&tokens.access_token, &access.gate).await?;
        Ok(Revocation::Revoked)
    }
}

/// Pages and databases are one kind: they lie in each other.
fn known(kind: &ItemKind) -> Result<(), ProviderError> {
    if *kind == ItemKind::named(PAGES) {
        Ok(())
    } else {
        Err(ProviderError::Rejected { status: 404 })
    }
}
