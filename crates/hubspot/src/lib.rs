//! HubSpot as a provider: its descriptor, its wire types, and contacts as items.

mod account;
mod api;
mod contacts;
mod descriptor;
mod errors;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
mod rates;
mod settings;
mod wire;

use async_trait::async_trait;
use integrations::{Access, Account, Provider, ProviderDescriptor, ProviderError, Revocation, TokenSet};
use model::{ItemKind, ItemPage, PageCursor};

pub use self::settings::HubSpotSettings;
use self::{api::HubSpotApi, descriptor::CONTACTS};

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
        cursor: Option<&PageCursor>,
    ) -> Result<ItemPage, ProviderError> {
        if kind.0 != CONTACTS {
            return Err(ProviderError::Rejected { status: 404 });
        }
        contacts::list(&self.api, access, cursor).await
    }

    async fn revoke(&self, _access: &Access, tokens: &TokenSet) -> Result<Revocation, ProviderError> {
        match &tokens.refresh_token {
            Some(token) => self.api.revoke(token).await.map(|()| Revocation::Revoked),
            None => Ok(Revocation::Unsupported),
        }
    }
}
