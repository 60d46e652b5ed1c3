//! Changes one object.

use std::collections::BTreeMap;

use integrations::{ProviderError, api::check_number};
use model::IntegrationItem;
use serde::Serialize;

use super::Objects;

/// `PATCH /crm/objects/{version}/{type}/{id}`.
#[derive(Serialize)]
struct Change<'a> {
    properties: &'a BTreeMap<String, String>,
}

impl Objects<'_> {
    /// Sets these values of the object; an empty one clears. Says what HubSpot answers, which is not all
    /// that it knows.
    ///
    /// # Errors
    /// [`ProviderError::Rejected`] with 405 for objects that we do not change; with 404 when there is none;
    /// with 400 or 409 for values that HubSpot does not take.
    pub(crate) async fn update(
        &self,
        id: &str,
        properties: &BTreeMap<String, String>,
    ) -> Result<IntegrationItem, ProviderError> {
        if self.of.write.is_none() {
            return Err(ProviderError::Rejected { status: 405 });
        }
        check_number(id)?;
        let (url, change) = (self.url(&[id]), Change { properties });
        let body = self.api.patch(url, &change, self.access).await?;
        self.told(&body).map(|record| record.item)
    }
}
