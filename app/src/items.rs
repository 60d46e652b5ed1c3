//! The records of a connection: the table, the search in it, what stands beneath it.

mod count;
mod empty;
mod ending;
#[cfg(feature = "ssr")]
mod last_seen;
mod listing;
mod loading;
mod row;
mod search;
mod table;
mod wait;

use std::sync::Arc;

use leptos::{html, prelude::*};
use model::{ConnectionSummary, IntegrationItem, ItemPage};

#[cfg(feature = "ssr")]
pub use self::last_seen::LastSeenItems;
pub use self::listing::Place;
use self::{
    count::Count,
    ending::Ending,
    listing::Listing,
    loading::{Loader, keep_loading},
    search::Search,
    table::Table,
};
use crate::{api::ApiError, hydrated::provide_hydrated};

/// A row: its position among all that are loaded, and its record.
type Row = (u32, Arc<IntegrationItem>);

/// The first page, as it came, and everything after it: the island of this app.
#[island]
pub fn Items(
    /// Whose records.
    connection: ConnectionSummary,
    /// Where the first page began.
    start: Place,
    /// What came.
    first: Result<ItemPage, ApiError>,
    /// What is searched for when the page opens.
    search: String,
) -> impl IntoView {
    provide_hydrated();
    let listing = RwSignal::new(Listing::new(start.clone(), first));
    let needle = RwSignal::new(search.trim().to_lowercase());
    let rows = Memo::new(move |_| needle.with(|needle| listing.with(|listing| listing.matching(needle))));
    let phase = Memo::new(move |_| listing.with(|listing| listing.phase().clone()));
    let loader = Loader::new(listing, connection.id.clone());
    let came = Memo::new(move |_| listing.with(Listing::pages) > 0);
    let end = NodeRef::<html::Div>::new();
    keep_loading(loader.clone(), phase, end);
    let provider: Arc<str> = connection.provider_name.as_str().into();
    view! {
        <div class="tools">
            <Search needle search=search.clone() start=start/>
            <Count listing rows needle/>
        </div>
        <Table rows phase provider/>
        // Watched: when it comes near the screen, more is loaded. Once anything came, the style sheet
        // takes away what was last seen, and shows the search.
        <div class="ending" class:supplied=move || came.get() node_ref=end>
            <Ending connection loader rows needle search/>
        </div>
    }
}

/// Whether something is being searched for.
fn searching(needle: RwSignal<String>) -> bool {
    needle.with(|needle| !needle.is_empty())
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests;
