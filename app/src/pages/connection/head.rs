//! The top of a connection's page: whose account, in which state, and what can be done about it.

use leptos::prelude::*;
use model::{ConnectionStatus, ConnectionSummary, ScopeUse};

use crate::{
    authorize_form::AuthorizeForm, disconnect_button::DisconnectButton, scope_list::ScopeList, state_mark::StateMark,
};

/// The heading, the state, *Disconnect*, and what needs the user.
#[component]
pub fn Head(
    /// The connection.
    connection: ConnectionSummary,
    /// What each scope of the provider is for.
    uses: Vec<ScopeUse>,
) -> impl IntoView {
    let attention = attention(&connection, uses);
    view! {
        <div class="head">
            <div class="facts">
                <h1>
                    <span>{connection.provider_name.clone()}" · "</span>
                    <bdi>{connection.account.name.clone()}</bdi>
                </h1>
                <StateMark status=connection.status/>
                <span class="chip">{connection.account.label.clone()}</span>
                {connection.connected_by.clone().map(|who| view! { <span class="quiet">"by "<bdi>{who}</bdi></span> })}
            </div>
            <DisconnectButton connection/>
        </div>
        {attention}
    }
}

/// What only the user can mend, if there is anything.
fn attention(connection: &ConnectionSummary, uses: Vec<ScopeUse>) -> Option<AnyView> {
    let provider_name = &connection.provider_name;
    if connection.status == ConnectionStatus::ReconnectNeeded {
        let text = format!(
            "{provider_name} no longer honours this connection. Reconnect to see its present records; nothing else changes."
        );
        return Some(panel(connection, text.into_any(), "Reconnect"));
    }
    if connection.missing_scopes.is_empty() {
        return None;
    }
    let names = connection.missing_scopes.clone();
    let text = view! {
        {format!("{provider_name} did not grant all that was asked for. Missing:")}
        <ScopeList names uses/>
    };
    Some(panel(connection, text.into_any(), "Grant access"))
}

fn panel(connection: &ConnectionSummary, text: AnyView, label: &'static str) -> AnyView {
    let (provider, renews) = (connection.provider.clone(), Some(connection.id.clone()));
    view! {
        <div class="panel">
            <div>{text}</div>
            <AuthorizeForm provider label primary=true renews/>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests;
