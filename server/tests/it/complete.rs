//! Complete: whose answer counts, and how often.

use std::time::Duration;

use axum::body::Body;
use http::{Request, StatusCode};

use crate::stage::Stage;

const EXPIRED: &str = "/?notice=expired";

/// T09: the sandbox verifies the challenge, and refuses an exchange without the right verifier.
#[tokio::test]
async fn the_exchange_carries_the_verifier_and_the_secret_in_the_body() {
    let stage = Stage::new().await;
    stage.browser().connect().await;
    let journal = stage.sandbox.journal();
    let exchange = journal.iter().find(|entry| entry.path.ends_with("/token")).unwrap();
    assert_eq!(exchange.method, "POST");
    assert_eq!(exchange.path, "/oauth/2026-09/token");
    assert_eq!(exchange.query, "");
    for name in [
        "grant_type",
        "code",
        "redirect_uri",
        "client_id",
        "client_secret",
        "code_verifier",
    ] {
        assert!(exchange.form_names.iter().any(|sent| sent == name), "{name}");
    }
}

/// T02
#[tokio::test]
async fn an_answer_to_another_browser_is_not_accepted() {
    let stage = Stage::new().await;
    let (victim, attacker) = (stage.browser(), stage.browser());
    victim.connect().await;
    let before = stage.token_calls();
    let callback = attacker.consent(attacker.begin().await).await;
    assert_eq!(victim.get(&callback).await.location(), EXPIRED);
    assert_eq!(stage.token_calls(), before);
    assert_eq!(victim.connections().await.len(), 1);
}

/// T03: the victim finishes what the attacker began; then nobody can.
#[tokio::test]
async fn a_flow_that_another_browser_touched_is_burnt() {
    let stage = Stage::new().await;
    let (victim, attacker, stranger) = (stage.browser(), stage.browser(), stage.browser());
    victim.begin().await;
    let callback = attacker.consent(attacker.begin().await).await;
    assert_eq!(victim.get(&callback).await.location(), EXPIRED);
    assert_eq!(stranger.get(&callback).await.location(), EXPIRED);
    assert_eq!(attacker.get(&callback).await.location(), EXPIRED);
    assert_eq!(stage.token_calls(), 0);
    assert!(victim.connections().await.is_empty() && attacker.connections().await.is_empty());
}

/// T03: a browser without any session burns it as well.
#[tokio::test]
async fn a_flow_that_a_browser_without_session_touched_is_burnt() {
    let stage = Stage::new().await;
    let (attacker, stranger) = (stage.browser(), stage.browser());
    let callback = attacker.consent(attacker.begin().await).await;
    assert_eq!(stranger.get(&callback).await.location(), EXPIRED);
    assert_eq!(attacker.get(&callback).await.location(), EXPIRED);
    assert_eq!(stage.token_calls(), 0);
}

/// T04
#[tokio::test]
async fn a_flow_ends_in_the_session_that_began_it() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let callback = browser.consent(browser.begin().await).await;
    browser.cookies.lock().unwrap().clear();
    browser.begin().await;
    assert_eq!(browser.get(&callback).await.location(), EXPIRED);
    assert_eq!(stage.token_calls(), 0);
}

/// T05
#[tokio::test]
async fn of_a_hundred_equal_answers_one_is_redeemed() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let callback = browser.consent(browser.begin().await).await;
    let answers = futures::future::join_all((0..100).map(|_| browser.get(&callback))).await;
    let connected = answers
        .iter()
        .filter(|answer| answer.location().starts_with("/connections/"))
        .count();
    let expired = answers.iter().filter(|answer| answer.location() == EXPIRED).count();
    assert_eq!((connected, expired), (1, 99));
    assert_eq!(stage.token_calls(), 1);
}

/// T06
#[tokio::test]
async fn a_state_is_good_for_ten_minutes() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let (early, late) = (browser.begin().await, browser.begin().await);
    stage.advance(Duration::from_secs(599));
    let callback = browser.consent(early).await;
    assert!(browser.get(&callback).await.location().starts_with("/connections/"));
    stage.advance(Duration::from_secs(1));
    let callback = browser.consent(late).await;
    assert_eq!(browser.get(&callback).await.location(), EXPIRED);
    assert_eq!(stage.token_calls(), 1);
}

/// T11
#[tokio::test]
async fn a_stolen_code_is_worth_nothing_in_another_flow() {
    let stage = Stage::new().await;
    let (victim, attacker) = (stage.browser(), stage.browser());
    let stolen = victim.consent(victim.begin().await).await;
    let own = attacker.consent(attacker.begin().await).await;
    let part = |callback: &str, name: &str| {
        let prefix = format!("{name}=");
        let query = callback.split_once('?').unwrap().1;
        query
            .split('&')
            .find(|pair| pair.starts_with(&prefix))
            .unwrap()
            .to_owned()
    };
    let path = own.split_once('?').unwrap().0;
    let injected = format!("{path}?{}&{}", part(&stolen, "code"), part(&own, "state"));
    assert_eq!(attacker.get(&injected).await.location(), "/?notice=failed");
    assert!(attacker.connections().await.is_empty());
}

/// T12
#[tokio::test]
async fn an_answer_at_another_providers_path_is_refused() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let callback = browser.consent(browser.begin().await).await;
    let elsewhere = callback.replace("/integrations/hubspot/", "/integrations/sibling/");
    assert_eq!(browser.get(&elsewhere).await.location(), EXPIRED);
    assert_eq!(stage.token_calls(), 0);
}

/// T13
#[tokio::test]
async fn an_answer_that_names_another_issuer_is_refused() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    for issuer in ["https://evil.example", "", "x&iss=y"] {
        let callback = browser.consent(browser.begin().await).await;
        assert_eq!(
            browser.get(&format!("{callback}&iss={issuer}")).await.location(),
            EXPIRED,
            "{issuer}"
        );
    }
    assert_eq!(stage.token_calls(), 0);
    let callback = browser.consent(browser.begin().await).await;
    let right = format!("{callback}&iss={}", stage.sandbox.base_url());
    assert!(browser.get(&right).await.location().starts_with("/connections/"));
}

/// A link scanner asks with `HEAD` first: the state and the code are still good afterwards.
#[tokio::test]
async fn a_head_request_completes_nothing() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let callback = browser.consent(browser.begin().await).await;
    let head = Request::head(&callback).body(Body::empty()).unwrap();
    assert_eq!(browser.send(head).await.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(stage.token_calls(), 0);
    assert!(browser.get(&callback).await.location().starts_with("/connections/"));
}
