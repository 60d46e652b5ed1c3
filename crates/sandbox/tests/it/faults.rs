//! Injected faults.

use std::time::Duration;

use sandbox::{Fault, FaultBody, SandboxConfig};
use serde_json::json;

use crate::client::{App, told, with_contacts};

const DETAILS: &str = "/account-info/2026-09/details";

fn on(path_prefix: &str) -> Fault {
    Fault {
        path_prefix: path_prefix.to_owned(),
        ..Fault::default()
    }
}

#[tokio::test]
async fn a_status_with_headers_and_body_comes_so_many_times() {
    let (app, token) = App::connected(with_contacts(1)).await;
    let body = Some(FaultBody::Json(json!({ "broken": true })));
    let headers = [("retry-after".to_owned(), "7".to_owned())].into();
    app.sandbox.fault(Fault {
        times: 2,
        status: Some(503),
        headers,
        body,
        ..on("/account-info/")
    });
    let details = || app.get(DETAILS).bearer_auth(&token).send();

    let first = details().await.unwrap();
    assert_eq!(first.headers()["retry-after"], "7");
    assert_eq!(told(first).await, (503, json!({ "broken": true })));
    assert_eq!(details().await.unwrap().status(), 503);
    assert_eq!(details().await.unwrap().status(), 200);

    let journal = app.sandbox.journal();
    let faulted: Vec<_> = journal
        .iter()
        .map(|entry| (entry.faulted, entry.status))
        .skip(2)
        .collect();
    assert_eq!(faulted, [(true, Some(503)), (true, Some(503)), (false, Some(200))]);
}

#[tokio::test]
async fn a_body_may_be_bytes_that_are_no_text() {
    let app = App::new(with_contacts(0)).await;
    app.sandbox.fault(Fault {
        status: Some(200),
        body_base64: Some("/wD+".to_owned()),
        ..on("/")
    });

    let body = app.get("/anything").send().await.unwrap().bytes().await.unwrap();

    assert_eq!(body.as_ref(), [0xff, 0x00, 0xfe]);
}

#[tokio::test]
async fn a_type_of_its_own_stands_alone() {
    let app = App::new(with_contacts(0)).await;
    app.sandbox.fault(Fault {
        status: Some(200),
        headers: [("content-type".to_owned(), "text/html".to_owned())].into(),
        ..on("/")
    });

    let answer = app.get("/anything").send().await.unwrap();

    let types: Vec<_> = answer.headers().get_all("content-type").iter().collect();
    assert_eq!(types, ["text/html"]);
}

#[tokio::test]
async fn a_body_may_be_sent_many_times_over_with_pauses() {
    let app = App::new(with_contacts(0)).await;
    app.sandbox.fault(Fault {
        status: Some(200),
        body: Some(FaultBody::Text("ab".to_owned())),
        repeat: 3,
        pause_ms: 20,
        ..on("/")
    });
    let begun = tokio::time::Instant::now();

    let answer = app.get("/anything").send().await.unwrap();

    assert_eq!(answer.content_length(), None);
    assert_eq!(answer.text().await.unwrap(), "ababab");
    assert!(begun.elapsed() >= Duration::from_millis(60), "{:?}", begun.elapsed());
}

/// Nobody waits for its end, nor does it fill the memory.
#[tokio::test]
async fn a_body_without_end_is_sent_as_long_as_somebody_reads() {
    let app = App::new(with_contacts(0)).await;
    app.sandbox.fault(Fault {
        status: Some(200),
        body: Some(FaultBody::Text("x".repeat(1 << 16))),
        repeat: u64::MAX,
        ..on("/")
    });

    let mut answer = app.get("/anything").send().await.unwrap();

    let mut read = 0;
    while read < 10 << 20 {
        read += answer.chunk().await.unwrap().unwrap().len();
    }
    drop(answer);
    app.sandbox.stop().await;
}

#[tokio::test]
async fn a_reset_cuts_the_connection_and_is_journalled() {
    let app = App::new(with_contacts(0)).await;
    app.sandbox.fault(Fault {
        reset: true,
        ..on("/account-info/")
    });

    let error = app.get(DETAILS).send().await.unwrap_err();

    let causes = std::iter::successors(std::error::Error::source(&error), |cause| cause.source());
    let reset = causes.filter_map(|cause| cause.downcast_ref::<std::io::Error>());
    assert!(
        reset
            .into_iter()
            .any(|cause| cause.kind() == std::io::ErrorKind::ConnectionReset),
        "{error:?}"
    );
    let entry = &app.sandbox.journal()[0];
    assert_eq!((entry.faulted, entry.status), (true, None));
}

#[tokio::test]
async fn a_delay_is_waited_and_then_the_request_is_answered_as_ever() {
    let (app, token) = App::connected(with_contacts(1)).await;
    app.sandbox.fault(Fault {
        delay_ms: 80,
        ..on("/account-info/")
    });

    let response = app.get(DETAILS).bearer_auth(&token).send().await.unwrap();

    assert_eq!(response.status(), 200);
    let entry = app.sandbox.journal().pop().unwrap();
    assert!(entry.faulted && entry.milliseconds.unwrap() >= 80, "{entry:?}");
}

#[tokio::test]
async fn a_hanging_request_is_journalled_and_let_go_at_the_stop() {
    let app = App::new(with_contacts(0)).await;
    app.sandbox.fault(Fault {
        hang: true,
        ..on("/account-info/")
    });
    let request = app.get(DETAILS);
    let hanging = tokio::spawn(request.send());

    let journal = app.sandbox.journal_until(|entries| !entries.is_empty()).await;
    assert_eq!(journal[0].status, None);
    assert!(!hanging.is_finished());

    app.sandbox.stop().await;
    assert_eq!(hanging.await.unwrap().unwrap().status(), 503);
}

#[tokio::test]
async fn a_forgotten_fault_does_not_strike() {
    let app = App::new(with_contacts(0)).await;
    app.sandbox.fault(Fault { hang: true, ..on("/") });
    app.sandbox.clear_faults();

    assert_eq!(app.get(DETAILS).send().await.unwrap().status(), 401);
}

#[tokio::test]
async fn latency_is_added_to_every_answer() {
    let config = SandboxConfig {
        latency: Duration::from_millis(50),
        ..with_contacts(0)
    };
    let app = App::new(config).await;

    app.get(DETAILS).send().await.unwrap();

    assert!(app.sandbox.journal()[0].milliseconds.unwrap() >= 50);
}
