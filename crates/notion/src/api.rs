//! Notion's HTTP API: its manners, and the requests that are made of it.

use std::time::Duration;

use integrations::{
    Access, ClientSettings, Gate, ProviderError,
    api::{Api, Manners, Turn},
    descriptor::Client,
    secret::AccessToken,
};
use reqwest::RequestBuilder;
use serde_json::{Value, json};

use crate::errors;

/// Notion: the version of its API, which every request names. Since this one databases have data sources.
const VERSION: &str = "2025-09-03";

const MANNERS: Manners = Manners {
    longest_answer: 16 * 1024 * 1024,
    usual_pause: Duration::from_secs(2),
    classify: errors::classify,
    ..Manners::PLAIN
};

pub(crate) struct NotionApi {
    client: Option<Client>,
    api: Api,
}

impl NotionApi {
    pub(crate) fn new(settings: ClientSettings, http: reqwest::Client) -> Self {
        Self {
            client: settings.client,
            api: Api::new(http, settings.api_url, MANNERS),
        }
    }

    /// What stands at `/v1/{rest}`, unread.
    pub(crate) async fn get(&self, rest: &[&str], access: &Access) -> Result<Vec<u8>, ProviderError> {
        let url = self.api.url(&[&["v1"], rest].concat());
        self.send(self.api.http().get(url), access).await
    }

    /// `POST /v1/search`. Nothing is changed by it.
    pub(crate) async fn search(&self, question: &Value, access: &Access) -> Result<Vec<u8>, ProviderError> {
        let url = self.api.url(&["v1", "search"]);
        self.send(self.api.http().post(url).json(question), access).await
    }

    async fn send(&self, request: RequestBuilder, access: &Access) -> Result<Vec<u8>, ProviderError> {
        let request = request.header("Notion-Version", VERSION);
        self.api.send(request, access, Turn::Any).await
    }

    /// Ends a grant (Notion: `POST /v1/oauth/revoke`).
    pub(crate) async fn revoke(&self, token: &AccessToken, gate: &Gate) -> Result<(), ProviderError> {
        let client = self.client.as_ref().ok_or(ProviderError::Unauthorized)?;
        let Client { id, secret } = client;
        let url = self.api.url(&["v1", "oauth", "revoke"]);
        let request = self.api.http().post(url).header("Notion-Version", VERSION);
        let request = request
            .basic_auth(id, Some(secret.reveal()))
            .json(&json!({"token": token.reveal()}));
        self.api.send_as_it_is(request, gate).await.map(|_| ())
    }
}
