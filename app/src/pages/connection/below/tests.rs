//! Claims about what stands below the head of a connection's page.

use jiff::Timestamp;
use model::{Activity, ActivityEvent, LastSeen, list::ReadState};

use super::*;
use crate::{
    api::ApiError,
    list::samples::{columns, progress, window},
    samples::{details, html, record},
};

fn seen() -> LastSeen {
    LastSeen {
        items: vec![record(Some("Ada"))],
        at: Timestamp::UNIX_EPOCH,
    }
}

fn listed() -> Listed {
    Listed {
        window: window(90, progress(ReadState::Complete)),
        columns: columns(),
        whole: false,
        record: None,
    }
}

/// What is below the head that knew `before`, when `list` came and the connection then was `after`.
fn below(before: ConnectionStatus, list: Result<Listed, ApiError>, after: ConnectionStatus) -> String {
    let as_it_was = |status| {
        let mut details = details();
        details.summary.status = status;
        if status == ENDED {
            let (at, event) = (Timestamp::UNIX_EPOCH, ActivityEvent::ReconnectNeeded);
            details.activity = vec![Activity { at, event }];
        }
        details
    };
    let found = Found {
        details: as_it_was(before),
        uses: Vec::new(),
        first: None,
    };
    let came = Came {
        seen: list.is_err().then(seen),
        list,
        details: Some(as_it_was(after)),
        whereabouts: None,
    };
    html(|| view! { <Below found came query="q=p".to_owned()/> })
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

#[test]
fn the_rows_stand_in_the_list_and_links_lead_to_more() {
    let html = below(WORKS, Ok(listed()), WORKS);
    let rows = html.rfind("Person 0").unwrap();
    assert!(
        html.find("role=\"search\"").unwrap() < rows && rows < html.find(">1–60 of 90<").unwrap(),
        "{html}"
    );
    assert!(
        html.contains("/connections/abcdefghijklmnopqrs-_9?q=p&amp;from=60"),
        "{html}"
    );
}

#[test]
fn a_list_that_is_still_here_is_shown_when_the_connection_has_ended() {
    let html = below(ENDED, Ok(listed()), ENDED);
    assert!(html.contains("Person 0"), "{html}");
}

#[test]
fn a_list_that_is_still_here_does_not_mean_that_the_connection_works_again() {
    let html = below(ENDED, Ok(listed()), ENDED);
    assert!(
        html.contains("Reconnect to go on.") && !html.contains("It works again"),
        "{html}"
    );
}

#[test]
fn each_failure_has_its_sentence_and_its_way_out() {
    let cases = [
        (ApiError::ReconnectRequired, "no longer honours", ">Reconnect</button>"),
        (
            ApiError::MissingScopes,
            "did not grant a permission",
            ">Grant access</button>",
        ),
        (
            ApiError::ProviderUnavailable,
            "Acme cannot be reached",
            ">Try again</a>",
        ),
        (ApiError::Busy, "does not answer", ">Try again</a>"),
        (ApiError::NotFound, "no such page", ">Back to the start</a>"),
        (ApiError::Internal, "on our side", ">Try again</a>"),
    ];
    for (error, sentence, way_out) in cases {
        let html = below(WORKS, Err(error), WORKS);
        assert!(html.contains(r#"role="alert""#), "{html}");
        assert!(html.contains(sentence), "{sentence}: {html}");
        assert!(html.contains(way_out), "{way_out}: {html}");
    }
}

#[test]
fn a_wait_before_the_first_rows_is_no_alert() {
    let html = below(WORKS, Err(ApiError::RateLimited { retry_after_secs: 4 }), WORKS);
    assert!(
        html.contains("Acme asks us to wait") && html.contains(" for 4 s."),
        "{html}"
    );
    assert!(!html.contains("role=\"alert\""), "{html}");
}
