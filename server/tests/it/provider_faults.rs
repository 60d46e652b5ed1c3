//! A provider behind a bad network: silent, dripping, cut off; and browsers that do not wait for it.

use std::time::Duration;

use http::StatusCode;
use sandbox::{Fault, FaultBody, SandboxConfig};
use serde_json::json;
use testkit::fault_proxy::{End, Network, Way};
use tokio::time::Instant;

use crate::stage::{Answer, CONTACTS, Setting, Stage, TOKEN, far_away, few_contacts, on};

const HALF_HOUR: Duration = Duration::from_mins(30);

/// One attempt: ten seconds, and what our own doings take.
const ONE_ATTEMPT: Duration = Duration::from_millis(10_500);
/// R19: where it may be tried again.
const ALL_ATTEMPTS: Duration = Duration::from_secs(12);

fn silence(path_prefix: &str) -> Fault {
    Fault {
        hang: true,
        ..on(path_prefix)
    }
}

/// A blank a second: JSON that may still begin.
fn drip(path_prefix: &str) -> Fault {
    Fault {
        status: Some(200),
        body: Some(FaultBody::Text(" ".into())),
        repeat: u64::MAX,
        pause_ms: 1000,
        ..on(path_prefix)
    }
}

/// Sends the request. Once a fault has met it, nobody has anything to do but wait, and time
/// runs to the next deadline by itself. Returns how long it took in that time.
async fn waits_out(stage: &Stage, request: impl Future<Output = Answer>) -> (Answer, Duration) {
    let before = stage.sandbox.journal().len();
    let begun = Instant::now();
    let (answer, ()) = tokio::join!(request, async {
        let is_met = |entry: &sandbox::JournalEntry| entry.faulted;
        stage
            .sandbox
            .journal_until(|all| all.iter().skip(before).any(is_met))
            .await;
        tokio::time::pause();
    });
    let took = begun.elapsed();
    tokio::time::resume();
    (answer, took)
}

/// R20, R21, R26: the provider has the code, and says nothing or never comes to an end. The code is
/// sent once, and the user may start again.
#[tokio::test]
async fn an_exchange_without_an_end_is_given_up_and_never_repeated() {
    for fault in [silence(TOKEN), drip(TOKEN)] {
        let stage = Stage::new().await;
        let browser = stage.browser();
        let callback = browser.consent(browser.begin().await).await;
        stage.sandbox.fault(fault);
        let (answer, took) = waits_out(&stage, browser.get(&callback)).await;
        assert_eq!(answer.location(), "/?notice=unavailable");
        assert!(took < ONE_ATTEMPT, "{took:?}");
        assert_eq!(stage.token_calls(), 1);
        assert!(browser.connections().await.is_empty());

        stage.sandbox.clear_faults();
        assert_eq!(browser.get(&callback).await.location(), "/?notice=expired");
        assert_eq!(stage.token_calls(), 1, "a code is sent once");
        browser.connect().await;
    }
}

/// R20, R21
#[tokio::test]
async fn a_refresh_without_an_end_is_given_up_and_costs_no_connection() {
    for fault in [silence(TOKEN), drip(TOKEN)] {
        let stage = Stage::new().await;
        let browser = stage.browser();
        let id = browser.connect().await;
        stage.advance(HALF_HOUR);
        stage.sandbox.fault(fault);
        let (answer, took) = waits_out(&stage, browser.items(&id)).await;
        assert_eq!(answer.json(), json!("ProviderUnavailable"));
        assert!(took < ALL_ATTEMPTS, "{took:?}");
        stage.sandbox.clear_faults();
        assert_eq!(browser.connections().await[0]["status"], "connected");
    }
}

/// R20, R21
#[tokio::test]
async fn a_page_without_an_end_is_given_up_and_the_next_one_comes() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    for fault in [silence(CONTACTS), drip(CONTACTS)] {
        stage.sandbox.fault(fault);
        let (answer, took) = waits_out(&stage, browser.items(&id)).await;
        assert_eq!(answer.json(), json!("ProviderUnavailable"));
        assert!(took < ALL_ATTEMPTS, "{took:?}");
        stage.sandbox.clear_faults();
        assert_eq!(browser.items(&id).await.status, StatusCode::OK);
    }
}

/// R24: in the middle of a head, between head and body, in the middle of a body.
fn cuts() -> Vec<Network> {
    let cut = |end| {
        move |after| Network::Cut {
            way: Way::Answers,
            after,
            end,
        }
    };
    let places = [0, 1, 20, 150, 400];
    let closed = places.into_iter().map(cut(End::Closed));
    closed
        .chain(places.into_iter().map(cut(End::Reset)))
        .chain([Network::Down, Network::Resetting])
        .collect()
}

#[tokio::test]
async fn wherever_an_exchange_is_cut_off_it_ends_in_a_notice_and_sends_the_code_once() {
    let (stage, proxy) = far_away().await;
    for network in cuts() {
        let browser = stage.browser();
        let callback = browser.consent(browser.begin().await).await;
        let before = stage.token_calls();
        proxy.becomes(network);
        assert_eq!(
            browser.get(&callback).await.location(),
            "/?notice=unavailable",
            "{network:?}"
        );
        assert!(stage.token_calls() - before <= 1, "{network:?}");
        proxy.becomes(Network::Sound);
        assert!(browser.connections().await.is_empty(), "{network:?}");
    }
    stage.browser().connect().await;
}

#[tokio::test]
async fn wherever_a_page_is_cut_off_it_is_unavailable_and_the_next_one_comes() {
    let (stage, proxy) = far_away().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    for network in cuts() {
        proxy.becomes(network);
        let answer = browser.items(&id).await;
        assert_eq!(answer.json(), json!("ProviderUnavailable"), "{network:?}");
        proxy.becomes(Network::Sound);
        assert_eq!(browser.items(&id).await.status, StatusCode::OK, "after {network:?}");
    }
}

#[tokio::test]
async fn wherever_a_refresh_is_cut_off_the_connection_stays() {
    for network in cuts() {
        let (stage, proxy) = far_away().await;
        let browser = stage.browser();
        let id = browser.connect().await;
        stage.advance(HALF_HOUR);
        proxy.becomes(network);
        let answer = browser.items(&id).await;
        assert_eq!(answer.json(), json!("ProviderUnavailable"), "{network:?}");
        proxy.becomes(Network::Sound);
        assert_eq!(browser.connections().await[0]["status"], "connected", "{network:?}");
    }
}

/// R39: the browser goes away at each step after the provider has spent the code.
#[tokio::test]
async fn a_closed_tab_at_any_step_of_an_exchange_loses_no_grant() {
    for step in [TOKEN, "/oauth/2026-09/token/introspect", "/account-info/"] {
        let stage = Stage::with(few_contacts()).await;
        let browser = stage.browser();
        let callback = browser.consent(browser.begin().await).await;
        stage.sandbox.clear_journal();
        stage.sandbox.fault(Fault {
            times: 1,
            delay_ms: 50,
            ..on(step)
        });
        {
            let request = browser.get(&callback);
            tokio::pin!(request);
            tokio::select! {
                _ = &mut request => panic!("{step} is slower than the journal"),
                _ = stage.sandbox.journal_until(|entries| entries.iter().any(|entry| entry.faulted)) => {}
            }
        }
        stage.connections.drain().await;
        assert_eq!(browser.connections().await.len(), 1, "{step}");
        assert_eq!(stage.token_calls(), 1, "{step}");
    }
}

/// R39: the browser goes away while the token is refreshed. The provider has rotated the refresh
/// token, so whoever loses the answer loses the grant.
#[tokio::test]
async fn a_closed_tab_loses_no_rotated_token() {
    let sandbox = SandboxConfig {
        contacts: 5,
        rotate_refresh_tokens: true,
        ..SandboxConfig::default()
    };
    let stage = Stage::with(Setting {
        sandbox,
        ..Setting::default()
    })
    .await;
    let browser = stage.browser();
    let id = browser.connect().await;
    for _ in 0..3 {
        stage.advance(HALF_HOUR);
        stage.sandbox.clear_journal();
        stage.sandbox.fault(Fault {
            times: 1,
            delay_ms: 50,
            ..on(TOKEN)
        });
        {
            let request = browser.items(&id);
            tokio::pin!(request);
            tokio::select! {
                _ = &mut request => panic!("the refresh is slower than the journal"),
                _ = stage.sandbox.journal_until(|entries| !entries.is_empty()) => {}
            }
        }
        assert_eq!(
            browser.items(&id).await.status,
            StatusCode::OK,
            "whoever comes next waits for it"
        );
        assert_eq!(stage.token_calls(), 1);
    }
}

/// R37: with a wrong secret nobody's connection is touched, and all work when it is right again.
#[tokio::test]
async fn a_wrong_client_secret_changes_no_record_of_anybody() {
    let stage = Stage::new().await;
    let mut everybody = Vec::new();
    for _ in 0..20 {
        let browser = stage.browser();
        let id = browser.connect().await;
        everybody.push((browser, id));
    }
    stage.advance(HALF_HOUR);
    stage.sandbox.fault(Fault {
        status: Some(400),
        body: Some(FaultBody::Json(
            json!({"error": "invalid_client", "status": "BAD_CLIENT_SECRET"}),
        )),
        ..on(TOKEN)
    });
    for (browser, id) in &everybody {
        assert_eq!(browser.items(id).await.json(), json!("Internal"));
    }
    stage.sandbox.clear_faults();
    for (browser, id) in &everybody {
        let connections = browser.connections().await;
        assert_eq!(
            (&connections[0]["id"], &connections[0]["status"]),
            (&json!(id), &json!("connected"))
        );
    }
}

/// R24: the provider's name leads nowhere. Nothing was sent, so nothing is lost.
#[tokio::test]
async fn a_name_that_leads_nowhere_is_unavailable_and_ends_nothing() {
    let stage = Stage::with(Setting {
        api_url: Some("http://nowhere.invalid".to_owned()),
        ..few_contacts()
    })
    .await;
    let browser = stage.browser();
    let callback = browser.consent(browser.begin().await).await;
    assert_eq!(browser.get(&callback).await.location(), "/?notice=unavailable");
    assert!(browser.connections().await.is_empty());
}
