//! Leaks: codes, tokens, verifiers, states, session ids and secrets appear nowhere (T36, T37).

use std::{
    io,
    sync::{Arc, LazyLock, Mutex},
    time::Duration,
};

use sandbox::{Fault, FaultBody};
use tracing_subscriber::fmt::MakeWriter;

use crate::stage::{Answer, Browser, Stage};

/// Everything that was logged, at the finest level.
#[derive(Clone, Default)]
pub struct Log(pub Arc<Mutex<Vec<u8>>>);

/// For the whole process: what other tests log meanwhile is searched as well.
pub fn whole_log() -> Log {
    static LOG: LazyLock<Log> = LazyLock::new(|| {
        let log = Log::default();
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_writer(log.clone())
            .with_ansi(false)
            .init();
        log
    });
    LOG.clone()
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Every way through the flow, good and bad. Returns all answers.
async fn walk(stage: &Stage, browser: &Browser<'_>, states: &mut Vec<String>) -> Vec<Answer> {
    let mut answers = Vec::new();
    for fault in [
        None,
        Some(Fault {
            status: Some(200),
            body: Some(FaultBody::Text("{\"access_token\"".into())),
            ..Fault::default()
        }),
    ] {
        let page = browser.begin().await;
        states.push(
            page.query_pairs()
                .find(|(name, _)| name == "state")
                .unwrap()
                .1
                .into_owned(),
        );
        let callback = browser.consent(page).await;
        if let Some(fault) = fault {
            stage.sandbox.fault(Fault {
                path_prefix: "/oauth/2026-09/token".into(),
                ..fault
            });
        }
        answers.push(browser.get(&callback).await);
        answers.push(browser.get(&callback).await);
    }
    let id = browser.connections().await[0]["id"].as_str().unwrap().to_owned();
    stage.advance(Duration::from_mins(30));
    for path in [
        "/".to_owned(),
        format!("/connections/{id}"),
        format!("/api/items?connection={id}"),
        "/api/connections".to_owned(),
        format!("/api/window?connection={id}&view=q%3Dada&count=50"),
        format!("/api/columns?connection={id}"),
        format!("/api/record?connection={id}&item=1001"),
        format!("/api/export?connection={id}&format=csv&scope=all"),
        format!("/api/export?connection={id}&format=jsonl&scope=view&view=q%3Dada"),
    ] {
        answers.push(browser.get(&path).await);
    }
    answers.push(first_event(browser, &id).await);
    stage.sandbox.fault(Fault {
        path_prefix: "/crm/".into(),
        status: Some(401),
        times: 2,
        ..Fault::default()
    });
    answers.push(browser.get(&format!("/connections/{id}")).await);
    answers.push(browser.post("/api/disconnect", &[("connection", &id)]).await);
    answers
}

/// What a stream begins with; it does not end by itself.
async fn first_event(browser: &Browser<'_>, connection: &str) -> Answer {
    let mut stream = browser.open(&format!("/api/progress?connection={connection}")).await;
    let body = stream.next().await.expect("at once");
    Answer {
        status: stream.head.status,
        headers: stream.head.headers,
        body,
    }
}

#[tokio::test]
async fn no_secret_is_in_any_answer_or_log_line() {
    let log = whole_log();
    let stage = Stage::new().await;
    let browser = stage.browser();
    let mut states = Vec::new();
    let answers = walk(&stage, &browser, &mut states).await;

    let session = browser.cookies.lock().unwrap()["tributary"].clone();
    let mut secrets = stage.sandbox.issued_secrets();
    secrets.push(sandbox::CLIENT_SECRET.to_owned());
    secrets.extend(stage.pending.verifiers());
    secrets.push(session);
    assert!(secrets.len() > 6, "there is something to look for");
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(
        log.contains("connected") && log.contains("/integrations/{provider}/oauth2callback"),
        "routes, not URIs"
    );
    for secret in secrets.iter().chain(&states) {
        assert!(!log.contains(secret.as_str()), "the log holds {secret}");
        for answer in &answers {
            assert!(!answer.body.contains(secret.as_str()), "a body holds {secret}");
            assert!(!answer.head().contains(secret.as_str()), "a header holds {secret}");
        }
    }
    assert!(
        !log.contains("ada@northwind.example"),
        "records of the user are not logged"
    );
}
