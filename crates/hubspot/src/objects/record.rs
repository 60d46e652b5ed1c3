//! One object with everything that HubSpot knows of it.

use integrations::{
    ProviderError,
    answers::{parsed, pretty},
    api::check_number,
};
use model::list::Record;

use super::{NONE, Objects, names, normalise};
use crate::{
    columns,
    wire::{self, Page},
};

impl Objects<'_> {
    /// Reads the object of that id; the id of one that was merged into another leads to the other.
    ///
    /// # Errors
    /// [`ProviderError::Rejected`] with 404 when there is none.
    pub(crate) async fn record(&self, id: &str) -> Result<Record, ProviderError> {
        check_number(id)?;
        let known = columns::property_names(self).await?;
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let (near, far) = names::split(&known);
        if far.is_empty() {
            let mut url = self.url(&[id]);
            url.query_pairs_mut().append_pair("properties", &near.join(","));
            let body = self.api.get_body(url, self.access).await?;
            return self.told(&body);
        }
        let body = self.ask_batch(&[id], &known).await?;
        let page = Page::read(&body)?;
        let record = page.results.first().ok_or(NONE)?;
        self.told(record.get().as_bytes())
    }

    /// The object as an item, and as HubSpot wrote it.
    pub(super) fn told(&self, body: &[u8]) -> Result<Record, ProviderError> {
        let record: wire::Record<'_> = parsed(body)?;
        Ok(Record {
            item: normalise::item(self.of, record, self.access.account.as_ref()),
            raw: pretty(body)?,
        })
    }
}
