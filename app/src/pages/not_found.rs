//! The page for what does not exist, and for what is someone else's: nobody can tell which.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::page_status::PageStatus;

/// Nothing, with status 404.
#[component]
pub fn NotFound() -> impl IntoView {
    PageStatus::here().not_found();
    view! {
        <Title text="Nothing here"/>
        <NothingHere/>
    }
}

/// What such a page says.
#[component]
pub fn NothingHere() -> impl IntoView {
    view! {
        <div class="page">
            <h1>"Nothing here"</h1>
            <p class="lede">"There is no such page, or it is not yours."</p>
            <a class="button" href="/">"Back to your connections"</a>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        reply::PageReply,
        samples::{Recorder, html},
    };

    #[test]
    fn what_does_not_exist_has_status_404() {
        let recorder = Recorder::default();
        let page = html(|| {
            provide_context(PageReply(recorder.reply()));
            leptos_meta::provide_meta_context();
            view! { <NotFound/> }
        });
        assert_eq!(recorder.taken(), ["404"]);
        assert!(page.contains("Nothing here"), "{page}");
    }
}
