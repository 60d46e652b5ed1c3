//! `/connections/{id}`: one connection, its state, its records.

mod head;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use model::{ConnectionStatus, ConnectionSummary, ItemPage, PageCursor};

use self::head::Head;
use super::not_found::NothingHere;
use crate::{
    api::{ApiError, find_connection, list_items},
    fetched::{Fetched, Urgency, fetch},
    items::{Items, Place},
    notice_bar::NoticeBar,
    page_status::PageStatus,
    trouble::sentence,
};

/// The page of one connection.
#[component]
pub fn ConnectionPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let after = Memo::new(move |_| query.with(|query| query.get("after").filter(|cursor| !cursor.is_empty())));
    let status = PageStatus::here();
    let connection = fetch(
        Urgency::BeforeThePage,
        move || id.get(),
        move |id| {
            let status = status.clone();
            async move {
                let found = find_connection(id).await;
                match &found {
                    Err(ApiError::NotFound) => status.not_found(),
                    Err(_) => status.unavailable(),
                    Ok(_) => {}
                }
                found
            }
        },
    );
    let first = fetch(
        Urgency::InItsPlace,
        move || (id.get(), after.get()),
        |(id, after)| list_items(id, after),
    );
    view! {
        <Suspense fallback=|| view! { <p class="page quiet">"Loading…"</p> }>
            {move || Suspend::new(async move {
                match connection.await {
                    Ok(connection) => view! { <Connected connection first after/> }.into_any(),
                    Err(ApiError::NotFound) => view! { <NothingHere/> }.into_any(),
                    Err(error) => view! { <Failure error/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

/// The connection, and its records as they come.
#[component]
fn Connected(connection: ConnectionSummary, first: Fetched<ItemPage>, after: Memo<Option<String>>) -> impl IntoView {
    let query = use_query_map();
    let title = format!("{} · {}", connection.provider_name, connection.account.name);
    let status = RwSignal::new(connection.status);
    let on_ended = Callback::new(move |()| status.set(ConnectionStatus::ReconnectNeeded));
    let usable = connection.status == ConnectionStatus::Connected;
    let head = connection.clone();
    let records = move || {
        let connection = connection.clone();
        Suspend::new(async move {
            let first = first.await;
            let start = PageCursor::from_query(after.get_untracked()).map_or(Place::Start, Place::At);
            let search = query.with_untracked(|query| query.get("q").unwrap_or_default());
            view! { <Items connection start first search on_ended/> }
        })
    };
    view! {
        <Title text=title/>
        <NoticeBar/>
        <Head connection=head status/>
        {usable.then(|| view! { <Suspense fallback=|| view! { <p class="quiet">"Loading the records…"</p> }>{records}</Suspense> })}
    }
}

#[component]
fn Failure(error: ApiError) -> impl IntoView {
    view! {
        <Title text="Connection"/>
        <div class="page">
            <h1>"This connection cannot be shown"</h1>
            <div class="panel" role="alert">
                <p>{sentence(&error, "")}</p>
                <a class="button" href="" rel="external">"Try again"</a>
            </div>
        </div>
    }
}
