//! The page for what does not exist, and for what is someone else's: nobody can tell which.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::page_status::PageStatus;

/// Nothing, with status 404.
#[component]
pub fn NotFound() -> impl IntoView {
    PageStatus::here().not_found();
    view! { <NothingHere/> }
}

/// What such a page says.
#[component]
pub fn NothingHere() -> impl IntoView {
    view! {
        <Title text="Nothing here"/>
        <div class="page">
            <h1>"Nothing here"</h1>
            <p class="lede">"There is no such page, or it is not yours."</p>
            <a class="button" href="/">"Back to your connections"</a>
        </div>
    }
}
