//! `/connections/{id}`: one connection, its state, its records.

mod about;
mod below;
mod found;
mod head;
mod other_account;
mod past;
mod records;
mod ways;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_params_map};

use self::{
    below::Below,
    found::{Found, find},
    head::Head,
    other_account::{OtherAccount, instead_of},
    records::{Came, fetch},
};
use super::not_found::NothingHere;
use crate::{
    api::ApiError,
    list::{Asked, midnight_utc},
    notice_bar::NoticeBar,
    page_status::PageStatus,
    trouble::sentence,
};

/// The page of one connection. Its status waits for the connection; its records come in their place.
#[component]
pub fn ConnectionPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let query = use_location().search.get_untracked();
    let (status, renewed) = (PageStatus::here(), instead_of());
    // A question says more than its notice.
    let plain = renewed.is_none();
    let came = fetch(id.clone(), Asked::from_address(&query, &|_, day| midnight_utc(day)));
    let found = Resource::new_blocking(|| (), move |()| find(id.clone(), renewed.clone(), status.clone()));
    view! {
        // Outside: the head of the document is sent as soon as the connection is known.
        <Title text=move || title(found.get().as_ref())/>
        <Suspense>
            {move || {
                let query = query.clone();
                Suspend::new(async move {
                    match found.await {
                        Ok(found) => view! { <Connected found came query plain/> }.into_any(),
                        Err(ApiError::NotFound) => view! { <NothingHere/> }.into_any(),
                        Err(error) => view! { <Failure error/> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
}

fn title(found: Option<&Result<Found, ApiError>>) -> String {
    match found {
        Some(Ok(Found { details, .. })) => {
            format!("{} · {}", details.summary.provider_name, details.summary.account.name)
        }
        Some(Err(ApiError::NotFound)) => "Nothing here".to_owned(),
        _ => "Connection".to_owned(),
    }
}

/// The connection, and what is known of it after its records were asked for.
#[component]
fn Connected(found: Found, came: Resource<Came>, query: String, plain: bool) -> impl IntoView {
    let (connection, uses) = (found.details.summary.clone(), found.uses.clone());
    let question = found.first.clone().map(|first| {
        let chosen = connection.clone();
        view! { <OtherAccount first chosen/> }
    });
    let notice = plain.then(|| view! { <NoticeBar/> });
    let below = move || {
        let (found, query) = (found.clone(), query.clone());
        Suspend::new(async move {
            let came = came.await;
            view! { <Below found came query/> }
        })
    };
    view! {
        {notice}
        {question}
        <Head connection uses/>
        // The style sheet takes it away as soon as anything stands behind it.
        <div class="waiting" role="status" aria-label="Loading the records"></div>
        <Suspense>{below}</Suspense>
    }
}

#[component]
fn Failure(error: ApiError) -> impl IntoView {
    view! {
        <div class="page">
            <h1>"This connection cannot be shown"</h1>
            <div class="panel" role="alert">
                <p>{sentence(&error, "")}</p>
                <a class="button" href="" rel="external">"Try again"</a>
            </div>
        </div>
    }
}
