//! Faults in how records are changed.

use std::collections::BTreeMap;

use async_trait::async_trait;
use integrations::{Access, ProviderDescriptor, ProviderError};
use model::{IntegrationItem, ItemKind};

use crate::{
    flaw::{Flaw, Good},
    ground::planted,
};

/// Asks for the record first, to be sure.
struct LooksFirst;

#[async_trait]
impl Flaw for LooksFirst {
    async fn update(
        &self,
        good: &Good,
        access: &Access,
        kind: &ItemKind,
        id: &str,
        properties: &BTreeMap<String, String>,
    ) -> Result<IntegrationItem, ProviderError> {
        good.provider.item(access, kind, id).await?;
        good.provider.update_item(access, kind, id, properties).await
    }
}

/// Tries again what failed.
struct TriesAgain;

#[async_trait]
impl Flaw for TriesAgain {
    async fn update(
        &self,
        good: &Good,
        access: &Access,
        kind: &ItemKind,
        id: &str,
        properties: &BTreeMap<String, String>,
    ) -> Result<IntegrationItem, ProviderError> {
        match good.provider.update_item(access, kind, id, properties).await {
            Err(ProviderError::Unavailable) => good.provider.update_item(access, kind, id, properties).await,
            answer => answer,
        }
    }
}

/// Trims what is written.
struct Trims;

#[async_trait]
impl Flaw for Trims {
    async fn update(
        &self,
        good: &Good,
        access: &Access,
        kind: &ItemKind,
        id: &str,
        properties: &BTreeMap<String, String>,
    ) -> Result<IntegrationItem, ProviderError> {
        let plain = |text: &String| text.chars().filter(char::is_ascii).collect();
        let trimmed = properties.iter().map(|(name, text)| (name.clone(), plain(text)));
        let trimmed = trimmed.collect();
        good.provider.update_item(access, kind, id, &trimmed).await
    }
}

/// Asks whether what is no id can be edited.
struct AsksForAnything;

#[async_trait]
impl Flaw for AsksForAnything {
    fn describe(&self, descriptor: &mut ProviderDescriptor) {
        descriptor.item_kinds.retain(|kind| kind.editable.is_some());
    }

    async fn update(
        &self,
        good: &Good,
        access: &Access,
        kind: &ItemKind,
        id: &str,
        properties: &BTreeMap<String, String>,
    ) -> Result<IntegrationItem, ProviderError> {
        good.raw_page(access).await?;
        good.provider.update_item(access, kind, id, properties).await
    }
}

planted! {
    it_looks_before_it_edits: LooksFirst
        => "edits::what_can_be_edited_is_edited_by_one_request", "requests";
    it_edits_to_something_else: Trims
        => "edits::what_can_be_edited_is_edited_by_one_request", "Troms";
    it_sends_an_edit_again: TriesAgain
        => "edits::an_edit_is_sent_once_whatever_becomes_of_it", "sent 2 times";
    it_sends_an_edit_of_what_is_no_record: AsksForAnything
        => "edits::what_cannot_be_edited_is_not_sent", "was sent";
}
