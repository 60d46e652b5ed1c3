//! `/connections/{id}`: one connection, its state, its records.

mod about;
mod below;
mod found;
mod head;
mod other_account;
mod records;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use model::PageCursor;

use self::{
    below::{Below, Opening},
    found::{Found, find},
    head::Head,
    other_account::{OtherAccount, instead_of},
    records::{Came, fetch},
};
use super::not_found::NothingHere;
use crate::{api::ApiError, items::Place, notice_bar::NoticeBar, page_status::PageStatus, trouble::sentence};

/// The page of one connection. Its status waits for the connection; its records come in their place.
#[component]
pub fn ConnectionPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let (after, search) = use_query_map().with_untracked(|query| (query.get("after"), query.get("q")));
    let start = PageCursor::from_query(after).map_or(Place::Start, Place::At);
    let (status, renewed) = (PageStatus::here(), instead_of());
    // A question says more than its notice.
    let plain = renewed.is_none();
    let opening = Opening {
        start: start.clone(),
        search: search.unwrap_or_default(),
    };
    let came = Resource::new(|| (), {
        let id = id.clone();
        move |()| fetch(id.clone(), start.clone())
    });
    let found = Resource::new_blocking(|| (), move |()| find(id.clone(), renewed.clone(), status.clone()));
    view! {
        // Outside: the head of the document is sent as soon as the connection is known.
        <Title text=move || title(found.get().as_ref())/>
        <Suspense>
            {move || {
                let opening = opening.clone();
                Suspend::new(async move {
                    match found.await {
                        Ok(found) => view! { <Connected found came opening plain/> }.into_any(),
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
fn Connected(found: Found, came: Resource<Came>, opening: Opening, plain: bool) -> impl IntoView {
    let (connection, uses) = (found.details.summary.clone(), found.uses.clone());
    let question = found.first.clone().map(|first| {
        let chosen = connection.clone();
        view! { <OtherAccount first chosen/> }
    });
    let notice = plain.then(|| view! { <NoticeBar/> });
    let below = move || {
        let (found, opening) = (found.clone(), opening.clone());
        Suspend::new(async move {
            let came = came.await;
            view! { <Below found came opening/> }
        })
    };
    view! {
        {notice}
        {question}
        <Head connection uses/>
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
