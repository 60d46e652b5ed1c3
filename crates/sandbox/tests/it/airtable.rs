//! Conversations with the sandbox's Airtable, and the app that holds them.

mod consent;
mod limits;
mod records;
mod schema;
mod token;

use reqwest::{Client, RequestBuilder, Response};
use sandbox::{AirtableConfig, CLIENT_ID, CLIENT_SECRET, RunningSandbox, RunningStandIn, Sandbox, SandboxConfig};
use serde_json::Value;

use crate::client::{CHALLENGE, VERIFIER, callback, http, told};

const REDIRECT_URI: &str = "http://localhost:3000/integrations/airtable/oauth2callback";
const SCOPE: &str = "schema.bases:read data.records:read user.email:read";

/// An app with its own sandbox, in which Airtable runs.
struct App {
    sandbox: RunningSandbox,
    http: Client,
}

/// A configuration with that Airtable.
fn with(airtable: AirtableConfig) -> SandboxConfig {
    SandboxConfig {
        airtable: Some(airtable),
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

    /// An app with the default Airtable, and a token.
    async fn connected() -> (Self, String) {
        let app = Self::new(with(AirtableConfig::default())).await;
        let token = app.connect().await["access_token"].as_str().unwrap().to_owned();
        (app, token)
    }

    fn airtable(&self) -> &RunningStandIn {
        self.sandbox.airtable()
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.airtable().base_url())
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.http.get(self.url(path))
    }

    fn post(&self, path: &str) -> RequestBuilder {
        self.http.post(self.url(path))
    }

    /// What the API says to a `GET` with that token.
    async fn ask(&self, token: &str, path: &str) -> (u16, Value) {
        told(self.get(path).bearer_auth(token).send().await.unwrap()).await
    }

    /// Asks for consent with these parameters besides the usual ones, each of which they may replace; an empty one is left out.
    async fn authorize(&self, parameters: &[(&str, &str)]) -> Response {
        let usual = [
            ("client_id", CLIENT_ID),
            ("redirect_uri", REDIRECT_URI),
            ("response_type", "code"),
            ("scope", SCOPE),
            ("state", "the state"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        let usual = usual
            .iter()
            .filter(|(name, _)| !parameters.iter().any(|(other, _)| other == name));
        let all: Vec<_> = usual.chain(parameters).filter(|(_, value)| !value.is_empty()).collect();
        self.get("/oauth2/v1/authorize").query(&all).send().await.unwrap()
    }

    async fn code(&self) -> String {
        callback(&self.authorize(&[]).await, "code").unwrap()
    }

    /// Calls the token endpoint as the registered app.
    async fn token(&self, form: &[(&str, &str)]) -> (u16, Value) {
        let request = self.post("/oauth2/v1/token").basic_auth(CLIENT_ID, Some(CLIENT_SECRET));
        told(request.form(form).send().await.unwrap()).await
    }

    async fn exchange(&self, code: &str) -> (u16, Value) {
        let grant = ("grant_type", "authorization_code");
        let rest = [
            ("code", code),
            ("redirect_uri", REDIRECT_URI),
            ("code_verifier", VERIFIER),
        ];
        self.token(&[&[grant], &rest[..]].concat()).await
    }

    async fn refresh(&self, token: &str) -> (u16, Value) {
        self.token(&[("grant_type", "refresh_token"), ("refresh_token", token)])
            .await
    }

    /// Consent and exchange: the token endpoint's answer.
    async fn connect(&self) -> Value {
        let (status, tokens) = self.exchange(&self.code().await).await;
        assert_eq!(status, 200, "{tokens}");
        tokens
    }
}
