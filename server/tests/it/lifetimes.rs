//! Lifetimes: what a token endpoint may say of them, and what we make of it.

use std::time::Duration;

use http::StatusCode;

use crate::stage::{Browser, JSON, Stage, TOKEN, answers, few_contacts};

const HALF_HOUR: Duration = Duration::from_mins(30);

/// The token that the sandbox has issued, told from codes and refresh tokens by its length.
fn access_token(stage: &Stage) -> String {
    let secrets = stage.sandbox.issued_secrets();
    secrets.into_iter().find(|secret| secret.len() > 200).unwrap()
}

/// Refreshes with an answer that has this lifetime and no refresh token.
async fn refreshed_for(stage: &Stage, browser: &Browser<'_>, id: &str, lifetime: &str) {
    stage.advance(Duration::from_mins(25));
    let body = format!(r#"{{"access_token":"{}"{lifetime}}}"#, access_token(stage));
    stage.sandbox.fault(answers(TOKEN, 200, JSON, body.as_bytes()));
    assert_eq!(browser.items(id).await.status, StatusCode::OK, "{lifetime}");
    stage.sandbox.clear_faults();
    stage.sandbox.clear_journal();
}

/// R22: never, in the past, and of the wrong kind count as a minute, of which the last sixth is for
/// renewal. RFC 6749 §6: where the answer has no refresh token, the old one stays.
#[tokio::test]
async fn a_lifetime_that_makes_no_sense_is_short_and_the_refresh_token_stays() {
    for lifetime in [
        "-1", "0", "-1e300", "0.2", "\"-5\"", "\"soon\"", "\"\"", "true", "[1800]", "{}",
    ] {
        let stage = Stage::with(few_contacts()).await;
        let browser = stage.browser();
        let id = browser.connect().await;
        refreshed_for(&stage, &browser, &id, &format!(r#","expires_in":{lifetime}"#)).await;
        stage.advance(Duration::from_secs(49));
        assert_eq!(browser.items(&id).await.status, StatusCode::OK);
        assert_eq!(stage.token_calls(), 0, "{lifetime}: good for a minute");
        stage.advance(Duration::from_secs(1));
        assert_eq!(browser.items(&id).await.status, StatusCode::OK);
        assert_eq!(stage.token_calls(), 1, "{lifetime}: and no longer");
    }
}

/// R22: as long as the provider honours it, and renewed when it no longer does.
#[tokio::test]
async fn a_lifetime_that_is_absurdly_long_or_absent_is_taken_with_a_grain_of_salt() {
    let lifetimes = [
        "1e300",
        "99999999999999999999",
        "9223372036854775807",
        "\"9223372036854775807\"",
        "null",
    ];
    let named = lifetimes.map(|lifetime| format!(r#","expires_in":{lifetime}"#));
    for lifetime in named.iter().map(String::as_str).chain([""]) {
        let stage = Stage::with(few_contacts()).await;
        let browser = stage.browser();
        let id = browser.connect().await;
        refreshed_for(&stage, &browser, &id, lifetime).await;
        stage.advance(Duration::from_secs(299));
        assert_eq!(browser.items(&id).await.status, StatusCode::OK);
        assert_eq!(stage.token_calls(), 0, "{lifetime}");
        stage.advance(HALF_HOUR);
        assert_eq!(browser.items(&id).await.status, StatusCode::OK);
        assert_eq!(
            stage.token_calls(),
            1,
            "{lifetime}: the provider says no, and the old refresh token works"
        );
    }
}
