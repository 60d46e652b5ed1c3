//! Answers that refuse, lie or make no sense, to every question.

use integrations::{Provider as _, ProviderError, provider::PageRequest};
use jiff::Timestamp;
use sandbox::{Fault, FaultBody};

use crate::portal::{Portal, contacts};

/// Puts each question once, and says how it ended.
async fn ask_everything(portal: &Portal, fault: &Fault) -> Vec<Option<ProviderError>> {
    let (access, kind) = (&portal.access, contacts());
    let mut ends = Vec::new();
    let again = || {
        portal.sandbox.clear_faults();
        portal.sandbox.fault(fault.clone());
    };
    again();
    ends.push(portal.page(PageRequest::default()).await.err());
    again();
    ends.push(portal.hubspot.count_items(access, &kind).await.err());
    again();
    let (since, request) = (Timestamp::UNIX_EPOCH, PageRequest::default());
    ends.push(portal.hubspot.changes(access, &kind, since, request).await.err());
    again();
    ends.push(portal.hubspot.removed_items(access, &kind, None).await.err());
    again();
    ends.push(portal.hubspot.item(access, &kind, "1001").await.err());
    again();
    ends.push(portal.hubspot.columns(access, &kind).await.err());
    ends
}

fn answer(status: u16, body: &str) -> Fault {
    Fault {
        path_prefix: "/crm/".to_owned(),
        times: 3,
        status: Some(status),
        headers: [("content-type".to_owned(), "application/json".to_owned())].into(),
        body: Some(FaultBody::Text(body.to_owned())),
        ..Fault::default()
    }
}

#[tokio::test]
async fn each_refusal_has_its_meaning_whatever_was_asked() {
    let portal = Portal::with(3).await;
    let scopes = r#"{"category":"MISSING_SCOPES","errors":[{"context":{"requiredGranularScopes":["x"]}}]}"#;
    for (status, body, expected) in [
        (400, "{}", ProviderError::Rejected { status: 400 }),
        (401, "{}", ProviderError::Unauthorized),
        (
            403,
            scopes,
            ProviderError::MissingScopes {
                any_of: vec!["x".to_owned()],
            },
        ),
        (404, "{}", ProviderError::Rejected { status: 404 }),
        (414, "", ProviderError::Rejected { status: 414 }),
        (429, "{}", ProviderError::RateLimited { retry_after: None }),
        (500, "<html>", ProviderError::Unavailable),
        (302, "", ProviderError::Malformed),
    ] {
        let ends = ask_everything(&portal, &answer(status, body)).await;
        assert_eq!(ends, vec![Some(expected); 6], "{status}");
    }
}

#[tokio::test]
async fn what_makes_no_sense_is_malformed_whatever_was_asked() {
    let portal = Portal::with(3).await;
    for body in ["", "null", "[]", "{", r#"{"results":7}"#, r#"{"results":[]"#, "\u{0}"] {
        let ends = ask_everything(&portal, &answer(200, body)).await;
        assert_eq!(ends, vec![Some(ProviderError::Malformed); 6], "{body:?}");
    }
}

#[tokio::test]
async fn a_token_goes_nowhere_but_into_its_header() {
    let portal = Portal::with(3).await;
    let kind = contacts();
    portal.all().await;
    portal.hubspot.columns(&portal.access, &kind).await.unwrap();
    portal.hubspot.item(&portal.access, &kind, "1001").await.unwrap();
    portal.hubspot.count_items(&portal.access, &kind).await.unwrap();
    portal.hubspot.removed_items(&portal.access, &kind, None).await.unwrap();
    let journal = portal.sandbox.journal();
    assert!(journal.len() >= 8, "{}", journal.len());
    for entry in journal {
        assert_eq!(entry.status, Some(200), "{} {}", entry.method, entry.path);
        for secret in portal.sandbox.issued_secrets() {
            assert!(
                !entry.path.contains(&secret) && !entry.query.contains(&secret),
                "{}",
                entry.path
            );
        }
    }
}
