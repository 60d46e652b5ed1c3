//! Pipedrive as a provider: its descriptor, and the persons of a company as items.

mod account;
mod columns;
mod descriptor;
mod page;
mod person;
mod persons;
mod settings;

use std::time::Duration;

use async_trait::async_trait;
use integrations::{
    Access, Account, Provider, ProviderDescriptor, ProviderError, Revocation, TokenSet,
    api::{Api, Manners, Turn, below},
    provider::PageRequest,
};
use model::{
    ItemKind, ItemPage, PageCursor,
    list::{Column, Record},
};
use url::Url;

use self::descriptor::PERSONS;
pub use self::settings::PipedriveSettings;

/// Pipedrive's largest page. A list has a price, however short: the fewer the better.
const PAGE: &str = "500";

/// 500 persons with a text of Pipedrive's greatest length each fit into its answers.
const MANNERS: Manners = Manners {
    longest_answer: 16 * 1024 * 1024,
    usual_pause: Duration::from_secs(2),
    ..Manners::PLAIN
};

/// Pipedrive.
pub struct Pipedrive {
    descriptor: ProviderDescriptor,
    api: Api,
    api_url: Url,
}

impl Pipedrive {
    /// Pipedrive as these settings say, reached through this client.
    #[must_use]
    pub fn new(settings: PipedriveSettings, http: reqwest::Client) -> Self {
        Self {
            descriptor: descriptor::describe(&settings),
            api: Api::new(http, MANNERS),
            api_url: settings.api_url,
        }
    }

    /// The URL of an endpoint: each segment is encoded, and none leads to another path.
    fn url(&self, segments: &[&str]) -> Url {
        below(&self.api_url, segments)
    }

    /// What stands there, unread: a page borrows from its body.
    async fn get(&self, url: Url, access: &Access) -> Result<Vec<u8>, ProviderError> {
        self.api.send(self.api.http().get(url), access, Turn::Any).await
    }

    /// A page of what `/api/v2` lists under that name, unread.
    async fn page(&self, name: &str, cursor: Option<&PageCursor>, access: &Access) -> Result<Vec<u8>, ProviderError> {
        let mut url = self.url(&["api", "v2", name]);
        let cursor = cursor.map(|PageCursor(cursor)| ("cursor", cursor.as_str()));
        let query = [("limit", PAGE)].into_iter().chain(cursor);
        url.query_pairs_mut().extend_pairs(query);
        self.get(url, access).await
    }
}

#[async_trait]
impl Provider for Pipedrive {
    fn descriptor(&self) -> &ProviderDescriptor {
        &self.descriptor
    }

    async fn account(&self, access: &Access) -> Result<Account, ProviderError> {
        account::look_up(&self.api, self.url(&["v1", "users", "me"]), access).await
    }

    async fn list_items(
        &self,
        access: &Access,
        kind: &ItemKind,
        request: PageRequest<'_>,
    ) -> Result<ItemPage, ProviderError> {
        known(kind)?;
        self.persons(access, request.cursor).await
    }

    async fn columns(&self, access: &Access, kind: &ItemKind) -> Result<Vec<Column>, ProviderError> {
        known(kind)?;
        self.person_columns(access).await
    }

    async fn item(&self, access: &Access, kind: &ItemKind, id: &str) -> Result<Record, ProviderError> {
        known(kind)?;
        self.person(access, id).await
    }

    /// Pipedrive's documentation, as far as we know it, has no way to revoke: users uninstall the app there.
    async fn revoke(&self, _: &Access, _: &TokenSet) -> Result<Revocation, ProviderError> {
        Ok(Revocation::Unsupported)
    }
}

/// Persons are the one kind that is listed.
fn known(kind: &ItemKind) -> Result<(), ProviderError> {
    let is_known = *kind == ItemKind::named(PERSONS);
    is_known.then_some(()).ok_or(ProviderError::Rejected { status: 404 })
}
