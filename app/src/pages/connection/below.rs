//! What stands below the head of a connection's page: the card and the records, or what was last seen.

use leptos::prelude::*;
use model::{ConnectionStatus, ConnectionSummary};

use super::{
    about::About,
    found::Found,
    past::LastSeenItems,
    records::{Came, Listed},
    ways::Ways,
};
use crate::{
    api::ApiError,
    grid::markup::Grid,
    list::{Asked, List, Paging, Wait, midnight_utc, shown},
    trouble::Trouble,
};

/// The card and the records.
#[component]
pub fn Below(
    /// What the head knows.
    found: Found,
    /// What came since.
    came: Came,
    /// The query of the address.
    query: String,
) -> impl IntoView {
    // Then the head says so already.
    let known_to_have_ended = found.details.summary.status == ConnectionStatus::ReconnectNeeded;
    let details = came.details.unwrap_or(found.details);
    let connection = details.summary.clone();
    let provider = connection.provider_name.clone();
    let seen = came.seen.map(|seen| {
        let ended = connection.status == ConnectionStatus::ReconnectNeeded;
        view! { <LastSeenItems seen provider ended/> }
    });
    let base = format!("/connections/{}", connection.id);
    let Asked { view, .. } = Asked::from_address(&query, &|_, day| midnight_utc(day));
    let ways = came
        .whereabouts
        .map(|whereabouts| view! { <Ways whereabouts view base/> });
    let records = match came.list {
        Ok(listed) => view! { <Records connection listed query/> }.into_any(),
        Err(_) if known_to_have_ended => ().into_any(),
        Err(error) => view! { <Missed error connection query/> }.into_any(),
    };
    view! {
        <About details uses=found.uses/>
        {ways}
        {records}
        {seen}
    }
}

/// The list, with the grid in it.
#[component]
fn Records(connection: ConnectionSummary, listed: Listed, query: String) -> impl IntoView {
    let Listed {
        window,
        columns,
        whole,
        record,
    } = listed;
    let Asked { view, .. } = Asked::from_address(&query, &|_, day| midnight_utc(day));
    let (base, matching) = (format!("/connections/{}", connection.id), window.matching);
    let (first, shown) = (window.clone(), shown(&view, &columns));
    view! {
        <List connection query columns whole first record>
            <Grid view=view.clone() columns=shown window base=base.clone()/>
            <Paging view matching base/>
        </List>
    }
}

/// Why no list came, and what to do.
#[component]
fn Missed(error: ApiError, connection: ConnectionSummary, query: String) -> impl IntoView {
    if let ApiError::RateLimited { retry_after_secs } = error {
        let (provider, seconds) = (connection.provider_name, retry_after_secs.max(1));
        return view! { <Wait provider seconds/> }.into_any();
    }
    let retry = || view! { <a class="button" href="" rel="external">"Try again"</a> };
    view! { <Trouble error connection retry query/> }.into_any()
}

#[cfg(test)]
mod tests;
