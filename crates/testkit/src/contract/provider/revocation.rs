//! How a grant ends: claims that what is said of it is true.

#![expect(clippy::missing_panics_doc, reason = "a claim panics where it does not hold")]

use integrations::{Revocation, token_endpoint::TokenEndpointError};
use serde_json::json;

use super::{stage::Stage, subject::ProviderUnderTest};

/// After *revoked* the refresh token is worth nothing; who cannot revoke says so, and does nothing. The descriptor
/// promises the one or the other.
pub async fn a_revocation_is_real_or_honestly_unsupported(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    let before = stage.relay.count();
    let revoked = stage.provider.revoke(&granted.access(), &granted.tokens).await;
    let was_asked = stage.relay.count() > before;
    let refreshed = stage.refresh(&granted.tokens).await.map(drop);
    match &revoked {
        Ok(Revocation::Revoked) => assert_eq!(refreshed, Err(TokenEndpointError::Refused)),
        Ok(Revocation::Unsupported) => assert!(!was_asked && refreshed.is_ok(), "{refreshed:?}"),
        Err(error) => panic!("revoking fails: {error}"),
    }
    let promised = stage.provider.descriptor().revokes;
    assert_eq!(
        promised,
        revoked == Ok(Revocation::Revoked),
        "the descriptor says otherwise"
    );
}

/// A revocation that failed is not told as done.
pub async fn a_revocation_that_failed_is_told_as_failed(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    for fault in [
        json!({"status": 401, "body": {}}),
        json!({"status": 403, "body": {}}),
        json!({"status": 429, "body": {}}),
        json!({"status": 500, "body": "<html>"}),
        json!({"reset": true}),
    ] {
        let before = stage.relay.count();
        stage.control.fault(fault.clone()).await;
        let revoked = stage.provider.revoke(&granted.access(), &granted.tokens).await;
        stage.control.mend().await;
        let was_asked = stage.relay.count() > before;
        assert_eq!(revoked.is_err(), was_asked, "{fault}: {revoked:?}");
    }
    assert!(stage.refresh(&granted.tokens).await.is_ok(), "nothing was revoked");
}
