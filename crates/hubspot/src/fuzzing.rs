//! A door for fuzz targets: the reading of a page of contacts, without HubSpot.

use integrations::ProviderError;
use model::ItemPage;

use crate::contacts;

/// Reads the body of an answer with 200 that says it is JSON.
///
/// # Errors
/// [`ProviderError::Malformed`].
pub fn contacts_page(body: &[u8]) -> Result<ItemPage, ProviderError> {
    let records = serde_json::from_slice(body).map_err(|_| ProviderError::Malformed)?;
    Ok(contacts::page(records, None))
}
