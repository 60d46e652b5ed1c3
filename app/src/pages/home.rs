//! `/`: the providers, and who is connected to them.

use leptos::prelude::*;
use leptos_meta::Title;
use model::{ConnectionSummary, ProviderCard as Card};

use crate::{
    api::{ApiError, list_connections, list_providers},
    notice_bar::NoticeBar,
    provider_card::ProviderCard,
    trouble::sentence,
};

/// The start page.
#[component]
pub fn Home() -> impl IntoView {
    let providers = Resource::new_blocking(|| (), |()| list_providers());
    let connections = Resource::new(|| (), |()| list_connections());
    view! {
        <Title text="Connections"/>
        <div class="page">
            <NoticeBar/>
            <h1>"Connections"</h1>
            <p class="lede">
                "Connect an account once. Its records appear in one list; its tokens never leave this server."
            </p>
            <Suspense>
                {move || Suspend::new(async move {
                    let (providers, connections) = (providers.await, connections.await);
                    view! { <Overview providers connections/> }
                })}
            </Suspense>
        </div>
    }
}

/// A card per provider. Without the connections the cards still stand: connecting may work again
/// before the reader has read to the end.
#[component]
fn Overview(
    providers: Result<Vec<Card>, ApiError>,
    connections: Result<Vec<ConnectionSummary>, ApiError>,
) -> impl IntoView {
    let failed = providers.as_ref().err().or(connections.as_ref().err()).cloned();
    let connections = connections.unwrap_or_default();
    let first = connections.is_empty();
    let cards = providers
        .unwrap_or_default()
        .into_iter()
        .map(|card| {
            let connections = connections.iter().filter(|connection| connection.provider == card.id);
            let connections = connections.cloned().collect();
            view! { <ProviderCard card connections first/> }
        })
        .collect_view();
    view! {
        {failed.map(|error| view! { <Failure error/> })}
        {cards}
    }
}

#[component]
fn Failure(error: ApiError) -> impl IntoView {
    view! {
        <div class="panel" role="alert">
            <p>"Your connections cannot be shown. "{sentence(&error, "")}</p>
            <a class="button" href="/" rel="external">"Try again"</a>
        </div>
    }
}

#[cfg(test)]
mod tests;
