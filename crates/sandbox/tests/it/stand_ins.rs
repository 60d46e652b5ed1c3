//! Several stand-ins in one sandbox: what is each one's own, and what they share.

use std::time::Duration;

use reqwest::{Client, Method, Response};
use sandbox::{Fault, RunningStandIn, Sandbox, SandboxClock, SandboxConfig};
use serde_json::{Value, json};

use crate::client::{http, told};

fn all() -> SandboxConfig {
    SandboxConfig {
        clock: SandboxClock::frozen_at("2026-05-01T00:00:00Z".parse().unwrap()),
        ..SandboxConfig::with_all_providers()
    }
}

async fn send(http: &Client, method: Method, stand_in: &RunningStandIn, path: &str, body: &Value) -> Response {
    let request = http.request(method, format!("{}{path}", stand_in.base_url()));
    request.json(body).send().await.unwrap()
}

#[tokio::test]
async fn each_has_a_listener_of_its_own_and_hubspot_is_the_first() {
    let sandbox = Sandbox::start(all()).await.unwrap();
    let names: Vec<_> = sandbox.stand_ins().map(|(name, _)| name).collect();
    assert_eq!(names, ["hubspot", "airtable", "notion", "pipedrive"]);
    let mut addresses: Vec<_> = sandbox.stand_ins().map(|(_, running)| running.address()).collect();
    assert_eq!(addresses[0], sandbox.address());
    addresses.sort_unstable();
    addresses.dedup();
    assert_eq!(addresses.len(), 4);
}

#[tokio::test]
async fn journals_and_faults_are_apart_in_the_process_and_over_http() {
    let (sandbox, http) = (Sandbox::start(all()).await.unwrap(), http());
    for (index, (name, running)) in sandbox.stand_ins().enumerate() {
        let path = format!("/{name}");
        let fault = json!({ "path_prefix": path, "status": 507 });
        let planned = send(&http, Method::POST, running, "/_sandbox/faults", &fault).await;
        assert_eq!(planned.status(), 204);
        for (other, elsewhere) in sandbox.stand_ins().filter(|(other, _)| *other != name) {
            let answer = send(&http, Method::GET, elsewhere, &path, &json!(null)).await;
            assert_ne!(answer.status(), 507, "{other}");
        }
        assert_eq!(
            send(&http, Method::GET, running, &path, &json!(null)).await.status(),
            507
        );

        let journal = send(&http, Method::GET, running, "/_sandbox/journal", &json!(null)).await;
        let own = told(journal).await.1.as_array().unwrap().len();
        assert_eq!(own, index + 1, "what came to it, and nothing else");
        for (_, other) in sandbox.stand_ins() {
            assert_eq!(other.journal().iter().filter(|entry| entry.path == path).count(), 1);
        }
        running.fault(Fault::default());
        running.clear_faults();
    }
}

#[tokio::test]
async fn a_reset_is_about_one_alone() {
    let (sandbox, http) = (Sandbox::start(all()).await.unwrap(), http());
    for (_, running) in sandbox.stand_ins() {
        send(&http, Method::GET, running, "/x", &json!(null)).await;
        running.fault(Fault {
            status: Some(507),
            ..Fault::default()
        });
    }

    let reset = send(&http, Method::POST, sandbox.notion(), "/_sandbox/reset", &json!(null)).await;

    assert_eq!(reset.status(), 204);
    assert!(sandbox.notion().journal().is_empty());
    assert!(
        sandbox
            .stand_ins()
            .filter(|(name, _)| *name != "notion")
            .all(|(_, one)| one.journal().len() == 1)
    );
    for (name, running) in sandbox.stand_ins() {
        let faulted = send(&http, Method::GET, running, "/x", &json!(null)).await.status() == 507;
        assert_eq!(faulted, name != "notion", "{name}");
    }
}

#[tokio::test]
async fn consent_is_decided_apart_and_an_account_that_makes_no_sense_is_refused() {
    let (sandbox, http) = (Sandbox::start(all()).await.unwrap(), http());
    let deny = json!({ "mode": "deny" });
    assert_eq!(
        send(&http, Method::POST, sandbox.pipedrive(), "/_sandbox/consent", &deny)
            .await
            .status(),
        204
    );
    let consent = async |running: &RunningStandIn, provider: &str, path: &str| {
        let redirect = format!("http://localhost:3000/integrations/{provider}/oauth2callback");
        let query = [
            ("client_id", "sandbox-client"),
            ("redirect_uri", redirect.as_str()),
            ("response_type", "code"),
            ("owner", "user"),
        ];
        let request = http.get(format!("{}{path}", running.base_url())).query(&query);
        request.send().await.unwrap().headers()["location"]
            .to_str()
            .unwrap()
            .to_owned()
    };
    let denied = consent(sandbox.pipedrive(), "pipedrive", "/oauth/authorize").await;
    assert!(denied.contains("error=access_denied"), "{denied}");
    let allowed = consent(sandbox.notion(), "notion", "/v1/oauth/authorize").await;
    assert!(allowed.contains("code="), "{allowed}");

    for (name, running) in sandbox.stand_ins() {
        let refused = send(
            &http,
            Method::POST,
            running,
            "/_sandbox/account",
            &json!({ "no_such": 1 }),
        )
        .await;
        assert_eq!(refused.status(), 400, "{name}");
    }
}

#[tokio::test]
async fn the_clock_is_shared_and_a_stop_ends_all() {
    let config = all();
    let clock = config.clock.clone();
    let sandbox = Sandbox::start(config).await.unwrap();
    let addresses: Vec<_> = sandbox.stand_ins().map(|(_, running)| running.address()).collect();
    let before = clock.now();
    sandbox.advance(Duration::from_secs(5));
    assert_eq!(clock.now().duration_since(before).as_secs(), 5);

    sandbox.stop().await;

    for address in addresses {
        assert!(tokio::net::TcpStream::connect(address).await.is_err());
    }
}

#[tokio::test]
#[should_panic(expected = "`SandboxConfig::airtable`")]
async fn asking_for_one_that_was_not_started_is_a_mistake_of_the_test() {
    let sandbox = Sandbox::start(SandboxConfig::default()).await.unwrap();
    let _ = sandbox.airtable();
}
