//! Whose account it is, from the consent to the end of the connection: claims of the whole flow.

#![expect(clippy::missing_panics_doc, reason = "a claim panics where it does not hold")]

use integrations::{AuthorizationResponse, Connection, Vault as _, VaultEntry};

use super::{stage::Stage, subject::ProviderUnderTest};

/// An account is known by its id for as long as it is connected, and people know it by its name.
pub async fn an_account_is_the_same_at_every_look(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let first = stage.connect().await;
    let mut again = stage.connect().await;
    assert_eq!(first.account, again.account, "two grants of one account");
    again.tokens = stage.refresh(&again.tokens).await.expect("it is refreshed");
    let renewed = stage.provider.account(&again.unknown()).await;
    assert_eq!(renewed.as_ref(), Ok(&first.account), "the same grant, refreshed");
    for words in [&first.account.id, &first.account.name, &first.account.label] {
        assert!(!words.trim().is_empty(), "{:?}", first.account);
    }
}

/// The whole flow, as the server runs it: begun, completed, completed once more, and ended.
pub async fn a_consent_becomes_a_connection_and_a_connection_ends(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let first = connection(&stage).await;
    let again = connection(&stage).await;
    assert_eq!(first.id, again.id, "the same account is the same connection");
    assert_eq!(first.account, again.account);
    let principal = &stage.session.principal;
    let ended = stage.connections.disconnect(principal, &again.id).await;
    ended.expect("the connection ends");
    let left = stage.vault.list(principal).await.expect("a map");
    assert!(left.is_empty(), "{left:?}");
}

/// Begins, consents, and completes.
async fn connection(stage: &Stage<'_>) -> Connection {
    let query = stage.answer(stage.begin().await).await;
    let response = AuthorizationResponse::parse(&query).expect("an answer to the request");
    let (session, id) = (&stage.session, &stage.provider.descriptor().id);
    let completed = stage.connections.complete(&session.binding, id, response).await;
    let completed = completed.unwrap_or_else(|error| panic!("{error:?}"));
    let kept = stage.vault.load(&session.principal, &completed.connection).await;
    match kept.expect("a map") {
        Some(VaultEntry::Open(stored)) => stored.connection,
        other => panic!("the connection is not kept: {other:?}"),
    }
}
