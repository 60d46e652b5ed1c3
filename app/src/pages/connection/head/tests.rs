//! Claims about the top of a connection's page.

use super::*;
use crate::samples::{card, connection, html};

fn head(connection: ConnectionSummary) -> String {
    html(|| view! { <Head connection uses=card().scopes/> })
}

#[test]
fn the_heading_names_provider_and_account() {
    let html = head(connection());
    let start = html.find("<h1").unwrap();
    let end = html.find("</h1>").unwrap();
    let heading = &html[start..end];
    assert!(heading.contains("Acme"), "{heading}");
    assert!(heading.contains("Northwind &lt;b&gt;Trading&lt;/b&gt;"), "{heading}");
    assert!(html.contains("Connected") && html.contains("portal 62515"));
}

#[test]
fn disconnect_asks_first_without_script() {
    let html = head(connection());
    assert!(html.contains(r#"popovertarget="disconnect""#), "{html}");
    assert!(html.contains("popover=\"auto\""));
    assert!(html.contains(r#"action="/api/disconnect""#) && html.contains(r#"method="post""#));
    assert!(html.contains(r#"name="connection" value="abcdefghijklmnopqrs-_9""#));
    assert!(html.contains("Disconnect and revoke") && html.contains("Keep"));
}

#[test]
fn nothing_is_promised_at_a_provider_that_takes_no_grant_back() {
    let html = head(ConnectionSummary {
        revocable: false,
        ..connection()
    });
    assert!(
        html.contains("Disconnect and forget") && !html.contains("revoke"),
        "{html}"
    );
    assert!(html.contains("remove Tributary among your apps there"), "{html}");
    assert!(!html.contains("withdraws"), "{html}");
}

#[test]
fn missing_scopes_are_named_and_can_be_granted() {
    let html = head(ConnectionSummary {
        missing_scopes: vec!["people.read".to_owned()],
        ..connection()
    });
    assert!(
        html.contains("read people, to list them <code>people.read</code>"),
        "{html}"
    );
    assert!(html.contains(">Grant access</button>"));
    assert!(html.contains(r#"name="connection" value="abcdefghijklmnopqrs-_9""#));
    assert!(html.contains(r#"value="/connections/abcdefghijklmnopqrs-_9""#));
}

#[test]
fn an_ended_connection_says_so_and_can_be_renewed_or_removed() {
    let html = head(ConnectionSummary {
        status: ConnectionStatus::ReconnectNeeded,
        ..connection()
    });
    assert!(
        html.contains("Reconnect needed") && html.contains(">Reconnect</button>"),
        "{html}"
    );
    assert!(html.contains(">Disconnect</button>"));
}

#[test]
fn nothing_is_styled_inline() {
    assert!(!head(connection()).contains("style="));
}
