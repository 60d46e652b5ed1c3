//! Claims about the card of a connection.

use jiff::Timestamp;
use model::{Activity, ConnectionStatus};

use super::*;
use crate::samples::{card, details, html};

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_736_431_200 + 60 * minute).unwrap()
}

fn entry(event: ActivityEvent, minute: i64) -> Activity {
    Activity { at: at(minute), event }
}

fn about(details: ConnectionDetails) -> String {
    html(|| view! { <About details uses=card().scopes/> })
}

fn after(activity: Vec<Activity>) -> ConnectionDetails {
    ConnectionDetails { activity, ..details() }
}

/// The provider gave records a minute after that.
fn used_after(trouble: Activity) -> ConnectionDetails {
    ConnectionDetails {
        last_used_at: Some(trouble.at + jiff::SignedDuration::from_mins(1)),
        ..after(vec![trouble])
    }
}

/// What stands behind a name.
fn fact(html: &str, name: &str) -> String {
    let start = html.find(&format!("<dt>{name}</dt>")).unwrap();
    let end = html[start..].find("</dd>").unwrap();
    html[start..start + end].to_owned()
}

#[test]
fn the_card_names_the_account_who_connected_it_and_when() {
    let mut details = details();
    details.summary.connected_at = Some(at(0));
    let html = about(details);
    assert!(
        fact(&html, "Account").contains("Northwind &lt;b&gt;Trading&lt;/b&gt;</bdi>"),
        "{html}"
    );
    assert!(fact(&html, "Account").contains("portal 62515"));
    let connected = fact(&html, "Connected");
    assert!(
        connected.contains("9 Jan 2025, 14:00 UTC") && connected.contains("ada@northwind.example"),
        "{connected}"
    );
}

#[test]
fn what_is_not_known_is_said() {
    let html = about(details());
    assert!(fact(&html, "Connected").contains("unknown"), "{html}");
    assert!(fact(&html, "Last renewed").contains("not yet"));
    assert!(fact(&html, "Last used").contains("not yet"));
    assert!(fact(&html, "Last error").contains("None"));
    assert!(fact(&html, "Token").contains("Good as long as Acme honours it"));
    assert!(html.contains("Nothing is recorded yet"));
}

#[test]
fn the_times_of_token_renewal_and_use_are_told_apart() {
    let html = about(ConnectionDetails {
        token_expires_at: Some(at(30)),
        last_refreshed_at: Some(at(1)),
        last_used_at: Some(at(2)),
        ..details()
    });
    assert!(fact(&html, "Token").contains("14:30 UTC"), "{html}");
    assert!(fact(&html, "Last renewed").contains("14:01 UTC"));
    assert!(fact(&html, "Last used").contains("14:02 UTC"));
}

#[test]
fn a_token_that_is_no_longer_honoured_is_not_good_until_its_end() {
    let mut ended = ConnectionDetails {
        token_expires_at: Some(at(30)),
        ..details()
    };
    ended.summary.status = ConnectionStatus::ReconnectNeeded;
    let html = about(ended);
    assert!(fact(&html, "Token").contains("Cannot be used any more"), "{html}");
    assert!(fact(&html, "State").contains("Reconnect needed"));
}

#[test]
fn permissions_are_told_in_words_granted_and_missing_apart() {
    let mut lacking = details();
    lacking.summary.scopes = vec!["other".to_owned()];
    lacking.summary.missing_scopes = vec!["people.read".to_owned()];
    let html = about(lacking);
    let missing = html.find("Missing").unwrap();
    assert!(html.find("<code>other").unwrap() < missing, "{html}");
    assert!(html.find("read people, to list them").unwrap() > missing, "{html}");
    assert!(!about(details()).contains("Missing"));
}

#[test]
fn each_trouble_is_named_with_what_comes_next() {
    let cases = [
        (ActivityEvent::Throttled, "Acme asked us to wait", "go on by ourselves"),
        (
            ActivityEvent::ProviderUnavailable,
            "Acme gave no usable answer",
            "Nothing is lost",
        ),
        (
            ActivityEvent::Misconfigured,
            "registration of this server",
            "Whoever runs this server must correct it",
        ),
        (ActivityEvent::MissingScopes, "permission was missing", "Grant access"),
        (
            ActivityEvent::ReconnectNeeded,
            "Acme no longer honoured",
            "Reconnect to go on",
        ),
    ];
    for (event, what, next) in cases {
        let error = fact(&about(after(vec![entry(event, 2)])), "Last error");
        assert!(
            error.contains("14:02 UTC") && error.contains(what) && error.contains(next),
            "{error}"
        );
    }
}

#[test]
fn a_pause_is_told_with_its_end() {
    let html = about(ConnectionDetails {
        resumes_at: Some(at(3)),
        ..after(vec![entry(ActivityEvent::Throttled, 2)])
    });
    assert!(
        fact(&html, "Last error").contains("Not before 9 Jan 2025, 14:03:00 UTC."),
        "{html}"
    );
}

#[test]
fn what_is_over_is_not_told_as_if_it_lasted() {
    let trouble = entry(ActivityEvent::Throttled, 2);
    let renewed = after(vec![entry(ActivityEvent::Refreshed, 3), trouble.clone()]);
    for details in [renewed, used_after(trouble)] {
        let error = fact(&about(details), "Last error");
        assert!(error.contains("It works again") && !error.contains("go on"), "{error}");
    }
}

#[test]
fn only_what_somebody_else_must_mend_opens_the_card() {
    let open = |details| about(details).contains("<details open");
    assert!(open(after(vec![entry(ActivityEvent::Misconfigured, 2)])));
    assert!(!open(used_after(entry(ActivityEvent::Misconfigured, 2))));
    assert!(!open(after(vec![entry(ActivityEvent::Throttled, 2)])));
}

#[test]
fn activity_is_a_list_in_order_whose_older_part_opens() {
    let many = (0..10).map(|age| entry(ActivityEvent::Refreshed, 10 - age)).collect();
    let html = about(after(many));
    assert!(
        html.find("14:10 UTC").unwrap() < html.find("14:09 UTC").unwrap(),
        "{html}"
    );
    let rest = html.find("2 earlier").unwrap();
    assert!(
        html.find("14:03 UTC").unwrap() < rest && html.find("14:02 UTC").unwrap() > rest,
        "{html}"
    );
    assert!(!about(after(vec![entry(ActivityEvent::Connected, 1)])).contains("earlier"));
}

#[test]
fn every_event_has_words_of_its_own() {
    let events = [
        (ActivityEvent::Connected, "Connected"),
        (ActivityEvent::Reconnected, "Reconnected"),
        (ActivityEvent::Refreshed, "Token renewed"),
        (ActivityEvent::Disconnected, "Disconnected"),
    ];
    for (event, word) in events {
        let html = about(after(vec![entry(event, 1)]));
        assert!(html.contains(&format!(">{word}</span>")), "{word}: {html}");
    }
    let html = about(after(vec![entry(ActivityEvent::Throttled, 1)]));
    assert!(html.contains(r#"<span class="warn">Acme asked us to wait"#), "{html}");
}

#[test]
fn nothing_is_styled_inline() {
    let html = about(after(vec![entry(ActivityEvent::Throttled, 1)]));
    assert!(!html.contains("style="), "{html}");
}
