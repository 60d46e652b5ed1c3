//! A wait that the provider asked for: said once, counted down in silence, with a way on.

use leptos::prelude::*;

use super::listing::{Listing, Phase};
use crate::hydrated::hydrated;

/// How long still, while there is a wait.
///
/// The element is there before, so that the wait is read aloud when it begins. The seconds are not: a
/// timer is silent (WAI-ARIA 1.2, `timer`).
#[component]
pub fn Wait(provider: String, listing: RwSignal<Listing>) -> impl IntoView {
    let live = hydrated();
    let seconds = Memo::new(move |_| match listing.with(|listing| listing.phase().clone()) {
        Phase::Waiting { seconds } => Some(seconds),
        _ => None,
    });
    let waiting = Memo::new(move |_| seconds.get().is_some());
    let left = move || {
        let seconds = seconds.get().unwrap_or_default();
        let what = if live.get() { ", resuming in" } else { " for" };
        format!("{what} {seconds} s.")
    };
    let says = move || {
        let wait = format!("{provider} asks us to wait");
        waiting
            .get()
            .then(|| view! { {wait}<span role="timer" aria-live="off">{left}</span> })
    };
    view! { <p class="quiet" aria-live="polite">{says}</p> }
}

/// The way on for whoever has no JavaScript: with it, the list goes on by itself.
#[component]
pub fn Again() -> impl IntoView {
    let live = hydrated();
    move || (!live.get()).then(|| view! { <a class="button" href="" rel="external">"Try again"</a> })
}
