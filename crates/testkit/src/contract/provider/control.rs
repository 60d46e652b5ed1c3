//! The remote control of a stand-in: what shall happen to it.

use serde_json::{Value, json};

/// So often a fault strikes: as often as anybody asks before it is cleared.
const ALWAYS: u32 = 100_000;

/// Reaches the routes below `/_sandbox/`.
pub(super) struct Control {
    base: String,
    http: reqwest::Client,
}

impl Control {
    pub(super) fn of(stand_in: &str, http: reqwest::Client) -> Self {
        let base = format!("{stand_in}/_sandbox");
        Self { base, http }
    }

    /// From now on whatever is asked meets that fault.
    pub(super) async fn fault(&self, mut fault: Value) {
        fault["times"] = ALWAYS.into();
        self.post("faults", fault).await;
    }

    /// From now on nothing meets a fault.
    pub(super) async fn mend(&self) {
        let request = self.http.delete(format!("{}/faults", self.base));
        obeyed(request.send().await);
    }

    /// Whoever is asked for consent gives it at once.
    pub(super) async fn consent_at_once(&self) {
        self.post("consent", json!({ "mode": "auto" })).await;
    }

    /// Only these scopes are granted; `None`: all that are asked for.
    pub(super) async fn grant_only(&self, scopes: Option<&[&str]>) {
        self.post("grant", json!({ "scopes": scopes })).await;
    }

    /// Every access token has ended.
    pub(super) async fn expire_tokens(&self) {
        self.post("tokens/expire", json!({})).await;
    }

    /// The user takes every grant back, and its access tokens with it.
    pub(super) async fn revoke_grants(&self) {
        self.post("tokens/revoke", json!({ "access_tokens": true })).await;
    }

    async fn post(&self, route: &str, question: Value) {
        let request = self.http.post(format!("{}/{route}", self.base)).json(&question);
        obeyed(request.send().await);
    }
}

fn obeyed(answer: reqwest::Result<reqwest::Response>) {
    let answer = answer.expect("the remote control answers");
    assert!(
        answer.status().is_success(),
        "the remote control refuses: {}",
        answer.status()
    );
}
