//! A door for fuzz targets: the reading of a page of contacts, without HubSpot.

use integrations::ProviderError;
use model::ItemPage;

use crate::{object_type::CONTACTS, objects};

/// Reads the body of an answer with 200 that says it is JSON.
///
/// # Errors
/// [`ProviderError::Malformed`].
pub fn contacts_page(body: &[u8]) -> Result<ItemPage, ProviderError> {
    objects::normalise::page(&CONTACTS, body, None)
}
