//! CRM objects of one type: listed, searched, read one by one, and as items.

mod batch;
mod changes;
mod list;
pub(crate) mod names;
pub(crate) mod normalise;
mod record;
mod search;
mod update;

use integrations::{Access, ProviderError};
use model::IntegrationItem;
use url::Url;

use crate::{api::HubSpotApi, object_type::ObjectType, wire::Page};

const NONE: ProviderError = ProviderError::Rejected { status: 404 };

/// The objects of one type in one account.
#[derive(Clone, Copy)]
pub(crate) struct Objects<'a> {
    pub(crate) api: &'a HubSpotApi,
    pub(crate) access: &'a Access,
    pub(crate) of: &'static ObjectType,
}

impl Objects<'_> {
    /// `/crm/objects/{version}/{type}/…`.
    fn url(&self, rest: &[&str]) -> Url {
        let path = [&[self.of.path], rest].concat();
        self.api.settings.crm_url("objects", &path)
    }

    /// What is on the page of an answer, as items.
    fn items(&self, body: &[u8]) -> Result<Vec<IntegrationItem>, ProviderError> {
        let page = Page::read(body)?;
        Ok(normalise::items(self.of, &page, self.access.account.as_ref()))
    }
}
