//! Whoever renews a connection and chooses another account is asked what becomes of the first one.

use leptos::{prelude::*, server_fn::ServerFn as _};
use leptos_router::hooks::use_query_map;
use model::{AccountSummary, ConnectionId, ConnectionStatus, ConnectionSummary, Notice};

use crate::api::{Disconnect, list_connections};

/// The connection that was to be renewed, if the address tells of another account.
pub fn instead_of() -> Option<ConnectionId> {
    use_query_map().with_untracked(|query| {
        let notice = Notice::from_word(&query.get("notice")?)?;
        let id = ConnectionId::new(query.get("instead_of")?).ok()?;
        (notice == Notice::OtherAccount).then_some(id)
    })
}

/// That connection, if it is the caller's own still: nobody learns about anyone else's.
pub async fn first_of(id: &ConnectionId) -> Option<ConnectionSummary> {
    let connections = list_connections().await.ok()?;
    connections.into_iter().find(|connection| connection.id == *id)
}

/// The question. It stands in the address until it is answered: a reload asks again.
#[component]
pub fn OtherAccount(
    /// The connection that was to be renewed: as it was.
    first: ConnectionSummary,
    /// The one that was made instead.
    chosen: ConnectionSummary,
) -> impl IntoView {
    let still = match first.status {
        ConnectionStatus::Connected => " is still connected as well.",
        ConnectionStatus::ReconnectNeeded => " is still here and needs a reconnect.",
    };
    let name = first.account.name.clone();
    view! {
        <div class="panel">
            <p role="alert">
                "You chose "{called(chosen.account)}". Nothing was replaced: "{called(first.account)}{still}
            </p>
            <form method="post" action=Disconnect::PATH>
                <input type="hidden" name="connection" value=first.id.to_string()/>
                <a class="button" href=format!("/connections/{}", chosen.id)>"Keep both"</a>
                <button type="submit" class="danger"><span>"Disconnect "<bdi>{name}</bdi></span></button>
            </form>
        </div>
    }
}

/// Two accounts may have one name.
fn called(account: AccountSummary) -> impl IntoView {
    view! { <bdi>{account.name}</bdi>{format!(" ({})", account.label)} }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{connection, html};

    fn question(status: ConnectionStatus) -> String {
        let first = ConnectionSummary { status, ..connection() };
        let chosen = ConnectionSummary {
            id: ConnectionId::new("another-connection_0_9").unwrap(),
            account: AccountSummary {
                id: "77".to_owned(),
                name: "Second <i>".to_owned(),
                label: "portal 77".to_owned(),
            },
            ..connection()
        };
        html(|| view! { <OtherAccount first chosen/> })
    }

    #[test]
    fn both_accounts_are_named_and_told_apart() {
        let html = question(ConnectionStatus::Connected);
        assert!(
            html.contains("Second &lt;i&gt;</bdi>") && html.contains("(portal 77)"),
            "{html}"
        );
        assert!(
            html.contains("Northwind &lt;b&gt;") && html.contains("(portal 62515)"),
            "{html}"
        );
    }

    #[test]
    fn only_the_first_one_can_be_disconnected_here() {
        let html = question(ConnectionStatus::Connected);
        assert_eq!(html.matches("name=\"connection\"").count(), 1, "{html}");
        assert!(
            html.contains(r#"name="connection" value="abcdefghijklmnopqrs-_9""#),
            "{html}"
        );
        assert!(html.contains(r#"action="/api/disconnect""#) && html.contains(r#"method="post""#));
    }

    #[test]
    fn keeping_both_leads_to_the_new_one_without_the_question() {
        let html = question(ConnectionStatus::Connected);
        assert!(
            html.contains(r#"href="/connections/another-connection_0_9" class="button">Keep both"#),
            "{html}"
        );
    }

    #[test]
    fn one_that_ended_is_not_called_connected() {
        let html = question(ConnectionStatus::ReconnectNeeded);
        assert!(
            html.contains("needs a reconnect") && !html.contains("is still connected"),
            "{html}"
        );
    }
}
