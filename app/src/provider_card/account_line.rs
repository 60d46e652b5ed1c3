//! One connected account on its provider's card.

use leptos::prelude::*;
use model::{ConnectionStatus, ConnectionSummary};

use crate::{authorize_form::AuthorizeForm, state_mark::StateMark};

/// The account, its state, and the one thing to do with it.
#[component]
pub fn AccountLine(connection: ConnectionSummary) -> impl IntoView {
    let path = format!("/connections/{}", connection.id);
    let action = action(&connection, path.clone());
    let lacking = lacking(connection.missing_scopes.len());
    view! {
        <li>
            <p>
                <StateMark status=connection.status/>
                <a href=path><bdi>{connection.account.name}</bdi></a>
                <span>{connection.account.label}</span>
                {connection.connected_by.map(|who| view! { <span>"by "<bdi>{who}</bdi></span> })}
                {lacking.map(|text| view! { <span class="warn">{text}</span> })}
            </p>
            {action}
        </li>
    }
}

fn action(connection: &ConnectionSummary, path: String) -> AnyView {
    match connection.status {
        ConnectionStatus::Connected => {
            let label = format!("Open records of {}", connection.account.name);
            view! { <a class="button primary" href=path aria-label=label>"Open records"</a> }.into_any()
        }
        ConnectionStatus::ReconnectNeeded => {
            let (provider, renews) = (connection.provider.clone(), Some(connection.id.clone()));
            let called = format!("Reconnect {}", connection.account.name);
            view! { <AuthorizeForm provider label="Reconnect" primary=true renews called/> }.into_any()
        }
    }
}

fn lacking(scopes: usize) -> Option<String> {
    match scopes {
        0 => None,
        1 => Some("1 permission is missing".to_owned()),
        count => Some(format!("{count} permissions are missing")),
    }
}
