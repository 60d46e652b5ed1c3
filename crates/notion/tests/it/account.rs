//! Which workspace was connected, and giving it back.

use integrations::{Access, Provider as _, ProviderError, Revocation, provider::AccountFacts};
use sandbox::Fault;
use serde_json::{Value, json};

use crate::connected::Connected;

fn facts(value: Value) -> AccountFacts {
    serde_json::from_value(value).unwrap()
}

#[tokio::test]
async fn the_workspace_is_the_account_and_nobody_need_be_asked() {
    let connected = Connected::with_pages(1).await;
    let account = connected.notion.account(&connected.access).await.unwrap();
    assert_eq!(account.name, "Northwind Notes");
    assert_eq!(account.connected_by.as_deref(), Some("Ada Lovelace"));
    assert_eq!(account.label, format!("workspace {}", account.id));
    assert!(connected.asked().is_empty());
    assert_eq!(connected.tokens.expires_at, None, "Notion does not say");
    assert!(connected.tokens.refresh_token.is_some());
}

#[tokio::test]
async fn what_the_token_answer_leaves_out_the_bot_says() {
    let connected = Connected::with_pages(1).await;
    let whole = connected.notion.account(&connected.access).await.unwrap();
    let access = Access {
        facts: AccountFacts::new(),
        ..connected.access.clone()
    };
    assert_eq!(connected.notion.account(&access).await, Ok(whole));
    assert_eq!(connected.asked(), ["/v1/users/me 200"]);
}

#[tokio::test]
async fn without_a_workspace_there_is_no_account() {
    let connected = Connected::with_pages(1).await;
    let access = Access {
        facts: facts(json!({"workspace_id": 7, "workspace_name": "x"})),
        ..connected.access.clone()
    };
    connected.answer("/v1/users/me", json!({"object": "user", "bot": {"owner": {}}}));
    assert_eq!(connected.notion.account(&access).await, Err(ProviderError::Malformed));
}

#[tokio::test]
async fn who_connected_may_stay_unknown() {
    let connected = Connected::with_pages(1).await;
    let access = Access {
        facts: facts(json!({"workspace_id": "w", "workspace_name": null})),
        ..connected.access.clone()
    };
    connected.stand_in().fault(Fault {
        path_prefix: "/v1/users/me".into(),
        status: Some(503),
        ..Fault::default()
    });
    let account = connected.notion.account(&access).await.unwrap();
    assert_eq!((account.name.as_str(), account.connected_by), ("workspace w", None));
}

#[tokio::test]
async fn a_revoked_grant_is_worth_nothing() {
    let connected = Connected::with_pages(1).await;
    let revoked = connected.notion.revoke(&connected.access, &connected.tokens).await;
    assert_eq!(revoked, Ok(Revocation::Revoked));
    assert_eq!(connected.page(None).await.err(), Some(ProviderError::Unauthorized));
    assert_eq!(connected.asked(), ["/v1/oauth/revoke 200", "/v1/search 401"]);
    assert_eq!(
        connected.stand_in().journal()[0].authorization.as_deref(),
        Some("Basic")
    );
}
