//! A second provider that trusts the same authorization server: what a mix-up needs (RFC 9700 §4.4).

use async_trait::async_trait;
use hubspot::HubSpot;
use integrations::{Access, Account, Provider, ProviderDescriptor, ProviderError, Revocation, TokenSet};
use model::{ItemKind, ItemPage, PageCursor, ProviderId};

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
        cursor: Option<&PageCursor>,
    ) -> Result<ItemPage, ProviderError> {
        self.twin.list_items(access, kind, cursor).await
    }

    async fn revoke(&self, access: &Access, tokens: &TokenSet) -> Result<Revocation, ProviderError> {
        self.twin.revoke(access, tokens).await
    }
}
