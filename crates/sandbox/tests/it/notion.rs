//! Conversations with the sandbox's Notion, and the app that holds them.

mod consent;
mod limits;
mod objects;
mod search;
mod token;

use reqwest::{Client, RequestBuilder, Response};
use sandbox::{CLIENT_ID, CLIENT_SECRET, NotionConfig, RunningSandbox, RunningStandIn, Sandbox, SandboxConfig};
use serde_json::{Value, json};

use crate::client::{callback, http, told};

const REDIRECT_URI: &str = "http://localhost:3000/integrations/notion/oauth2callback";
const VERSION: &str = "2025-09-03";

/// An app with its own sandbox, in which Notion runs.
struct App {
    sandbox: RunningSandbox,
    http: Client,
}

/// A configuration with that Notion.
fn with(notion: NotionConfig) -> SandboxConfig {
    SandboxConfig {
        notion: Some(notion),
        contacts: 0,
        ..SandboxConfig::default()
    }
}

impl App {
    async fn new(config: SandboxConfig) -> Self {
        Self {
            sandbox: Sandbox::start(config).await.unwrap(),
            http: http(),
        }
    }

    /// An app with the default Notion, and a token.
    async fn connected() -> (Self, String) {
        let app = Self::new(with(NotionConfig::default())).await;
        let token = app.connect().await["access_token"].as_str().unwrap().to_owned();
        (app, token)
    }

    fn notion(&self) -> &RunningStandIn {
        self.sandbox.notion()
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.notion().base_url())
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.http.get(self.url(path)).header("notion-version", VERSION)
    }

    fn post(&self, path: &str) -> RequestBuilder {
        self.http.post(self.url(path)).header("notion-version", VERSION)
    }

    /// What the API says to a `GET` with that token.
    async fn ask(&self, token: &str, path: &str) -> (u16, Value) {
        told(self.get(path).bearer_auth(token).send().await.unwrap()).await
    }

    /// What the API says to a `POST` with that token.
    async fn tell(&self, token: &str, path: &str, body: Value) -> (u16, Value) {
        told(self.post(path).bearer_auth(token).json(&body).send().await.unwrap()).await
    }

    /// All results of a list, page by page.
    async fn all(&self, token: &str, path: &str, mut body: Value) -> Vec<Value> {
        let mut results = Vec::new();
        loop {
            let (status, mut page) = self.tell(token, path, body.clone()).await;
            assert_eq!(status, 200, "{page}");
            results.append(page["results"].as_array_mut().unwrap());
            assert_eq!(page["has_more"], !page["next_cursor"].is_null());
            if page["next_cursor"].is_null() {
                return results;
            }
            body["start_cursor"] = page["next_cursor"].clone();
        }
    }

    /// Asks for consent with these parameters besides the usual ones, each of which they may replace; an empty one is left out.
    async fn authorize(&self, parameters: &[(&str, &str)]) -> Response {
        let usual = [
            ("client_id", CLIENT_ID),
            ("redirect_uri", REDIRECT_URI),
            ("response_type", "code"),
            ("owner", "user"),
            ("state", "the state"),
        ];
        let usual = usual
            .iter()
            .filter(|(name, _)| !parameters.iter().any(|(other, _)| other == name));
        let all: Vec<_> = usual.chain(parameters).filter(|(_, value)| !value.is_empty()).collect();
        self.get("/v1/oauth/authorize").query(&all).send().await.unwrap()
    }

    async fn code(&self) -> String {
        callback(&self.authorize(&[]).await, "code").unwrap()
    }

    /// Calls a token endpoint as the registered app.
    async fn oauth(&self, path: &str, body: Value) -> (u16, Value) {
        let request = self
            .http
            .post(self.url(path))
            .basic_auth(CLIENT_ID, Some(CLIENT_SECRET));
        told(request.json(&body).send().await.unwrap()).await
    }

    async fn exchange(&self, code: &str) -> (u16, Value) {
        let body = json!({ "grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT_URI });
        self.oauth("/v1/oauth/token", body).await
    }

    async fn refresh(&self, token: &str) -> (u16, Value) {
        let body = json!({ "grant_type": "refresh_token", "refresh_token": token });
        self.oauth("/v1/oauth/token", body).await
    }

    /// Consent and exchange: the token endpoint's answer.
    async fn connect(&self) -> Value {
        let (status, tokens) = self.exchange(&self.code().await).await;
        assert_eq!(status, 200, "{tokens}");
        tokens
    }
}

/// The plain text of rich text.
fn plain(rich: &Value) -> String {
    let pieces = rich.as_array().unwrap().iter();
    pieces.map(|piece| piece["plain_text"].as_str().unwrap()).collect()
}
