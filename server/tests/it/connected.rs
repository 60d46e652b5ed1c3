//! Connected: what a completed flow leaves, and where it leads.

use http::StatusCode;
use sandbox::Fault;

use crate::stage::Stage;

#[tokio::test]
async fn consent_leads_to_the_connection() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let callback = browser.consent(browser.begin().await).await;
    let answer = browser.get(&callback).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(answer.location().starts_with("/connections/"), "{}", answer.location());
    assert!(answer.location().ends_with("?notice=connected"));
    let connections = browser.connections().await;
    assert_eq!(connections.len(), 1);
    assert_eq!(connections[0]["provider"], "hubspot");
    assert_eq!(connections[0]["account"]["id"], "62515");
    assert_eq!(connections[0]["account"]["name"], "Northwind Trading");
    assert_eq!(connections[0]["connected_by"], "ada@northwind.example");
    assert_eq!(connections[0]["status"], "connected");
    assert_eq!(connections[0]["scopes"].as_array().unwrap().len(), 5);
    assert_eq!(connections[0]["missing_scopes"].as_array().unwrap().len(), 0);
    assert_eq!(connections[0]["connected_at"], "2026-03-01T12:00:00Z");
}

/// T22: finished at the same moment, for the same portal.
#[tokio::test]
async fn two_completions_at_once_make_one_connection() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    browser.begin().await;
    for _ in 0..10 {
        let first = browser.consent(browser.begin().await).await;
        let second = browser.consent(browser.begin().await).await;
        let (first, second) = tokio::join!(browser.get(&first), browser.get(&second));
        assert_eq!(first.location(), second.location());
        assert!(first.location().starts_with("/connections/"));
        assert_eq!(browser.connections().await.len(), 1);
        let id = browser.connections().await[0]["id"].as_str().unwrap().to_owned();
        browser.post("/api/disconnect", &[("connection", &id)]).await;
    }
}

/// T22
#[tokio::test]
async fn two_attempts_at_once_both_work() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let (first, second) = (browser.begin().await, browser.begin().await);
    for page in [second, first] {
        let callback = browser.consent(page).await;
        assert!(browser.get(&callback).await.location().starts_with("/connections/"));
    }
    assert_eq!(
        browser.connections().await.len(),
        1,
        "the same portal is one connection"
    );
}

#[tokio::test]
async fn connecting_the_same_account_again_keeps_the_connections_id() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    assert_eq!(browser.connect().await, browser.connect().await);
}

/// T21
#[tokio::test]
async fn another_portal_is_another_connection() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let first = browser.connect().await;
    stage.sandbox.set_portal(sandbox::Portal {
        hub_id: 777,
        name: "Fjord Analytics".into(),
        ..Default::default()
    });
    let second = browser.connect().await;
    assert_ne!(first, second);
    assert_eq!(browser.connections().await.len(), 2);
}

/// T16, T19
#[tokio::test]
async fn the_flow_ends_where_the_user_wanted_to_be() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    for (asked, leads_to) in [
        ("/contacts?p=2", "/contacts?p=2"),
        ("//evil.example", ""),
        ("https://evil.example", ""),
    ] {
        let answer = browser
            .post("/integrations/hubspot/authorize", &[("return_to", asked)])
            .await;
        let callback = browser.consent(answer.location().parse().unwrap()).await;
        let answer = browser.get(&callback).await;
        if leads_to.is_empty() {
            assert!(answer.location().starts_with("/connections/"), "{asked}");
        } else {
            assert_eq!(answer.location(), leads_to);
        }
    }
}

/// The browser goes away while the code is exchanged: the grant is kept all the same.
#[tokio::test]
async fn a_closed_tab_loses_no_token() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let callback = browser.consent(browser.begin().await).await;
    stage.sandbox.fault(Fault {
        path_prefix: "/oauth/2026-09/token".into(),
        delay_ms: 50,
        ..Fault::default()
    });
    {
        let request = browser.get(&callback);
        tokio::pin!(request);
        tokio::select! {
            _ = &mut request => panic!("the exchange is slower than the journal"),
            _ = stage.sandbox.journal_until(|entries| entries.iter().any(|entry| entry.path.ends_with("/token"))) => {}
        }
    }
    stage.connections.drain().await;
    assert_eq!(browser.connections().await.len(), 1);
}

#[tokio::test]
async fn a_grant_that_cannot_be_kept_is_given_back() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let callback = browser.consent(browser.begin().await).await;
    let away = Fault {
        path_prefix: "/oauth/2026-09/token/introspect".into(),
        status: Some(502),
        ..Fault::default()
    };
    stage.sandbox.fault(away);
    assert_eq!(browser.get(&callback).await.location(), "/?notice=unavailable");
    assert_eq!(stage.asked("/token/revoke"), 1);
}

#[tokio::test]
async fn reconnecting_leads_to_the_connection_that_was_made() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let first = browser.connect().await;
    stage.sandbox.set_portal(sandbox::Portal {
        hub_id: 777,
        ..Default::default()
    });
    let back = format!("/connections/{first}");
    let answer = browser
        .post("/integrations/hubspot/authorize", &[("return_to", &back)])
        .await;
    let callback = browser.consent(answer.location().parse().unwrap()).await;
    let location = browser.get(&callback).await.location().to_owned();
    assert!(
        location.ends_with("?notice=connected") && !location.starts_with(&back),
        "{location}"
    );
}

#[tokio::test]
async fn granting_more_leads_back_to_what_was_looked_at_and_to_nothing_else_of_that_address() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    for (query, kept) in [
        ("?kind=companies&q=a", "kind=companies&q=a&"),
        ("?notice=denied&instead_of=x&code=1", ""),
        ("x?kind=companies", ""),
    ] {
        let back = format!("/connections/{id}{query}");
        let form = [("return_to", back.as_str()), ("connection", id.as_str())];
        let answer = browser.post("/integrations/hubspot/authorize", &form).await;
        let callback = browser.consent(answer.location().parse().unwrap()).await;
        let expected = format!("/connections/{id}?{kept}notice=connected");
        assert_eq!(browser.get(&callback).await.location(), expected, "{query}");
    }
}
