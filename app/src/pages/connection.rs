//! `/connections/{id}`: one connection, its state, its records.

mod head;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use model::{ConnectionDetails, ConnectionStatus, ItemPage, PageCursor};

use self::head::Head;
use super::not_found::NothingHere;
use crate::{
    api::{ApiError, find_connection, list_items},
    items::{Items, Place},
    notice_bar::NoticeBar,
    page_status::PageStatus,
    trouble::sentence,
};

/// The page of one connection. Its status waits for the connection; its records come in their place.
#[component]
pub fn ConnectionPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let (after, search) = use_query_map().with_untracked(|query| (query.get("after"), query.get("q")));
    let after = PageCursor::from_query(after);
    let cursor = after.as_ref().map(|cursor| cursor.0.clone());
    let status = PageStatus::here();
    let first = Resource::new(|| (), {
        let id = id.clone();
        move |()| list_items(id.clone(), cursor.clone())
    });
    let connection = Resource::new_blocking(|| (), move |()| find(id.clone(), status.clone()));
    let opening = Opening {
        start: after.map_or(Place::Start, Place::At),
        search: search.unwrap_or_default(),
    };
    view! {
        // Outside: the head of the document is sent as soon as the connection is known.
        <Title text=move || title(connection.get().as_ref())/>
        <Suspense>
            {move || {
                let opening = opening.clone();
                Suspend::new(async move {
                    match connection.await {
                        Ok(details) => view! { <Connected details first opening/> }.into_any(),
                        Err(ApiError::NotFound) => view! { <NothingHere/> }.into_any(),
                        Err(error) => view! { <Failure error/> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
}

fn title(connection: Option<&Result<ConnectionDetails, ApiError>>) -> String {
    match connection {
        Some(Ok(ConnectionDetails { summary, .. })) => format!("{} · {}", summary.provider_name, summary.account.name),
        Some(Err(ApiError::NotFound)) => "Nothing here".to_owned(),
        _ => "Connection".to_owned(),
    }
}

/// What the address says of the list.
#[derive(Clone)]
struct Opening {
    start: Place,
    search: String,
}

async fn find(id: String, status: PageStatus) -> Result<ConnectionDetails, ApiError> {
    let found = find_connection(id).await;
    if let Err(error) = &found {
        status.failed(error);
    }
    found
}

/// The connection, and its records as they come.
#[component]
fn Connected(
    details: ConnectionDetails,
    first: Resource<Result<ItemPage, ApiError>>,
    opening: Opening,
) -> impl IntoView {
    let connection = details.summary;
    let usable = connection.status == ConnectionStatus::Connected;
    let head = connection.clone();
    let records = move || {
        let (connection, Opening { start, search }) = (connection.clone(), opening.clone());
        Suspend::new(async move {
            let first = first.await;
            view! { <Items connection start first search/> }
        })
    };
    view! {
        <NoticeBar/>
        <Head connection=head/>
        {usable.then(|| view! { <Suspense>{records}</Suspense> })}
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
