//! The store goes away between a provider's answer and the write (R05): nothing that was granted is lost.

use std::{path::Path, time::Duration};

use http::StatusCode;
use integrations::connections::Pacing;
use sandbox::{Fault, SandboxConfig};
use testkit::fault_proxy::Network;

use crate::stage::{Answer, Behind, Setting, Stage, TOKEN, on, recovers};

const HALF_HOUR: Duration = Duration::from_mins(30);
const REVOKE: &str = "/token/revoke";

/// An app whose provider rotates with replay detection, so that a lost token is a lost grant.
async fn stage(behind: &Behind, spool: Option<&Path>, save_patience: Duration) -> Stage {
    let sandbox = SandboxConfig {
        contacts: 5,
        rotate_refresh_tokens: true,
        ..SandboxConfig::default()
    };
    let pacing = Pacing {
        save_patience,
        ..Setting::default().pacing
    };
    behind
        .stage_with(Setting {
            sandbox,
            spool: spool.map(Path::to_owned),
            pacing,
            ..Setting::default()
        })
        .await
}

/// Sends the request, and takes the store away while the provider answers.
async fn without_store(behind: &Behind, stage: &Stage, request: impl Future<Output = Answer>) -> Answer {
    stage.sandbox.fault(Fault {
        times: 1,
        delay_ms: 200,
        ..on(TOKEN)
    });
    let asked = stage.sandbox.journal().len();
    let (answer, ()) = tokio::join!(request, async {
        stage
            .sandbox
            .journal_until(|entries| entries.iter().skip(asked).any(|entry| entry.faulted))
            .await;
        behind.proxy.becomes(Network::Down);
    });
    answer
}

const BRIEF: Duration = Duration::from_millis(300);

#[tokio::test]
async fn a_grant_that_the_store_does_not_take_waits_in_the_spool() {
    let (behind, folder) = (Behind::new(&[]).await, tempfile::tempdir().unwrap());
    let stage = stage(&behind, Some(folder.path()), BRIEF).await;
    let browser = stage.browser();
    let callback = browser.consent(browser.begin().await).await;
    let answer = without_store(&behind, &stage, browser.get(&callback)).await;
    assert_eq!(answer.location(), "/?notice=finishing");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    assert!(stage.connections.replay().await.is_err(), "the store is still away");

    behind.proxy.becomes(Network::Sound);
    recovers(&stage).await;
    assert!(browser.connections().await.is_empty());
    assert_eq!(stage.connections.replay().await.unwrap(), 1);
    let connections = browser.connections().await;
    assert_eq!(connections.len(), 1);
    let id = connections[0]["id"].as_str().unwrap();
    assert_eq!(browser.items(id).await.status, StatusCode::OK);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    assert_eq!(stage.asked(REVOKE), 0, "nothing was given back");
    assert_eq!(stage.connections.replay().await.unwrap(), 0);
}

#[tokio::test]
async fn a_rotated_token_that_the_store_does_not_take_waits_in_the_spool() {
    let (behind, folder) = (Behind::new(&[]).await, tempfile::tempdir().unwrap());
    let stage = stage(&behind, Some(folder.path()), BRIEF).await;
    let browser = stage.browser();
    let id = browser.connect().await;
    stage.advance(HALF_HOUR);
    let answer = without_store(&behind, &stage, browser.items(&id)).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);

    behind.proxy.becomes(Network::Sound);
    recovers(&stage).await;
    assert_eq!(stage.connections.replay().await.unwrap(), 1);
    for _ in 0..2 {
        assert_eq!(browser.items(&id).await.status, StatusCode::OK);
        stage.advance(HALF_HOUR);
    }
    assert_eq!(browser.connections().await[0]["status"], "connected");
}

#[tokio::test]
async fn what_waits_in_the_spool_replaces_nothing_newer() {
    let (behind, folder) = (Behind::new(&[]).await, tempfile::tempdir().unwrap());
    let stage = stage(&behind, Some(folder.path()), BRIEF).await;
    let browser = stage.browser();
    let id = browser.connect().await;
    stage.advance(HALF_HOUR);
    without_store(&behind, &stage, browser.items(&id)).await;
    behind.proxy.becomes(Network::Sound);
    recovers(&stage).await;
    assert_eq!(browser.connect().await, id, "the user was quicker");
    assert_eq!(stage.connections.replay().await.unwrap(), 1);
    let calls = stage.token_calls();
    assert_eq!(browser.items(&id).await.status, StatusCode::OK);
    assert_eq!(stage.token_calls(), calls, "the new token is used as it is");
    stage.advance(HALF_HOUR);
    assert_eq!(browser.items(&id).await.status, StatusCode::OK, "and renewed");
}

#[tokio::test]
async fn what_waits_for_a_connection_that_is_gone_is_given_back() {
    let (behind, folder) = (Behind::new(&[]).await, tempfile::tempdir().unwrap());
    let stage = stage(&behind, Some(folder.path()), BRIEF).await;
    let browser = stage.browser();
    let id = browser.connect().await;
    stage.advance(HALF_HOUR);
    without_store(&behind, &stage, browser.items(&id)).await;
    behind.proxy.becomes(Network::Sound);
    recovers(&stage).await;
    browser.post("/api/disconnect", &[("connection", &id)]).await;
    let revoked = stage.asked(REVOKE);
    assert_eq!(stage.connections.replay().await.unwrap(), 1);
    assert!(browser.connections().await.is_empty());
    assert_eq!(stage.asked(REVOKE), revoked + 1);
}

#[tokio::test]
async fn a_store_that_is_back_in_time_takes_the_grant_as_if_nothing_had_been() {
    let behind = Behind::new(&[]).await;
    let stage = stage(&behind, None, Duration::from_secs(20)).await;
    let browser = stage.browser();
    let callback = browser.consent(browser.begin().await).await;
    let (answer, ()) = tokio::join!(without_store(&behind, &stage, browser.get(&callback)), async {
        // The account is known: what is left is to save. The first attempt meets no store.
        let is_account = |entry: &sandbox::JournalEntry| entry.path.starts_with("/account-info/");
        stage
            .sandbox
            .journal_until(|entries| entries.iter().any(is_account))
            .await;
        tokio::time::sleep(BRIEF).await;
        behind.proxy.becomes(Network::Sound);
    });
    assert!(answer.location().contains("notice=connected"), "{}", answer.location());
    assert_eq!((stage.token_calls(), stage.asked(REVOKE)), (1, 0));
}

#[tokio::test]
async fn without_a_spool_a_grant_that_cannot_be_kept_is_given_back() {
    let behind = Behind::new(&[]).await;
    let stage = stage(&behind, None, BRIEF).await;
    let browser = stage.browser();
    let callback = browser.consent(browser.begin().await).await;
    let answer = without_store(&behind, &stage, browser.get(&callback)).await;
    assert_eq!(answer.location(), "/?notice=unavailable");
    assert_eq!(stage.asked(REVOKE), 1);
}
