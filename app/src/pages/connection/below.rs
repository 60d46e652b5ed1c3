//! What stands below the head of a connection's page: the card and the records, or what was last seen.

use leptos::prelude::*;
use model::ConnectionStatus;

use super::{about::About, found::Found, records::Came};
use crate::items::{Items, LastSeenItems, Place};

/// What the address says of the list.
#[derive(Clone)]
pub struct Opening {
    /// Where the list begins.
    pub start: Place,
    /// What is searched for in it.
    pub search: String,
}

/// The card and the records.
#[component]
pub fn Below(
    /// What the head knows.
    found: Found,
    /// What came since.
    came: Came,
    /// What the address says of the list.
    opening: Opening,
) -> impl IntoView {
    // Then the head says so already.
    let known_to_have_ended = found.details.summary.status == ConnectionStatus::ReconnectNeeded;
    let details = came.details.unwrap_or(found.details);
    let (connection, works) = (details.summary.clone(), came.first.is_ok());
    let provider = connection.provider_name.clone();
    let seen = came.seen.map(|seen| {
        let ended = connection.status == ConnectionStatus::ReconnectNeeded;
        view! { <LastSeenItems seen provider ended/> }
    });
    let Opening { start, search } = opening;
    let records = (!known_to_have_ended).then(|| view! { <Items connection start first=came.first search/> });
    view! {
        <About details uses=found.uses works/>
        {records}
        {seen}
    }
}

#[cfg(test)]
mod tests;
