//! Reads objects by their ids: for more properties than an address holds.

use std::collections::HashMap;

use integrations::{ProviderError, api::Turn};
use model::IntegrationItem;
use serde::Serialize;

use super::Objects;

/// HubSpot: so many objects in one batch.
const MOST: usize = 100;

/// `POST /crm/objects/{version}/{type}/batch/read`.
#[derive(Serialize)]
struct Batch<'a> {
    properties: &'a [&'a str],
    inputs: Vec<Named<'a>>,
}

#[derive(Serialize)]
struct Named<'a> {
    id: &'a str,
}

impl Objects<'_> {
    /// The answer for at most [`MOST`] ids. What is gone is missing in it.
    pub(super) async fn ask_batch(&self, ids: &[&str], names: &[&str]) -> Result<Vec<u8>, ProviderError> {
        let batch = Batch {
            properties: names,
            inputs: ids.iter().map(|id| Named { id }).collect(),
        };
        let url = self.url(&["batch", "read"]);
        self.api.post(url, &batch, Turn::Any, self.access).await
    }

    /// These objects with these properties, in the order of the ids; those that are gone are left out.
    pub(super) async fn of_ids(&self, ids: &[&str], names: &[&str]) -> Result<Vec<IntegrationItem>, ProviderError> {
        let mut found = HashMap::new();
        for some in ids.chunks(MOST) {
            let body = self.ask_batch(some, names).await?;
            let items = self.items(&body)?.into_iter();
            found.extend(items.map(|item| (item.id.clone(), item)));
        }
        Ok(ids.iter().filter_map(|id| found.remove(*id)).collect())
    }

    /// Adds these properties to the items; one that is gone meanwhile stays as it is.
    pub(super) async fn complete(&self, known: &mut [IntegrationItem], names: &[&str]) -> Result<(), ProviderError> {
        let ids: Vec<&str> = known.iter().map(|item| item.id.as_str()).collect();
        let more = self.of_ids(&ids, names).await?.into_iter();
        let mut more: HashMap<String, IntegrationItem> = more.map(|item| (item.id.clone(), item)).collect();
        for item in known {
            if let Some(more) = more.remove(&item.id) {
                item.properties.extend(more.properties);
                item.name = self.of.name(&item.properties);
            }
        }
        Ok(())
    }
}
