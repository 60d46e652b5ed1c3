//! Loading more, in the browser: on request, when the end of the list comes near, after a wait.

use std::time::Duration;

use leptos::{html, prelude::*, task::spawn_local};
use model::ConnectionId;

use super::listing::{Listing, Phase};
use crate::{api::list_items, browser::in_view};

/// Fetches the next page into the list.
#[derive(Clone)]
pub struct Loader {
    /// The list.
    pub listing: RwSignal<Listing>,
    connection: ConnectionId,
}

impl Loader {
    /// Fetches that connection's records.
    pub fn new(listing: RwSignal<Listing>, connection: ConnectionId) -> Self {
        Self { listing, connection }
    }

    /// Fetches the next page, unless there is none or it is on its way.
    pub fn load(&self) {
        let listing = self.listing;
        let Some(place) = listing.try_update(Listing::begin).flatten() else {
            return;
        };
        let connection = self.connection.to_string();
        let cursor = place.cursor().map(|cursor| cursor.0.clone());
        spawn_local(async move {
            let answer = list_items(connection, cursor).await;
            // The page may be gone by now.
            listing.try_update(|listing| listing.finish(answer));
        });
    }
}

/// Loads whenever `end` is near the screen, and again when a wait is over.
pub fn keep_loading(loader: Loader, phase: Memo<Phase>, end: NodeRef<html::Div>) {
    let listing = loader.listing;
    let near = RwSignal::new(false);
    let pages = Memo::new(move |_| listing.with(Listing::pages));
    in_view::watch(end, pages, near);
    Effect::new(move |_| match phase.get() {
        // Where the end is after this page, the browser says anew.
        Phase::Loading => near.set(false),
        Phase::Idle if near.get() => loader.load(),
        Phase::Waiting { seconds: 0 } => loader.load(),
        Phase::Waiting { .. } => set_timeout(
            move || {
                listing.try_update(Listing::tick);
            },
            Duration::from_secs(1),
        ),
        _ => {}
    });
}
