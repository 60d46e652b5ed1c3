//! What becomes of codes and tokens: claims of how the provider's token endpoint is spoken to.

#![expect(clippy::missing_panics_doc, reason = "a claim panics where it does not hold")]

use integrations::{
    ProviderDescriptor, ProviderError,
    descriptor::{Client, Pkce},
    pkce,
    secret::ClientSecret,
    token_endpoint::{Grant, TokenEndpointError},
};
use serde_json::json;

use super::{
    questions::Question,
    stage::{Granted, Stage},
    subject::ProviderUnderTest,
};

/// The tokens open whatever there is.
async fn assert_open(stage: &Stage<'_>, granted: &Granted) {
    for question in Question::all(stage, granted).await {
        let answer = question.put(stage.provider.as_ref(), granted).await;
        assert!(answer.is_ok(), "{question}: {answer:?}");
    }
}

/// Whoever stole a code has not the verifier (RFC 7636 §4.6; assurance T09). A provider that refuses PKCE is
/// sent none.
pub async fn pkce_is_used_as_declared(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let consent = stage.consent().await;
    assert_eq!(stage.provider.descriptor().pkce, subject.pkce);
    assert_eq!(consent.pending.verifier.is_some(), subject.pkce == Pkce::S256);
    if subject.pkce == Pkce::S256 {
        let mut stolen = consent;
        stolen.pending.verifier = Some(pkce::draw_verifier());
        let redeemed = stage.redeem(&stolen.grant()).await.map(drop);
        let wanted = "another verifier is refused: the stand-in checks it, or the provider is `.without_pkce()`";
        assert_eq!(redeemed, Err(TokenEndpointError::Refused), "{wanted}");
    }
    assert_open(&stage, &stage.connect().await).await;
}

/// A code is worth something once (RFC 6749 §4.1.2).
pub async fn a_code_is_redeemed_once(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let grant = stage.consent().await.grant();
    let first = stage.redeem(&grant).await.map(drop);
    let second = stage.redeem(&grant).await.map(drop);
    assert_eq!((first, second), (Ok(()), Err(TokenEndpointError::Refused)));
}

/// The tokens of a refresh open what the first ones opened.
pub async fn a_refresh_brings_tokens_that_work(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let mut granted = stage.connect().await;
    let before = granted.tokens.clone();
    granted.tokens = stage.refresh(&before).await.expect("it is refreshed");
    assert_ne!(granted.tokens.access_token.reveal(), before.access_token.reveal());
    let sorted = |mut scopes: Vec<String>| {
        scopes.sort();
        scopes
    };
    assert_eq!(sorted(granted.tokens.scopes.clone()), sorted(before.scopes));
    assert_open(&stage, &granted).await;
}

/// Whether the provider rotates or not, the newest refresh token is the one that is kept, and it works.
pub async fn the_newest_refresh_token_works_however_often(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let mut granted = stage.connect().await;
    for round in 1..=4 {
        let next = stage.refresh(&granted.tokens).await;
        granted.tokens = next.unwrap_or_else(|error| panic!("round {round}: {error}"));
    }
    assert_eq!(granted.tokens.serial, 5);
    assert_open(&stage, &granted).await;
}

/// An access token that has ended is told as such, so that the flow refreshes it.
pub async fn an_ended_access_token_is_unauthorized_and_can_be_refreshed(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let mut granted = stage.connect().await;
    stage.control.expire_tokens().await;
    for kind in &subject.kinds {
        let answer = Question::Page(kind.clone())
            .put(stage.provider.as_ref(), &granted)
            .await;
        assert_eq!(answer, Err(ProviderError::Unauthorized), "{kind}");
    }
    granted.tokens = stage.refresh(&granted.tokens).await.expect("it is refreshed");
    assert_open(&stage, &granted).await;
}

/// A user who took the access back is asked to connect again; nobody insists.
pub async fn a_grant_that_was_taken_back_is_refused(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    stage.control.revoke_grants().await;
    let refreshed = stage.refresh(&granted.tokens).await.map(drop);
    assert_eq!(refreshed, Err(TokenEndpointError::Refused));
    for kind in &subject.kinds {
        let answer = Question::Page(kind.clone())
            .put(stage.provider.as_ref(), &granted)
            .await;
        assert_eq!(answer, Err(ProviderError::Unauthorized), "{kind}");
    }
}

/// With a wrong client secret we are at fault: nobody's connection may end by it.
pub async fn a_wrong_client_secret_is_our_fault_and_ends_no_grant(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    let wrong = misregistered(stage.provider.descriptor());
    let code = stage.consent().await.grant();
    let refresh = Grant::RefreshToken(granted.tokens.refresh_token.clone().expect("a refresh token"));
    for grant in [code, refresh] {
        let redeemed = stage.token_endpoint.redeem(&wrong, &grant, &[]).await.map(drop);
        assert_eq!(redeemed, Err(TokenEndpointError::Misconfigured), "{grant:?}");
    }
    let refreshed = stage.refresh(&granted.tokens).await.map(drop);
    assert_eq!(refreshed, Ok(()));
}

fn misregistered(descriptor: &ProviderDescriptor) -> ProviderDescriptor {
    let client = descriptor.client.as_ref().expect("it is configured");
    ProviderDescriptor {
        client: Some(Client {
            id: client.id.clone(),
            secret: ClientSecret::new("another secret"),
        }),
        ..descriptor.clone()
    }
}

/// A token endpoint that is in trouble, or that finds a mistake of ours (RFC 6749 §5.2), has refused no grant.
pub async fn a_token_endpoint_in_trouble_ends_no_grant(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    for fault in [
        json!({"status": 429, "headers": {"retry-after": "7"}, "body": {}}),
        json!({"status": 500, "body": "<html>"}),
        json!({"status": 503, "headers": {"retry-after": "7"}, "body": ""}),
        json!({"status": 200, "headers": {"content-type": "text/html"}, "body": "<html>invalid_grant</html>"}),
        json!({"status": 200, "body": "{\"access_token\":\"a"}),
        json!({"status": 200, "body": []}),
        json!({"status": 403, "body": "<html>"}),
        json!({"status": 404, "body": {}}),
        json!({"status": 401, "body": {"error": "invalid_client"}}),
        json!({"status": 400, "body": {"error": "invalid_request"}}),
        json!({"status": 400, "body": {"error": "unauthorized_client"}}),
        json!({"status": 400, "body": {"error": "unsupported_grant_type"}}),
        json!({"status": 400, "body": {"error": "invalid_scope"}}),
        json!({"status": 503, "body": {"error": "temporarily_unavailable"}}),
    ] {
        stage.control.fault(fault.clone()).await;
        let error = stage.refresh(&granted.tokens).await.map(drop);
        stage.control.mend().await;
        let error = error.expect_err("there was no token");
        assert_ne!(error, TokenEndpointError::Refused, "{fault}");
    }
    assert!(stage.refresh(&granted.tokens).await.is_ok());
}
