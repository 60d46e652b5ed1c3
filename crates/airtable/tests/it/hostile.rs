//! Answers that refuse, lie or make no sense, to every question.

use std::time::Duration;

use integrations::{Provider as _, ProviderError};
use sandbox::{Fault, FaultBody};

use crate::connected::{Connected, bases, of};

/// Puts each question once, and says how it ended.
async fn ask_everything(connected: &Connected, fault: &Fault) -> Vec<Option<ProviderError>> {
    let (airtable, access) = (&connected.airtable, &connected.access);
    connected.stand_in().clear_faults();
    let records = connected.records_of("People").await;
    let mut ends = Vec::new();
    let again = || {
        connected.stand_in().clear_faults();
        connected.stand_in().fault(fault.clone());
    };
    again();
    ends.push(airtable.account(access).await.err());
    again();
    ends.push(connected.page(&bases(), None).await.err());
    again();
    ends.push(connected.page(&records, None).await.err());
    again();
    ends.push(airtable.item(access, &bases(), "appUnknown").await.err());
    again();
    ends.push(airtable.item(access, &records, "recUnknown").await.err());
    again();
    ends.push(airtable.columns(access, &records).await.err());
    ends
}

fn answer(status: u16, body: &str) -> Fault {
    Fault {
        path_prefix: "/v0/".to_owned(),
        times: 9,
        status: Some(status),
        headers: [("content-type".to_owned(), "application/json".to_owned())].into(),
        body: Some(FaultBody::Text(body.to_owned())),
        ..Fault::default()
    }
}

#[tokio::test]
async fn each_refusal_has_its_meaning_whatever_was_asked() {
    let connected = Connected::with(of(1, 1, 1)).await;
    let half_a_minute = Some(Duration::from_secs(30));
    for (status, body, expected) in [
        (400, "{}", ProviderError::Rejected { status: 400 }),
        (401, "{}", ProviderError::Unauthorized),
        (404, r#"{"error":"NOT_FOUND"}"#, ProviderError::Rejected { status: 404 }),
        (422, "{}", ProviderError::Rejected { status: 422 }),
        (
            429,
            "{}",
            ProviderError::RateLimited {
                retry_after: half_a_minute,
            },
        ),
        (500, "<html>", ProviderError::Unavailable),
        (503, "", ProviderError::Unavailable),
        (302, "", ProviderError::Malformed),
    ] {
        let ends = ask_everything(&connected, &answer(status, body)).await;
        assert_eq!(ends, vec![Some(expected); 6], "{status}");
    }
}

#[tokio::test]
async fn what_makes_no_sense_is_malformed_whatever_was_asked() {
    let connected = Connected::with(of(1, 1, 1)).await;
    for body in [
        "",
        "null",
        "[]",
        "{",
        r#"{"bases":7,"tables":7,"records":7}"#,
        "\u{0}",
        "<html>",
    ] {
        let ends = ask_everything(&connected, &answer(200, body)).await;
        assert_eq!(ends, vec![Some(ProviderError::Malformed); 6], "{body:?}");
    }
}

#[tokio::test]
async fn a_missing_scope_is_named_by_the_kind_that_needs_it() {
    let connected = Connected::with(of(1, 1, 1)).await;
    let records = connected.records_of("People").await;
    let lacks = |scope: &str| {
        Some(ProviderError::MissingScopes {
            any_of: vec![scope.to_owned()],
        })
    };
    let nothing = Connected::granting(of(1, 1, 1), &["user.email:read"]).await;
    assert_eq!(nothing.page(&bases(), None).await.err(), lacks("schema.bases:read"));
    assert_eq!(nothing.page(&records, None).await.err(), lacks("data.records:read"));
    let columns = nothing.airtable.columns(&nothing.access, &records).await;
    assert_eq!(columns.err(), lacks("schema.bases:read"));
}

#[tokio::test]
async fn a_token_goes_nowhere_but_into_its_header() {
    let connected = Connected::with(of(2, 2, 120)).await;
    let records = connected.records_of("People").await;
    connected.airtable.account(&connected.access).await.unwrap();
    let (items, _) = connected.all(&records).await;
    connected.airtable.columns(&connected.access, &records).await.unwrap();
    connected
        .airtable
        .item(&connected.access, &records, &items[0].id)
        .await
        .unwrap();
    let journal = connected.stand_in().journal();
    assert!(journal.len() >= 7, "{}", journal.len());
    for entry in journal {
        assert_eq!(entry.status, Some(200), "{} {}", entry.method, entry.path);
        for secret in connected.stand_in().issued_secrets() {
            assert!(
                !entry.path.contains(&secret) && !entry.query.contains(&secret),
                "{}",
                entry.path
            );
        }
    }
}
