//! Claims about the start page.

use super::*;
use crate::samples::{card, connection, html};

fn overview(connections: Result<Vec<ConnectionSummary>, ApiError>) -> String {
    html(|| view! { <Overview providers=Ok(vec![card()]) connections/> })
}

#[test]
fn a_store_that_is_down_leaves_the_providers_standing() {
    let html = overview(Err(ApiError::Busy));
    assert!(
        html.contains(r#"role="alert""#) && html.contains("does not answer"),
        "{html}"
    );
    assert!(html.contains("Try again</a>"));
    assert!(html.contains("Connect to Acme"));
}

#[test]
fn a_connection_stands_on_its_own_providers_card_only() {
    let elsewhere = ConnectionSummary {
        provider: model::ProviderId::new("other").unwrap(),
        ..connection()
    };
    assert!(!overview(Ok(vec![elsewhere])).contains("Northwind"));
    let html = overview(Ok(vec![connection()]));
    assert!(html.contains("Northwind"), "{html}");
    assert!(!html.contains("role=\"alert\""));
}
