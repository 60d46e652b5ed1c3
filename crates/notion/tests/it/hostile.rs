//! Answers that refuse, lie or make no sense, to every question.

use std::time::Duration;

use integrations::{Access, Provider as _, ProviderError, provider::AccountFacts};
use sandbox::{Fault, FaultBody};

use crate::connected::{Connected, pages};

/// Puts each question once, and says how it ended.
async fn ask_everything(connected: &Connected, fault: &Fault) -> Vec<Option<ProviderError>> {
    let (notion, access) = (&connected.notion, &connected.access);
    let mut ends = Vec::new();
    let again = || {
        connected.stand_in().clear_faults();
        connected.stand_in().fault(fault.clone());
    };
    again();
    let unknown = Access {
        facts: AccountFacts::new(),
        ..access.clone()
    };
    ends.push(notion.account(&unknown).await.err());
    again();
    ends.push(connected.page(None).await.err());
    again();
    let id = "598337872cf94fdf8782e53db20768a5";
    ends.push(notion.item(access, &pages(), id).await.err());
    again();
    ends.push(notion.columns(access, &pages()).await.err());
    ends
}

fn answer(status: u16, body: &str) -> Fault {
    Fault {
        path_prefix: "/v1/".to_owned(),
        times: 9,
        status: Some(status),
        headers: [("content-type".to_owned(), "application/json".to_owned())].into(),
        body: Some(FaultBody::Text(body.to_owned())),
        ..Fault::default()
    }
}

#[tokio::test]
async fn each_refusal_has_its_meaning_whatever_was_asked() {
    let connected = Connected::with_pages(1).await;
    let error = |code: &str| format!(r#"{{"object":"error","code":"{code}","message":"x"}}"#);
    for (status, code, expected) in [
        (400, "validation_error", ProviderError::Rejected { status: 400 }),
        (401, "unauthorized", ProviderError::Unauthorized),
        (403, "restricted_resource", ProviderError::Rejected { status: 403 }),
        (404, "object_not_found", ProviderError::Rejected { status: 404 }),
        (409, "conflict_error", ProviderError::Unavailable),
        (429, "rate_limited", ProviderError::RateLimited { retry_after: None }),
        (500, "internal_server_error", ProviderError::Unavailable),
        (503, "service_unavailable", ProviderError::Unavailable),
        (302, "", ProviderError::Malformed),
    ] {
        let ends = ask_everything(&connected, &answer(status, &error(code))).await;
        assert_eq!(ends, vec![Some(expected); 4], "{status}");
    }
}

#[tokio::test]
async fn a_wait_is_as_long_as_notion_says() {
    let connected = Connected::with_pages(1).await;
    let mut fault = answer(429, r#"{"code":"rate_limited"}"#);
    fault.headers.insert("retry-after".to_owned(), "7".to_owned());
    let retry_after = Some(Duration::from_secs(7));
    let ends = ask_everything(&connected, &fault).await;
    assert_eq!(ends, vec![Some(ProviderError::RateLimited { retry_after }); 4]);
}

#[tokio::test]
async fn what_makes_no_sense_is_malformed_whatever_was_asked() {
    let connected = Connected::with_pages(1).await;
    for body in ["", "null", "[]", "{", r#"{"results":7}"#, "\u{0}", "<html>"] {
        let ends = ask_everything(&connected, &answer(200, body)).await;
        assert_eq!(ends, vec![Some(ProviderError::Malformed); 4], "{body:?}");
    }
}

#[tokio::test]
async fn a_token_goes_nowhere_but_into_its_header() {
    let connected = Connected::with_pages(150).await;
    let items = connected.all().await;
    connected.notion.columns(&connected.access, &pages()).await.unwrap();
    connected
        .notion
        .item(&connected.access, &pages(), &items[0].id)
        .await
        .unwrap();
    let journal = connected.stand_in().journal();
    assert!(journal.len() >= 4, "{}", journal.len());
    for entry in journal {
        assert_eq!(entry.authorization.as_deref(), Some("Bearer"), "{}", entry.path);
        assert!(!entry.token_elsewhere, "{}", entry.path);
    }
}
