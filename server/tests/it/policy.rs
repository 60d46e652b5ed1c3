//! The content security policy: which scripts run, and where a form may lead (T52, T53).

use std::collections::HashSet;

use crate::stage::{Answer, Stage};

fn nonce(answer: &Answer) -> String {
    let policy = answer.headers["content-security-policy"].to_str().unwrap();
    policy
        .split_once("'nonce-")
        .unwrap()
        .1
        .split_once('\'')
        .unwrap()
        .0
        .to_owned()
}

/// T52
#[tokio::test]
async fn the_policy_allows_our_own_scripts_by_a_fresh_nonce_and_nothing_inline() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let mut seen = HashSet::new();
    for path in ["/".to_owned(), format!("/connections/{id}"), "/nowhere".to_owned()] {
        for _ in 0..2 {
            let answer = browser.get(&path).await;
            let policy = answer.headers["content-security-policy"].to_str().unwrap().to_owned();
            for part in [
                "default-src 'none'",
                "base-uri 'none'",
                "object-src 'none'",
                "'strict-dynamic'",
                "connect-src 'self'",
            ] {
                assert!(policy.contains(part), "{part}");
            }
            assert!(
                !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
                "{policy}"
            );
            let nonce = nonce(&answer);
            assert!(nonce.len() >= 22);
            assert!(seen.insert(nonce.clone()), "a nonce is used once");
            let scripts = answer
                .body
                .split("<script")
                .skip(1)
                .map(|script| script.split('>').next().unwrap());
            let mut scripts = scripts.peekable();
            assert!(scripts.peek().is_some(), "{path}");
            assert!(
                scripts.all(|script| script.contains(&format!("nonce=\"{nonce}\""))),
                "{path}"
            );
            assert!(!answer.body.contains(" style=\""), "no inline style");
        }
    }
}

/// T53
#[tokio::test]
async fn the_nonce_stands_in_nonce_attributes_only() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    for path in ["/".to_owned(), format!("/connections/{id}")] {
        let answer = browser.get(&path).await;
        let nonce = nonce(&answer);
        let anywhere = answer.body.matches(nonce.as_str()).count();
        let in_place = answer.body.matches(&format!("nonce=\"{nonce}\"")).count();
        assert_eq!(anywhere, in_place, "{path}");
    }
}

#[tokio::test]
async fn a_form_may_lead_to_the_consent_page_and_nowhere_else() {
    let stage = Stage::new().await;
    let answer = stage.browser().get("/").await;
    let policy = answer.headers["content-security-policy"].to_str().unwrap();
    let expected = format!("form-action 'self' {};", stage.sandbox.base_url());
    assert!(policy.contains(&expected), "{policy}");
}
