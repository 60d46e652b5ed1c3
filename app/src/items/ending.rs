//! What stands beneath the rows: the way to more, a wait, a failure, or nothing to show.

use leptos::prelude::*;
use model::ConnectionSummary;

use super::{
    Row,
    empty::{NoMatch, NoRecords},
    listing::{Listing, Phase},
    loading::Loader,
    searching,
    wait::{Again, Wait},
};
use crate::{hydrated::hydrated, query::query_string, trouble::Trouble};

/// The end of the list as it is now.
#[component]
pub fn Ending(
    /// Whose records.
    connection: ConnectionSummary,
    /// The way to more.
    loader: Loader,
    /// What is shown.
    rows: Memo<Vec<Row>>,
    /// What is searched for.
    needle: RwSignal<String>,
    /// What was searched for when the page opened: links keep it.
    search: String,
) -> impl IntoView {
    let listing = loader.listing;
    // A page on its way changes nothing here: the button that asked for it must keep the focus.
    let standing = Memo::new(move |_| match listing.with(|listing| listing.phase().clone()) {
        Phase::Loading => Phase::Idle,
        // Nor does a second that has passed: only the number of seconds is written anew.
        Phase::Waiting { .. } => Phase::Waiting { seconds: 0 },
        phase => phase,
    });
    let at_end = Memo::new(move |_| listing.with(Listing::at_end));
    let empty = Memo::new(move |_| rows.with(Vec::is_empty));
    let provider = connection.provider_name.clone();
    let empty_at = provider.clone();
    let absent = move || {
        let whole = at_end.get() && listing.with(Listing::starts_at_start);
        match (empty.get(), searching(needle)) {
            (true, true) => Some(view! { <NoMatch whole/> }.into_any()),
            (true, false) if at_end.get() => Some(view! { <NoRecords provider=empty_at.clone()/> }.into_any()),
            _ => None,
        }
    };
    let next = move || match standing.get() {
        Phase::Loading | Phase::Idle => {
            (!at_end.get()).then(|| view! { <More loader=loader.clone() search=search.clone()/> }.into_any())
        }
        Phase::Waiting { .. } => Some(view! { <Again/> }.into_any()),
        Phase::Failed(error) => {
            let (connection, loader) = (connection.clone(), loader.clone());
            Some(view! { <Trouble error connection retry=move || view! { <Retry loader/> }/> }.into_any())
        }
    };
    view! {
        {absent}
        <Wait provider listing/>
        {next}
        {back_to_start(listing)}
    }
}

/// A button; without JavaScript, a link to a page of its own.
#[component]
fn More(loader: Loader, search: String) -> impl IntoView {
    let live = hydrated();
    let listing = loader.listing;
    let loading = Memo::new(move |_| listing.with(|listing| *listing.phase() == Phase::Loading));
    move || {
        if live.get() {
            let loader = loader.clone();
            return view! {
                <button type="button" aria-disabled=move || loading.get().to_string() on:click=move |_| loader.load()>
                    {move || if loading.get() { "Loading…" } else { "Load more" }}
                </button>
            }
            .into_any();
        }
        let (cursor, count) = listing.with(|listing| (listing.next().cloned(), listing.loaded()));
        let after = cursor.as_ref().map(|cursor| cursor.0.as_str());
        let href = query_string(&[("after", after), ("q", Some(&search))]);
        view! { <a class="button" rel="next external" href=href>{format!("Next {count}")}</a> }.into_any()
    }
}

/// The same page once more.
#[component]
fn Retry(loader: Loader) -> impl IntoView {
    let live = hydrated();
    move || {
        if live.get() {
            let loader = loader.clone();
            view! { <button type="button" on:click=move |_| loader.load()>"Try again"</button> }.into_any()
        } else {
            view! { <a class="button" href="" rel="external">"Try again"</a> }.into_any()
        }
    }
}

fn back_to_start(listing: RwSignal<Listing>) -> impl IntoView {
    let later = listing.with_untracked(|listing| !listing.starts_at_start());
    later.then(|| view! { <a class="button" href="?" rel="external">"Back to the start"</a> })
}
