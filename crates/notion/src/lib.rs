//! Notion as a provider: its descriptor, and the pages and databases of a workspace as items.

mod account;
mod api;
mod columns;
mod descriptor;
mod errors;
mod object;
mod pages;
mod values;

use async_trait::async_trait;
use integrations::{
    Access, Account, ClientSettings, Provider, ProviderDescriptor, ProviderError, Revocation, TokenSet,
    provider::PageRequest,
};
use model::{
    ItemKind, ItemPage,
    list::{Column, Record},
};

use self::api::NotionApi;

/// Notion.
pub struct Notion {
    descriptor: ProviderDescriptor,
    api: NotionApi,
}

impl Notion {
    /// Notion as these settings say, reached through this client.
    #[must_use]
    pub fn new(settings: ClientSettings, http: reqwest::Client) -> Self {
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
        self.descriptor.check_kind(kind, access)?;
        pages::page(&self.api, access, request.cursor).await
    }

    async fn columns(&self, access: &Access, kind: &ItemKind) -> Result<Vec<Column>, ProviderError> {
        self.descriptor.check_kind(kind, access)?;
        columns::list(&self.api, access).await
    }

    async fn item(&self, access: &Access, kind: &ItemKind, id: &str) -> Result<Record, ProviderError> {
        self.descriptor.check_kind(kind, access)?;
        pages::item(&self.api, access, id).await
    }

    async fn revoke(&self, access: &Access, tokens: &TokenSet) -> Result<Revocation, ProviderError> {
        self.api.revoke(&tokens.access_token, &access.gate).await?;
        Ok(Revocation::Revoked)
    }
}
