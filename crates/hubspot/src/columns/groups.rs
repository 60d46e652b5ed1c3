//! The headings under which HubSpot puts properties.

use std::collections::HashMap;

use integrations::ProviderError;
use serde::Deserialize;

use super::address;
use crate::{
    objects::Objects,
    wire::{Page, identifier, order, text},
};

/// One of `GET /crm/properties/{version}/{type}/groups`, all on one page.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Group {
    #[serde(deserialize_with = "identifier")]
    pub(crate) name: String,
    #[serde(default, deserialize_with = "text")]
    label: String,
    #[serde(default, deserialize_with = "order")]
    pub(crate) display_order: i64,
}

impl Group {
    /// The account's own word for it.
    pub(crate) fn label(&self) -> &str {
        if self.label.trim().is_empty() {
            &self.name
        } else {
            &self.label
        }
    }
}

/// Labels by name.
pub(super) async fn labels(objects: &Objects<'_>) -> Result<HashMap<String, String>, ProviderError> {
    let url = address(objects, &["groups"]);
    let body = objects.api.get_body(url, objects.access).await?;
    let (groups, _) = Page::read(&body)?.readable::<Group>();
    let labelled = groups.into_iter().filter(|group| !group.label.trim().is_empty());
    Ok(labelled.map(|group| (group.name, group.label)).collect())
}
