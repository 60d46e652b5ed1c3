//! Claims about what stands below the head of a connection's page.

use jiff::Timestamp;
use model::{ItemPage, LastSeen};

use super::*;
use crate::{
    api::ApiError,
    samples::{details, html, record},
};

fn seen() -> LastSeen {
    LastSeen {
        items: vec![record(Some("Ada"))],
        at: Timestamp::UNIX_EPOCH,
    }
}

/// What is below the head that knew `before`, when `first` came and the connection then was `after`.
fn below(before: ConnectionStatus, first: Result<ItemPage, ApiError>, after: ConnectionStatus) -> String {
    let as_it_was = |status| {
        let mut details = details();
        details.summary.status = status;
        details
    };
    let found = Found {
        details: as_it_was(before),
        uses: Vec::new(),
        first: None,
    };
    let came = Came {
        seen: first.is_err().then(seen),
        first,
        details: Some(as_it_was(after)),
    };
    let opening = Opening {
        start: Place::Start,
        search: String::new(),
    };
    html(|| view! { <Below found came opening/> })
}

const WORKS: ConnectionStatus = ConnectionStatus::Connected;
const ENDED: ConnectionStatus = ConnectionStatus::ReconnectNeeded;

#[test]
fn a_connection_that_ended_shows_what_was_last_seen_and_no_second_alert() {
    let html = below(ENDED, Err(ApiError::ReconnectRequired), ENDED);
    assert!(
        html.contains("Ada") && html.contains("reconnect to see the present state"),
        "{html}"
    );
    assert!(
        !html.contains("leptos-island") && !html.contains("role=\"alert\""),
        "{html}"
    );
}

#[test]
fn a_page_that_does_not_come_for_now_is_stood_in_for_below_the_alert() {
    let html = below(WORKS, Err(ApiError::ProviderUnavailable), WORKS);
    let alert = html.find("Acme cannot be reached").unwrap();
    assert!(
        html.find("the present state cannot be shown just now").unwrap() > alert,
        "{html}"
    );
    assert!(html.contains(">Try again</a>"));
}

#[test]
fn the_card_tells_what_asking_for_the_records_changed() {
    let html = below(WORKS, Err(ApiError::ReconnectRequired), ENDED);
    assert!(html.contains("<dd>Reconnect needed</dd>"), "{html}");
    assert!(html.contains(">Reconnect</button>"));
}
