//! The other side of the conversation: an app that talks to the sandbox.

use reqwest::{Client, RequestBuilder, Response};
use sandbox::{CLIENT_ID, CLIENT_SECRET, RunningSandbox, Sandbox, SandboxConfig};
use serde_json::Value;
use url::Url;

pub const REDIRECT_URI: &str = "http://localhost:3000/integrations/hubspot/oauth2callback";
pub const SCOPE: &str = "oauth crm.objects.contacts.read crm.objects.contacts.write";
/// The verifier and the challenge of RFC 7636 appendix B.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// An app with its own sandbox.
pub struct App {
    pub sandbox: RunningSandbox,
    http: Client,
}

#[expect(
    clippy::disallowed_methods,
    reason = "these tests know no other crate of the workspace"
)]
pub fn http() -> Client {
    Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

impl App {
    pub async fn new(config: SandboxConfig) -> Self {
        Self {
            sandbox: Sandbox::start(config).await.unwrap(),
            http: http(),
        }
    }

    /// An app with that many contacts behind it, and a token.
    pub async fn connected(config: SandboxConfig) -> (Self, String) {
        let app = Self::new(config).await;
        let token = app.connect().await["access_token"].as_str().unwrap().to_owned();
        (app, token)
    }

    pub fn get(&self, path: &str) -> RequestBuilder {
        self.http.get(format!("{}{path}", self.sandbox.base_url()))
    }

    pub fn post(&self, path: &str) -> RequestBuilder {
        self.http.post(format!("{}{path}", self.sandbox.base_url()))
    }

    pub fn patch(&self, path: &str) -> RequestBuilder {
        self.http.patch(format!("{}{path}", self.sandbox.base_url()))
    }

    pub fn delete(&self, path: &str) -> RequestBuilder {
        self.http.delete(format!("{}{path}", self.sandbox.base_url()))
    }

    /// Asks for consent with these parameters besides the usual ones, each of which they may replace.
    pub async fn authorize(&self, parameters: &[(&str, &str)]) -> Response {
        let usual = [
            ("client_id", CLIENT_ID),
            ("redirect_uri", REDIRECT_URI),
            ("scope", SCOPE),
            ("state", "the state"),
        ];
        let usual = usual
            .iter()
            .filter(|(name, _)| !parameters.iter().any(|(other, _)| other == name));
        let all: Vec<_> = usual.chain(parameters).collect();
        self.get("/oauth/authorize").query(&all).send().await.unwrap()
    }

    /// The code that consent brings.
    pub async fn code(&self, parameters: &[(&str, &str)]) -> String {
        callback(&self.authorize(parameters).await, "code").unwrap()
    }

    /// Calls the token endpoint with these parameters besides the client's own.
    pub async fn token(&self, parameters: &[(&str, &str)]) -> Response {
        let own = [("client_id", CLIENT_ID), ("client_secret", CLIENT_SECRET)];
        let own = own
            .iter()
            .filter(|(name, _)| !parameters.iter().any(|(other, _)| other == name));
        let all: Vec<_> = own.chain(parameters).collect();
        self.post("/oauth/2026-09/token").form(&all).send().await.unwrap()
    }

    /// Redeems a code.
    pub async fn exchange(&self, code: &str) -> Response {
        let grant = ("grant_type", "authorization_code");
        self.token(&[grant, ("code", code), ("redirect_uri", REDIRECT_URI)])
            .await
    }

    /// Uses a refresh token.
    pub async fn refresh(&self, token: &str) -> Response {
        self.token(&[("grant_type", "refresh_token"), ("refresh_token", token)])
            .await
    }

    /// Consent and exchange: the token endpoint's answer.
    pub async fn connect(&self) -> Value {
        let code = self.code(&[]).await;
        self.exchange(&code).await.json().await.unwrap()
    }
}

/// A parameter of the callback that a redirect leads to.
pub fn callback(response: &Response, name: &str) -> Option<String> {
    let location = response.headers().get("location")?.to_str().unwrap();
    let url = Url::parse(location).unwrap();
    url.query_pairs()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

/// Status and body of an answer in JSON.
pub async fn told(response: Response) -> (u16, Value) {
    (response.status().as_u16(), response.json().await.unwrap())
}

/// A configuration with that many contacts.
pub fn with_contacts(contacts: usize) -> SandboxConfig {
    SandboxConfig {
        contacts,
        ..SandboxConfig::default()
    }
}
