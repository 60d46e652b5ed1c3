//! What the top of a connection's page must know before anything is sent.

use model::{ConnectionDetails, ConnectionId, ConnectionSummary, ScopeUse};
use serde::{Deserialize, Serialize};

use super::other_account::first_of;
use crate::{
    api::{ApiError, find_connection, list_providers},
    page_status::PageStatus,
};

/// A connection of the caller.
#[derive(Clone, Serialize, Deserialize)]
pub struct Found {
    /// Which one, as it was before its records were asked for.
    pub details: ConnectionDetails,
    /// What each scope of its provider is for.
    pub uses: Vec<ScopeUse>,
    /// The connection that was to be renewed when this one was made instead.
    pub first: Option<ConnectionSummary>,
}

/// Finds the caller's connection `id`; the page has the status of what came of it.
///
/// # Errors
/// [`ApiError::NotFound`] for anyone else's; [`ApiError::Busy`] when our store does not answer.
pub async fn find(id: String, renewed: Option<ConnectionId>, status: PageStatus) -> Result<Found, ApiError> {
    let found = find_connection(id).await;
    let details = found.inspect_err(|error| status.failed(error))?;
    let mut cards = list_providers().await?.into_iter();
    let uses = cards.find(|card| card.id == details.summary.provider);
    let first = match &renewed {
        Some(renewed) if *renewed != details.summary.id => first_of(renewed).await,
        _ => None,
    };
    Ok(Found {
        uses: uses.map(|card| card.scopes).unwrap_or_default(),
        details,
        first,
    })
}
