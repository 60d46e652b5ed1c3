//! `Flaw`: what a planted fault does differently from the good provider that it is planted into.

use std::{collections::BTreeMap, sync::Arc};

use async_trait::async_trait;
use hubspot::HubSpot;
use integrations::{
    Access, Account, Provider, ProviderDescriptor, ProviderError, Revocation, TokenSet,
    provider::{Changes, PageRequest, RemovedPage},
};
use jiff::Timestamp;
use model::{
    IntegrationItem, ItemKind, ItemPage, PageCursor,
    list::{Column, Record},
};

/// The good provider, and what a flaw may need besides.
pub struct Good {
    pub provider: Box<dyn Provider>,
    /// Where everything is, without a slash at the end.
    pub base: String,
    pub http: reqwest::Client,
}

impl Good {
    /// Asks for a page of contacts in its own way, and reads all of the answer.
    pub async fn raw_page(&self, access: &Access) -> Result<serde_json::Value, ProviderError> {
        let url = format!("{}/crm/objects/2026-09/contacts", self.base);
        let request = self.http.get(url).bearer_auth(access.token.reveal());
        let answer = request.send().await.map_err(|_| ProviderError::Unavailable)?;
        let body = answer.bytes().await.map_err(|_| ProviderError::Unavailable)?;
        serde_json::from_slice(&body).map_err(|_| ProviderError::Malformed)
    }
}

/// A planted fault. What it does not do differently is good.
#[async_trait]
pub trait Flaw: Send + Sync + 'static {
    fn client(&self, given: reqwest::Client) -> reqwest::Client {
        given
    }

    fn describe(&self, _: &mut ProviderDescriptor) {}

    async fn account(&self, good: &Good, access: &Access) -> Result<Account, ProviderError> {
        good.provider.account(access).await
    }

    async fn page(
        &self,
        good: &Good,
        access: &Access,
        kind: &ItemKind,
        request: PageRequest<'_>,
    ) -> Result<ItemPage, ProviderError> {
        good.provider.list_items(access, kind, request).await
    }

    async fn columns(&self, good: &Good, access: &Access, kind: &ItemKind) -> Result<Vec<Column>, ProviderError> {
        good.provider.columns(access, kind).await
    }

    async fn count(&self, good: &Good, access: &Access, kind: &ItemKind) -> Result<Option<u64>, ProviderError> {
        good.provider.count_items(access, kind).await
    }

    async fn changes(
        &self,
        good: &Good,
        access: &Access,
        kind: &ItemKind,
        request: PageRequest<'_>,
    ) -> Result<Changes, ProviderError> {
        let since = Timestamp::UNIX_EPOCH;
        good.provider.changes(access, kind, since, request).await
    }

    async fn removed(
        &self,
        good: &Good,
        access: &Access,
        kind: &ItemKind,
        cursor: Option<&PageCursor>,
    ) -> Result<RemovedPage, ProviderError> {
        good.provider.removed_items(access, kind, cursor).await
    }

    async fn item(&self, good: &Good, access: &Access, kind: &ItemKind, id: &str) -> Result<Record, ProviderError> {
        good.provider.item(access, kind, id).await
    }

    async fn update(
        &self,
        good: &Good,
        access: &Access,
        kind: &ItemKind,
        id: &str,
        properties: &BTreeMap<String, String>,
    ) -> Result<IntegrationItem, ProviderError> {
        good.provider.update_item(access, kind, id, properties).await
    }

    async fn revoke(&self, good: &Good, access: &Access, tokens: &TokenSet) -> Result<Revocation, ProviderError> {
        good.provider.revoke(access, tokens).await
    }
}

/// Describes the provider differently.
pub struct Described(pub fn(&mut ProviderDescriptor));

impl Flaw for Described {
    fn describe(&self, descriptor: &mut ProviderDescriptor) {
        self.0(descriptor);
    }
}

/// Makes something else of whatever goes wrong with a page; of `None`: an empty list.
pub struct Understands(pub fn(ProviderError) -> Option<ProviderError>);

#[async_trait]
impl Flaw for Understands {
    async fn page(
        &self,
        good: &Good,
        access: &Access,
        kind: &ItemKind,
        request: PageRequest<'_>,
    ) -> Result<ItemPage, ProviderError> {
        let page = good.provider.list_items(access, kind, request).await;
        page.or_else(|error| self.0(error).map_or_else(|| Ok(ItemPage::default()), Err))
    }
}

/// The good provider with a flaw in it.
pub struct Flawed<F> {
    flaw: Arc<F>,
    good: Good,
    descriptor: ProviderDescriptor,
}

impl<F: Flaw> Flawed<F> {
    pub fn new(flaw: Arc<F>, provider: HubSpot, base: &str, http: reqwest::Client) -> Self {
        let mut descriptor = provider.descriptor().clone();
        let kept = ["contacts", "company-schema"];
        descriptor.item_kinds.retain(|kind| kept.contains(&kind.name));
        flaw.describe(&mut descriptor);
        let base = base.to_owned();
        let provider = Box::new(provider);
        let good = Good { provider, base, http };
        Self { flaw, good, descriptor }
    }
}

#[async_trait]
impl<F: Flaw> Provider for Flawed<F> {
    fn descriptor(&self) -> &ProviderDescriptor {
        &self.descriptor
    }

    async fn account(&self, access: &Access) -> Result<Account, ProviderError> {
        self.flaw.account(&self.good, access).await
    }

    async fn list_items(
        &self,
        access: &Access,
        kind: &ItemKind,
        request: PageRequest<'_>,
    ) -> Result<ItemPage, ProviderError> {
        self.flaw.page(&self.good, access, kind, request).await
    }

    async fn columns(&self, access: &Access, kind: &ItemKind) -> Result<Vec<Column>, ProviderError> {
        self.flaw.columns(&self.good, access, kind).await
    }

    async fn count_items(&self, access: &Access, kind: &ItemKind) -> Result<Option<u64>, ProviderError> {
        self.flaw.count(&self.good, access, kind).await
    }

    async fn changes(
        &self,
        access: &Access,
        kind: &ItemKind,
        _: Timestamp,
        request: PageRequest<'_>,
    ) -> Result<Changes, ProviderError> {
        self.flaw.changes(&self.good, access, kind, request).await
    }

    async fn removed_items(
        &self,
        access: &Access,
        kind: &ItemKind,
        cursor: Option<&PageCursor>,
    ) -> Result<RemovedPage, ProviderError> {
        self.flaw.removed(&self.good, access, kind, cursor).await
    }

    async fn item(&self, access: &Access, kind: &ItemKind, id: &str) -> Result<Record, ProviderError> {
        self.flaw.item(&self.good, access, kind, id).await
    }

    async fn update_item(
        &self,
        access: &Access,
        kind: &ItemKind,
        id: &str,
        properties: &BTreeMap<String, String>,
    ) -> Result<IntegrationItem, ProviderError> {
        self.flaw.update(&self.good, access, kind, id, properties).await
    }

    async fn revoke(&self, access: &Access, tokens: &TokenSet) -> Result<Revocation, ProviderError> {
        self.flaw.revoke(&self.good, access, tokens).await
    }
}
