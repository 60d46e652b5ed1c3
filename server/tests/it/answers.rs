//! Answers of a provider, or of somebody who pretends to be one: each ends in a notice.

use std::collections::BTreeMap;

use sandbox::{Fault, FaultBody};
use serde_json::json;
use url::Url;

use crate::stage::{SCOPES, Setting, Stage};

const CALLBACK: &str = "/integrations/hubspot/oauth2callback";
const STATE: &str = "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeee";

fn state_in(page: &Url) -> String {
    page.query_pairs()
        .find(|(name, _)| name == "state")
        .unwrap()
        .1
        .into_owned()
}

/// T07
#[tokio::test]
async fn a_malformed_answer_does_not_reach_the_store() {
    let stage = Stage::new().await;
    let long = format!("code=a&state={}", "a".repeat(7000));
    for query in [
        "",
        "state=",
        "code=a&state=a",
        &format!("code=a&state={}", &STATE[1..]),
        &format!("code=a&state={STATE}a"),
        "code=a&state=%00",
        "code=a&state=%C3%A9",
        &format!("code=a&state={STATE}&state={STATE}"),
        &format!("code=a&code=b&state={STATE}"),
        &format!("code=a&state[]={STATE}"),
        &long,
    ] {
        let answer = stage.browser().get(&format!("{CALLBACK}?{query}")).await;
        assert_eq!(answer.location(), "/?notice=expired", "{query}");
    }
    assert_eq!(stage.pending.calls(), 0);
    assert_eq!(stage.token_calls(), 0);
}

/// T14
#[tokio::test]
async fn a_refusal_uses_the_state_up_and_says_so() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let page = browser.begin().await;
    let refusal = format!(
        "{CALLBACK}?error=access_denied&error_description=%3Cb%3Eno&state={}",
        state_in(&page)
    );
    assert_eq!(browser.get(&refusal).await.location(), "/?notice=denied");
    assert_eq!(browser.get(&refusal).await.location(), "/?notice=expired");
    let late_consent = browser.consent(page).await;
    assert_eq!(browser.get(&late_consent).await.location(), "/?notice=expired");
    assert_eq!(stage.token_calls(), 0);
}

/// T14
#[tokio::test]
async fn the_text_of_an_error_is_never_reflected() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let page = browser.begin().await;
    let hostile = format!(
        "{CALLBACK}?error=%3Csvg+onload%3Dalert(1)%3E&error_description=canary-text&error_uri=javascript:canary-uri\
         &state={}",
        state_in(&page)
    );
    let answer = browser.get(&hostile).await;
    assert_eq!(answer.location(), "/?notice=failed");
    let page = browser.get(answer.location()).await;
    for text in ["svg onload", "canary"] {
        assert!(
            !answer.body.contains(text) && !answer.head().contains(text) && !page.body.contains(text),
            "{text}"
        );
    }
}

/// T14
#[tokio::test]
async fn a_refusal_without_a_living_state_is_just_expired() {
    let stage = Stage::new().await;
    let answer = stage
        .browser()
        .get(&format!("{CALLBACK}?error=access_denied&state={STATE}"))
        .await;
    assert_eq!(answer.location(), "/?notice=expired");
}

/// T19
#[tokio::test]
async fn every_end_of_a_flow_is_a_clean_redirect() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let good = browser.consent(browser.begin().await).await;
    for path in [
        good.as_str(),
        good.as_str(),
        CALLBACK,
        &format!("{CALLBACK}?error=x&state={STATE}"),
    ] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, http::StatusCode::SEE_OTHER);
        assert_eq!(answer.headers["referrer-policy"], "no-referrer");
        assert_eq!(answer.headers["cache-control"], "no-store");
        for secret in ["code=", "state="] {
            assert!(!answer.location().contains(secret), "{}", answer.location());
        }
    }
}

/// T46, and whatever else a token endpoint may say: no connection, no panic, a plain notice.
#[tokio::test]
async fn whatever_the_token_endpoint_says_ends_in_a_notice() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let json = |text: &str| {
        (
            BTreeMap::from([("content-type".into(), "application/json".into())]),
            text.to_owned(),
        )
    };
    let html = || {
        (
            BTreeMap::from([("content-type".into(), "text/html".into())]),
            "<h1>canary</h1>".to_owned(),
        )
    };
    let redirect = (
        BTreeMap::from([("location".into(), format!("{}/stolen", stage.sandbox.base_url()))]),
        String::new(),
    );
    let cases = [
        (200, html(), "failed"),
        (200, json(""), "failed"),
        (200, json("{\"access_token\":"), "failed"),
        (200, json("[]"), "failed"),
        (200, json(r#"{"access_token":7}"#), "failed"),
        (200, json(r#"{"error":"invalid_code"}"#), "failed"),
        (
            400,
            json(r#"{"error":"invalid_client","status":"BAD_CLIENT_SECRET"}"#),
            "failed",
        ),
        (
            400,
            json(r#"{"error":"invalid_grant","status":"BAD_AUTH_CODE"}"#),
            "failed",
        ),
        (307, redirect.clone(), "failed"),
        (302, redirect, "failed"),
        (429, html(), "unavailable"),
        (500, html(), "unavailable"),
        (503, json("{}"), "unavailable"),
    ];
    for (status, (headers, body), notice) in cases {
        let callback = browser.consent(browser.begin().await).await;
        let what = format!("{status} {body}");
        stage.sandbox.fault(Fault {
            path_prefix: "/oauth/2026-09/token".into(),
            status: Some(status),
            headers,
            body: Some(FaultBody::Text(body)),
            ..Fault::default()
        });
        assert_eq!(
            browser.get(&callback).await.location(),
            format!("/?notice={notice}"),
            "{what}"
        );
    }
    assert!(browser.connections().await.is_empty());
    assert_eq!(stage.asked("/stolen"), 0, "no redirect is followed");
}

#[tokio::test]
async fn a_token_endpoint_that_hangs_up_is_unavailable() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let callback = browser.consent(browser.begin().await).await;
    stage.sandbox.fault(Fault {
        path_prefix: "/oauth/2026-09/token".into(),
        reset: true,
        ..Fault::default()
    });
    assert_eq!(browser.get(&callback).await.location(), "/?notice=unavailable");
}

/// The account's name is nice to have; whose it is, is not.
#[tokio::test]
async fn an_account_without_details_is_connected_and_one_without_identity_is_not() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let fault = |prefix: &str| Fault {
        path_prefix: prefix.into(),
        status: Some(500),
        ..Fault::default()
    };
    stage.sandbox.fault(fault("/account-info/"));
    browser.connect().await;
    assert_eq!(browser.connections().await[0]["account"]["name"], "northwind.example");
    let callback = browser.consent(browser.begin().await).await;
    stage.sandbox.fault(fault("/oauth/2026-09/token/introspect"));
    assert_eq!(browser.get(&callback).await.location(), "/?notice=unavailable");
}

/// T20
#[tokio::test]
async fn a_grant_without_an_optional_scope_lacks_nothing() {
    let stage = Stage::new().await;
    stage.sandbox.grant_only(Some(SCOPES.map(String::from).to_vec()));
    let browser = stage.browser();
    let id = browser.connect().await;
    let connection = browser.connections().await.remove(0);
    assert_eq!(connection["scopes"].as_array().unwrap().len(), SCOPES.len());
    assert_eq!(connection["missing_scopes"].as_array().unwrap().len(), 0);
    assert_eq!(browser.items(&id).await.status, http::StatusCode::OK);
}

/// T20
#[tokio::test]
async fn a_grant_without_the_needed_scope_is_named_and_not_tried() {
    let stage = Stage::with(Setting::default()).await;
    stage.sandbox.grant_only(Some(vec!["oauth".into()]));
    let browser = stage.browser();
    let id = browser.connect().await;
    let connection = browser.connections().await.remove(0);
    assert_eq!(connection["missing_scopes"].as_array().unwrap().len(), 3);
    let answer = browser.items(&id).await;
    assert_eq!(answer.status, http::StatusCode::FORBIDDEN);
    assert_eq!(answer.json(), json!("MissingScopes"));
    assert_eq!(stage.asked("/contacts"), 0, "nothing is asked that must be refused");
}
