//! Lists objects: a page of them, and a page of those that were archived.

use integrations::{
    ProviderError,
    provider::{PageRequest, RemovedPage},
};
use model::{ItemPage, PageCursor};
use url::Url;

use super::{Objects, names, normalise};

/// HubSpot's largest page.
const PAGE: &str = "100";

impl Objects<'_> {
    /// One page, in HubSpot's order: ascending by id.
    ///
    /// Names of properties that do not fit into the address are asked for in a second question, by the
    /// ids of the page: one more request however many names, and no page that shifts between the two.
    pub(crate) async fn page(&self, request: PageRequest<'_>) -> Result<ItemPage, ProviderError> {
        let wanted = names::wanted(self.of.usual, request.properties);
        let (near, far) = names::split(&wanted);
        let body = self
            .api
            .get_body(self.address(near, request.cursor), self.access)
            .await?;
        let mut page = normalise::page(self.of, &body, self.access.account.as_ref())?;
        if !far.is_empty() {
            self.complete(&mut page.items, far).await?;
        }
        Ok(page)
    }

    /// One page of those that were archived in the last ninety days (HubSpot: the recycling bin).
    pub(crate) async fn archived(&self, cursor: Option<&PageCursor>) -> Result<RemovedPage, ProviderError> {
        let mut url = self.address(&names::LEAST, cursor);
        url.query_pairs_mut().append_pair("archived", "true");
        let body = self.api.get_body(url, self.access).await?;
        let page = normalise::page(self.of, &body, None)?;
        // An answer that pays no heed to `archived` must not make anybody's records disappear.
        let archived = page.items.into_iter().filter(|item| !item.visibility);
        Ok(RemovedPage {
            ids: archived.map(|item| item.id).collect(),
            next: page.next,
        })
    }

    fn address(&self, names: &[&str], cursor: Option<&PageCursor>) -> Url {
        let mut url = self.url(&[]);
        let mut query = url.query_pairs_mut();
        query
            .append_pair("limit", PAGE)
            .append_pair("properties", &names.join(","));
        if let Some(PageCursor(after)) = cursor {
            query.append_pair("after", after);
        }
        drop(query);
        url
    }
}
