//! Claims about a provider's card.

use model::ConnectionStatus;

use super::*;
use crate::samples::{card, connection, html};

fn card_html(card: Card, connections: Vec<ConnectionSummary>) -> String {
    html(|| view! { <ProviderCard card connections first=true/> })
}

#[test]
fn connecting_is_a_plain_post_form() {
    let html = card_html(card(), Vec::new());
    assert!(html.contains(r#"action="/integrations/acme/authorize""#), "{html}");
    assert!(html.contains(r#"method="post""#));
    assert!(html.contains(">Connect to Acme</button>"));
}

#[test]
fn a_provider_that_is_not_configured_says_what_to_set_and_has_no_button() {
    let card = Card {
        setup: Some("Set ACME_CLIENT_ID.".to_owned()),
        ..card()
    };
    let html = card_html(card, Vec::new());
    assert!(
        html.contains("Not configured") && html.contains("Set ACME_CLIENT_ID."),
        "{html}"
    );
    assert!(!html.contains("<button"));
}

#[test]
fn a_connected_account_is_named_as_text() {
    let html = card_html(card(), vec![connection()]);
    assert!(html.contains("Northwind &lt;b&gt;Trading&lt;/b&gt;</bdi>"), "{html}");
    assert!(html.contains("Connected") && html.contains("portal 62515") && html.contains("ada@northwind.example"));
    assert!(html.contains(r#"href="/connections/abcdefghijklmnopqrs-_9""#));
    assert!(html.contains("Connect another account"));
}

#[test]
fn a_connection_that_ended_offers_to_reconnect_and_leads_back_to_itself() {
    let ended = ConnectionSummary {
        status: ConnectionStatus::ReconnectNeeded,
        ..connection()
    };
    let html = card_html(card(), vec![ended]);
    assert!(
        html.contains("Reconnect needed") && html.contains(">Reconnect</button>"),
        "{html}"
    );
    assert!(
        html.contains(r#"aria-label="Reconnect Northwind "#),
        "two may stand side by side"
    );
    assert!(html.contains(r#"name="connection" value="abcdefghijklmnopqrs-_9""#));
    assert!(html.contains(r#"name="return_to" value="/connections/abcdefghijklmnopqrs-_9""#));
    assert!(!html.contains("Open records"));
}

#[test]
fn every_scope_stands_with_its_reason() {
    let html = card_html(card(), Vec::new());
    assert!(html.contains("1 permission<"), "{html}");
    assert!(html.contains("read people, to list them") && html.contains("people.read"));
}

#[test]
fn the_mark_is_coloured_without_inline_style() {
    let html = card_html(card(), vec![connection()]);
    assert!(html.contains(r##"fill="#123456""##), "{html}");
    assert!(!html.contains("style="), "the content security policy forbids it");
}

#[test]
fn where_there_are_no_scopes_none_are_counted() {
    let card = Card {
        scopes: Vec::new(),
        ..card()
    };
    assert!(!card_html(card, Vec::new()).contains("permission"));
}
