//! Renewals that race with a sibling, a reconnect, a caller who leaves, or with the loss of their own answer.

use std::{future::Future, time::Duration};

use http::StatusCode;
use integrations::connections::Pacing;
use sandbox::{Fault, JournalEntry, SandboxConfig};
use serde_json::{Value, json};
use testkit::{fault_proxy::FaultProxy, redis::RedisServer};

use crate::stage::{Answer, Browser, CONTACTS, JSON, Setting, Stage, TOKEN, answers, few_contacts, on};

const HALF_HOUR: Duration = Duration::from_mins(30);
const COOL_DOWN: Duration = Duration::from_secs(30);

/// What became of the connection, the newest first.
async fn events(browser: &Browser<'_>, id: &str) -> Vec<Value> {
    let details = browser.get(&format!("/api/connection?connection={id}")).await.json();
    let activity = details["activity"].as_array().unwrap();
    activity.iter().map(|entry| entry["event"].clone()).collect()
}

/// An instance on that Redis, which takes a second look after so long.
fn on_redis(redis: &RedisServer, second_look: Duration) -> Setting {
    Setting {
        location: Some(redis.url()),
        pacing: Pacing {
            second_look,
            ..Setting::default().pacing
        },
        ..few_contacts()
    }
}

/// Until the sandbox has a request that a fault meets.
async fn reaches_the_provider(stage: &Stage) {
    stage
        .sandbox
        .journal_until(|entries| entries.iter().any(|entry| entry.faulted))
        .await;
}

/// The leases end under their holders, as in a failover.
async fn without_leases(redis: &RedisServer) {
    let mut link = redis.connect().await;
    let keys: Vec<String> = redis::cmd("KEYS").arg("*lk:*").query_async(&mut link).await.unwrap();
    assert!(!keys.is_empty(), "somebody holds one");
    let () = redis::cmd("DEL").arg(keys).query_async(&mut link).await.unwrap();
}

/// One refresh meets the fault; then its lease is lost, and something else happens meanwhile.
async fn overtaken(
    redis: &RedisServer,
    stage: &Stage,
    fault: Fault,
    late: impl Future<Output = Answer>,
    meanwhile: impl Future<Output = Answer>,
) -> (Answer, Answer) {
    stage.sandbox.fault(Fault { times: 1, ..fault });
    tokio::join!(late, async {
        reaches_the_provider(stage).await;
        without_leases(redis).await;
        meanwhile.await
    })
}

fn refused() -> Fault {
    answers(TOKEN, 400, JSON, br#"{"error":"invalid_grant"}"#)
}

fn late() -> Fault {
    Fault {
        delay_ms: 300,
        ..on(TOKEN)
    }
}

/// Finding 5, R16: at the first look the sibling has saved what it got.
#[tokio::test]
async fn a_refusal_after_a_sibling_renewed_disconnects_nobody() {
    let redis = RedisServer::new();
    let one = Stage::with(on_redis(&redis, Duration::ZERO)).await;
    let other = one.beside(&on_redis(&redis, Duration::ZERO));
    let browser = one.browser();
    let id = browser.connect().await;
    one.advance(HALF_HOUR);
    let fault = Fault {
        delay_ms: 300,
        ..refused()
    };
    let sibling = browser.at(&other);
    let (late, quick) = overtaken(&redis, &one, fault, browser.items(&id), sibling.items(&id)).await;
    assert_eq!((late.status, quick.status), (StatusCode::OK, StatusCode::OK));
    assert_eq!(events(&browser, &id).await, [json!("refreshed"), json!("connected")]);
    assert_eq!(one.token_calls(), 3, "the exchange, and one refresh each");
}

/// Finding 5, R16: the sibling is about to save it, and has at the second look.
#[tokio::test]
async fn a_refusal_while_a_sibling_renews_disconnects_nobody() {
    let redis = RedisServer::new();
    let patient = on_redis(&redis, Duration::from_secs(1));
    let one = Stage::with(patient).await;
    let other = one.beside(&on_redis(&redis, Duration::ZERO));
    let browser = one.browser();
    let id = browser.connect().await;
    one.advance(HALF_HOUR);
    let sibling = browser.at(&other);
    let (late, quick) = overtaken(&redis, &one, refused(), browser.items(&id), sibling.items(&id)).await;
    assert_eq!((late.status, quick.status), (StatusCode::OK, StatusCode::OK));
    assert_eq!(events(&browser, &id).await, [json!("refreshed"), json!("connected")]);
}

/// Finding 4, R32: whoever lost the lease writes over nothing that is newer.
#[tokio::test]
async fn a_late_refresh_leaves_a_siblings_token_set_alone() {
    let redis = RedisServer::new();
    let one = Stage::with(on_redis(&redis, Duration::ZERO)).await;
    let other = one.beside(&on_redis(&redis, Duration::ZERO));
    let browser = one.browser();
    let id = browser.connect().await;
    one.advance(HALF_HOUR);
    let (sibling, clock) = (browser.at(&other), one.clock.clone());
    let meanwhile = async {
        clock.advance(Duration::from_secs(10));
        sibling.items(&id).await
    };
    let (late, quick) = overtaken(&redis, &one, late(), browser.items(&id), meanwhile).await;
    assert_eq!((late.status, quick.status), (StatusCode::OK, StatusCode::OK));
    let details = browser.get(&format!("/api/connection?connection={id}")).await.json();
    assert_eq!(details["last_refreshed_at"], "2026-03-01T12:30:10Z", "the sibling's");
    assert_eq!(events(&browser, &id).await, [json!("refreshed"), json!("connected")]);
}

/// R32: nor over what the user granted meanwhile.
#[tokio::test]
async fn a_late_refresh_leaves_a_newer_grant_alone() {
    let redis = RedisServer::new();
    let one = Stage::with(on_redis(&redis, Duration::ZERO)).await;
    let other = one.beside(&on_redis(&redis, Duration::ZERO));
    let browser = one.browser();
    let id = browser.connect().await;
    one.advance(HALF_HOUR);
    let callback = browser.consent(browser.begin().await).await;
    let elsewhere = browser.at(&other);
    let (late, reconnected) = overtaken(&redis, &one, late(), browser.items(&id), elsewhere.get(&callback)).await;
    assert!(
        reconnected.location().contains("notice=connected"),
        "{}",
        reconnected.location()
    );
    assert_eq!(late.status, StatusCode::OK, "with the newer token");
    assert_eq!(events(&browser, &id).await, [json!("reconnected"), json!("connected")]);
}

fn rotating() -> SandboxConfig {
    SandboxConfig {
        rotate_refresh_tokens: true,
        ..few_contacts().sandbox
    }
}

/// Asks, and goes away when the provider has the refresh, which fails then.
async fn leaves_a_failing_refresh(stage: &Stage, browser: &Browser<'_>, id: &str) {
    stage.sandbox.clear_journal();
    stage.sandbox.fault(Fault {
        delay_ms: 50,
        times: 2,
        ..answers(TOKEN, 503, JSON, b"{}")
    });
    {
        let request = browser.items(id);
        tokio::pin!(request);
        tokio::select! {
            _ = &mut request => panic!("the refresh is slower than the journal"),
            () = reaches_the_provider(stage) => {}
        }
    }
    stage.connections.drain().await;
    assert_eq!(stage.token_calls(), 2, "it goes on alone");
    stage.sandbox.clear_journal();
}

/// R39: nobody is told later how a refresh ended whose callers all went away.
#[tokio::test]
async fn a_refresh_that_all_left_does_not_answer_those_who_come_later() {
    let stage = Stage::with(few_contacts()).await;
    let browser = stage.browser();
    let id = browser.connect().await;
    stage.advance(HALF_HOUR);
    leaves_a_failing_refresh(&stage, &browser, &id).await;
    stage.advance(COOL_DOWN);
    assert_eq!(browser.items(&id).await.status, StatusCode::OK);
    assert_eq!(stage.token_calls(), 1);
}

/// R39: nor does it keep others from renewing early.
#[tokio::test]
async fn an_early_refresh_that_all_left_is_tried_again() {
    let stage = Stage::with(few_contacts()).await;
    let browser = stage.browser();
    let id = browser.connect().await;
    stage.advance(Duration::from_mins(26));
    leaves_a_failing_refresh(&stage, &browser, &id).await;
    stage.advance(COOL_DOWN);
    assert_eq!(browser.items(&id).await.status, StatusCode::OK);
    assert_eq!(stage.token_calls(), 1);
}

/// An app whose provider is reached through a proxy that can lose its answers.
async fn far_away(sandbox: SandboxConfig) -> (Stage, FaultProxy) {
    let proxy = FaultProxy::start(([127, 0, 0, 1], 9).into()).await.unwrap();
    let stage = Stage::with(Setting {
        sandbox,
        api_url: Some(format!("http://{}", proxy.address())),
        ..Setting::default()
    })
    .await;
    proxy.lead_to(stage.sandbox.address());
    (stage, proxy)
}

/// The provider refreshes, so many times, and we do not hear of it.
async fn unheard(proxy: &FaultProxy, times: usize, request: impl Future<Output = Answer>) -> Answer {
    let answer = async {
        for _ in 0..times {
            let mut caught = proxy.catch("POST /oauth/2026-09/token ");
            caught.arrived().await;
            caught.lose();
        }
    };
    tokio::join!(request, answer).0
}

/// R27, without rotation.
#[tokio::test]
async fn a_refresh_whose_answer_is_lost_is_made_once_more_at_once() {
    let (stage, proxy) = far_away(few_contacts().sandbox).await;
    let browser = stage.browser();
    let id = browser.connect().await;
    stage.advance(HALF_HOUR);
    let answer = unheard(&proxy, 1, browser.items(&id)).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(stage.token_calls(), 3, "the exchange, and the refresh twice");
    assert_eq!(events(&browser, &id).await, [json!("refreshed"), json!("connected")]);
}

/// R27, with rotation and no grace: there is one clean end.
#[tokio::test]
async fn a_rotated_token_whose_answer_is_lost_needs_the_user_and_no_more_calls() {
    let (stage, proxy) = far_away(rotating()).await;
    let browser = stage.browser();
    let id = browser.connect().await;
    stage.advance(HALF_HOUR);
    let answer = unheard(&proxy, 1, browser.items(&id)).await;
    assert_eq!(answer.json(), json!("ReconnectRequired"));
    assert_eq!(stage.token_calls(), 3);
    for _ in 0..3 {
        assert_eq!(browser.items(&id).await.json(), json!("ReconnectRequired"));
    }
    assert_eq!(stage.token_calls(), 3, "nothing loops");
    assert_eq!(browser.connect().await, id);
    assert_eq!(browser.items(&id).await.status, StatusCode::OK);
}

/// R38: the second refusal comes when somebody has renewed once more. That is no reason to reconnect.
#[tokio::test]
async fn a_token_that_was_refused_and_replaced_meanwhile_disconnects_nobody() {
    let stage = Stage::with(few_contacts()).await;
    let browser = stage.browser();
    let id = browser.connect().await;
    for delay_ms in [0, 300] {
        stage.sandbox.fault(Fault {
            times: 1,
            delay_ms,
            ..answers(CONTACTS, 401, JSON, b"{}")
        });
    }
    let (late, quick) = tokio::join!(browser.items(&id), async {
        let twice = |entries: &[JournalEntry]| entries.iter().filter(|entry| entry.faulted).count() == 2;
        stage.sandbox.journal_until(twice).await;
        stage.sandbox.expire_tokens();
        browser.items(&id).await
    });
    assert_eq!((late.json(), quick.status), (json!("Busy"), StatusCode::OK));
    assert_eq!(browser.items(&id).await.status, StatusCode::OK);
    assert_eq!(browser.connections().await[0]["status"], "connected");
}
