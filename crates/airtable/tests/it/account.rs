//! Whose account was connected.

use integrations::{Provider as _, ProviderError, Revocation, TokenSet, secret::RefreshToken};
use jiff::Timestamp;
use serde_json::json;

use crate::connected::{Connected, of};

#[tokio::test]
async fn an_account_is_known_by_its_id_and_called_by_its_address() {
    let connected = Connected::with(of(1, 1, 1)).await;
    let account = connected.airtable.account(&connected.access).await.unwrap();
    assert!(account.id.starts_with("usr"), "{}", account.id);
    assert!(account.name.contains('@') && account.connected_by.as_deref() == Some(&account.name));
    assert_eq!(account.label, format!("user {}", account.id));
    assert_eq!(connected.asked(), ["/v0/meta/whoami 200"]);
}

#[tokio::test]
async fn without_the_scope_an_account_is_called_by_its_id() {
    let connected = Connected::granting(of(1, 1, 1), &["schema.bases:read"]).await;
    let account = connected.airtable.account(&connected.access).await.unwrap();
    assert_eq!((account.name, account.connected_by), (account.label, None));
}

#[tokio::test]
async fn an_answer_that_names_nobody_makes_no_sense() {
    let connected = Connected::with(of(1, 1, 1)).await;
    for nobody in [
        json!({}),
        json!({"id": 7}),
        json!({"id": ""}),
        json!({"id": "app1"}),
        json!([]),
    ] {
        connected.answer("/v0/meta/whoami", nobody.clone());
        let account = connected.airtable.account(&connected.access).await;
        assert_eq!(account, Err(ProviderError::Malformed), "{nobody}");
    }
}

#[tokio::test]
async fn nothing_is_revoked_where_there_is_no_way_to() {
    let connected = Connected::with(of(1, 1, 1)).await;
    let tokens = TokenSet {
        access_token: connected.access.token.clone(),
        refresh_token: Some(RefreshToken::new("r")),
        obtained_at: Timestamp::UNIX_EPOCH,
        expires_at: None,
        scopes: Vec::new(),
        serial: 1,
    };
    let revoked = connected.airtable.revoke(&connected.access, &tokens).await;
    assert_eq!(revoked, Ok(Revocation::Unsupported));
    assert!(connected.asked().is_empty());
}
