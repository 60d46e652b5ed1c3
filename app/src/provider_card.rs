//! One provider on the start page, with its connections.

mod account_line;
mod scopes;

use leptos::prelude::*;
use model::{ConnectionSummary, ProviderCard as Card};

use self::{account_line::AccountLine, scopes::Scopes};
use crate::authorize_form::AuthorizeForm;

/// A provider: what it brings, what can be done with it, who is connected.
#[component]
pub fn ProviderCard(
    /// The provider.
    card: Card,
    /// The caller's connections there.
    connections: Vec<ConnectionSummary>,
    /// Whether connecting is the one thing to do next: nothing is connected anywhere.
    first: bool,
) -> impl IntoView {
    let title = format!("provider-{}", card.id);
    let action = main_action(&card, !connections.is_empty(), first);
    let lines = connections
        .into_iter()
        .map(|connection| view! { <AccountLine connection/> })
        .collect_view();
    let lines = (!lines.is_empty()).then(|| view! { <ul class="accounts">{lines}</ul> });
    view! {
        <section class="card" aria-labelledby=title>
            <Mark name=card.name.clone() colour=card.colour/>
            <div class="about">
                <h2 id=title.clone()>{card.name}</h2>
                <p>{card.summary}</p>
            </div>
            <div class="actions">{action}</div>
            {lines}
            <Scopes scopes=card.scopes/>
        </section>
    }
}

/// What can be done with the provider as a whole.
fn main_action(card: &Card, connected: bool, first: bool) -> AnyView {
    let provider = card.id.clone();
    match &card.setup {
        Some(setup) => view! {
            <p class="setup">
                <span class="state">"Not configured"</span>
                {setup.clone()}
            </p>
        }
        .into_any(),
        None if connected => view! { <AuthorizeForm provider label="Connect another account"/> }.into_any(),
        None => {
            let label = format!("Connect to {}", card.name);
            view! { <AuthorizeForm provider label primary=first/> }.into_any()
        }
    }
}

/// A coloured letter. The colour is an attribute: the content security policy allows no inline style.
#[component]
fn Mark(name: String, colour: String) -> impl IntoView {
    let letter: String = name.chars().take(1).collect();
    view! {
        <svg class="mark" viewBox="0 0 40 40" aria-hidden="true">
            <rect width="40" height="40" rx="10" fill=colour/>
            <text x="20" y="25.5" text-anchor="middle">{letter}</text>
        </svg>
    }
}

#[cfg(test)]
mod tests;
