//! Leaks when things go wrong: whatever breaks, and whatever a provider says then, no secret is logged or shown (T37).

use std::time::Duration;

use sandbox::Fault;
use testkit::fault_proxy::{End, FaultProxy, Network, Way};
use url::Url;

use crate::{
    leaks::whole_log,
    stage::{Answer, Browser, CONTACTS, JSON, Stage, TOKEN, answers, far_away, on},
};

/// In every answer that the provider makes up here, and nowhere else.
const CANARY: &str = "siskin";

/// A browser that remembers what must be found nowhere, and all that it was shown.
struct Witness<'a> {
    browser: Browser<'a>,
    secrets: Vec<String>,
    shown: Vec<Answer>,
}

impl Witness<'_> {
    /// In a session of its own, while the network is as it is then.
    async fn connect_in_vain(&mut self, stage: &Stage, meanwhile: impl FnOnce()) {
        let browser = stage.browser();
        let page = browser.begin().await;
        self.secrets.push(parameter(&page, "state"));
        let callback = browser.consent(page).await;
        meanwhile();
        let address = Url::parse("http://localhost:3000").unwrap().join(&callback).unwrap();
        self.secrets.push(parameter(&address, "code"));
        self.shown.push(browser.get(&callback).await);
        self.secrets.push(browser.cookies.lock().unwrap()["tributary"].clone());
    }

    async fn look_at(&mut self, path: &str) {
        self.shown.push(self.browser.get(path).await);
    }
}

fn parameter(url: &Url, name: &str) -> String {
    let found = url.query_pairs().find(|(key, _)| key == name);
    found.unwrap().1.into_owned()
}

fn bad_networks() -> Vec<Network> {
    let cut = |after| Network::Cut {
        way: Way::Answers,
        after,
        end: End::Reset,
    };
    vec![Network::Down, Network::Resetting, cut(20), cut(300)]
}

fn bad_answers(path_prefix: &str) -> Vec<Fault> {
    let texts = [
        (
            200,
            JSON,
            r#"{"access_token":"siskin-access","refresh_token":"siskin-refresh""#,
        ),
        (200, JSON, r#"{"access_token":"siskin access","results":["siskin",]}"#),
        (200, JSON, r#"{"access_token":7,"results":{"siskin":"siskin"}}"#),
        (200, "text/html", "<h1>siskin</h1>"),
        (
            400,
            JSON,
            r#"{"error":"siskin","error_description":"siskin","message":"siskin"}"#,
        ),
        (403, JSON, r#"{"category":"siskin","errors":[{"message":"siskin"}]}"#),
        (500, "text/plain", "siskin"),
    ];
    let mut faults: Vec<_> = texts
        .into_iter()
        .map(|(status, kind, body)| answers(path_prefix, status, kind, body.as_bytes()))
        .collect();
    let address = ("location".to_owned(), "https://siskin.example/?code=siskin".to_owned());
    faults.push(Fault {
        status: Some(302),
        headers: [address].into(),
        ..on(path_prefix)
    });
    faults
}

async fn walk(stage: &Stage, proxy: &FaultProxy, witness: &mut Witness<'_>, items: &[String]) {
    for network in bad_networks() {
        witness.connect_in_vain(stage, || proxy.becomes(network)).await;
        for path in items {
            witness.look_at(path).await;
        }
        proxy.becomes(Network::Sound);
    }
    for fault in bad_answers(TOKEN) {
        witness.connect_in_vain(stage, || stage.sandbox.fault(fault)).await;
        stage.sandbox.clear_faults();
    }
    for fault in bad_answers(CONTACTS) {
        stage.sandbox.fault(fault);
        for path in items {
            witness.look_at(path).await;
        }
        stage.sandbox.clear_faults();
    }
    stage.advance(Duration::from_mins(26));
    for fault in bad_answers(TOKEN) {
        stage.sandbox.fault(fault);
        witness.look_at(&items[0]).await;
        stage.sandbox.clear_faults();
    }
}

#[tokio::test]
async fn no_fault_brings_a_secret_into_the_log_or_onto_a_page() {
    let log = whole_log();
    let (stage, proxy) = far_away().await;
    let mut witness = Witness {
        browser: stage.browser(),
        secrets: vec![sandbox::CLIENT_SECRET.into(), CANARY.into()],
        shown: Vec::new(),
    };
    let id = witness.browser.connect().await;
    let items = [format!("/api/items?connection={id}"), format!("/connections/{id}")];
    walk(&stage, &proxy, &mut witness, &items).await;

    let Witness {
        browser,
        mut secrets,
        shown,
    } = witness;
    secrets.extend(stage.sandbox.issued_secrets());
    secrets.extend(stage.pending.verifiers());
    secrets.push(browser.cookies.lock().unwrap()["tributary"].clone());
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(
        secrets.len() > 30 && shown.len() > 30,
        "there is something to look for, and where"
    );
    assert!(log.contains("no connection was made"), "the faults were logged");
    for secret in &secrets {
        assert!(!log.contains(secret.as_str()), "the log holds {secret}");
        for answer in &shown {
            assert!(!answer.body.contains(secret.as_str()), "a body holds {secret}");
            assert!(!answer.head().contains(secret.as_str()), "a header holds {secret}");
        }
    }
}
