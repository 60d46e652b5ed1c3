//! A second provider that trusts the same authorization server: what a mix-up needs (RFC 9700 §4.4).

use async_trait::async_trait;
use hubspot::HubSpot;
use integrations::{
    Access, Account, Provider, ProviderDescriptor, ProviderError, Revocation, TokenSet,
    provider::{Changes, PageRequest, RemovedPage},
};
use jiff::Timestamp;
use model::{
    ItemKind, ItemPage, PageCursor, ProviderId,
    list::{Column, Record},
};

/// The same provider under another id.
pub struct Sibling {
    descriptor: ProviderDescriptor,
    twin: HubSpot,
}

impl Sibling {
    pub fn of(twin: HubSpot) -> Self {
        let id = ProviderId::new("sibling").unwrap();
        let descriptor = ProviderDescriptor {
            id,
            display_name: "Sibling",
            ..twin.descriptor().clone()
        };
        Self { descriptor, twin }
    }
}

#[async_trait]
impl Provider for Sibling {
    fn descriptor(&self) -> &ProviderDescriptor {
        &self.descriptor
    }

    async fn account(&self, access: &Access) -> Result<Account, ProviderError> {
        self.twin.account(access).await
    }

    async fn list_items(
        &self,
        access: &Access,
        kind: &ItemKind,
        request: PageRequest<'_>,
    ) -> Result<ItemPage, ProviderError> {
        self.twin.list_items(access, kind, request).await
    }

    async fn columns(&self, access: &Access, kind: &ItemKind) -> Result<Vec<Column>, ProviderError> {
        self.twin.columns(access, kind).await
    }

    async fn count_items(&self, access: &Access, kind: &ItemKind) -> Result<Option<u64>, ProviderError> {
        self.twin.count_items(access, kind).await
    }

    async fn changes(
        &self,
        access: &Access,
        kind: &ItemKind,
        since: Timestamp,
        request: PageRequest<'_>,
    ) -> Result<Changes, ProviderError> {
        self.twin.changes(access, kind, since, request).await
    }

    async fn removed_items(
        &self,
        access: &Access,
        kind: &ItemKind,
        cursor: Option<&PageCursor>,
    ) -> Result<RemovedPage, ProviderError> {
        self.twin.removed_items(access, kind, cursor).await
    }

    async fn item(&self, access: &Access, kind: &ItemKind, id: &str) -> Result<Record, ProviderError> {
        self.twin.item(access, kind, id).await
    }

    async fn revoke(&self, access: &Access, tokens: &TokenSet) -> Result<Revocation, ProviderError> {
        self.twin.revoke(access, tokens).await
    }
}
