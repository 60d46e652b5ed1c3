//! HubSpot's HTTP API: sends a request, reads the answer within bounds, classifies what went wrong.

use integrations::{
    Access, Gate, ProviderError,
    descriptor::Client,
    gate::RequestClass,
    http,
    secret::{AccessToken, RefreshToken},
};
use reqwest::{RequestBuilder, header::CONTENT_TYPE};
use serde::de::DeserializeOwned;
use url::Url;

use crate::{HubSpotSettings, errors, rates};

/// 100 contacts with one text of HubSpot's greatest length each, 65,536 characters, fit; more is an
/// attack or an accident.
const MAX_ANSWER: usize = 8 * 1024 * 1024;

pub(crate) struct HubSpotApi {
    pub(crate) settings: HubSpotSettings,
    http: reqwest::Client,
}

impl HubSpotApi {
    pub(crate) fn new(settings: HubSpotSettings, http: reqwest::Client) -> Self {
        Self { settings, http }
    }

    /// `GET` with the token in the `Authorization` header and nowhere else (RFC 6750 §2.1), when it is
    /// its turn.
    pub(crate) async fn get<T: DeserializeOwned>(&self, url: Url, access: &Access) -> Result<T, ProviderError> {
        access.gate.pass(RequestClass::Any).await?;
        let request = self.http.get(url).bearer_auth(access.token.reveal());
        let body = send(request, &access.gate).await?;
        serde_json::from_slice(&body).map_err(|_| ProviderError::Malformed)
    }

    /// Asks whose token it is (HubSpot: `POST /oauth/{version}/token/introspect`).
    pub(crate) async fn introspect<T: DeserializeOwned>(&self, token: &AccessToken) -> Result<T, ProviderError> {
        let url = self.settings.oauth_url(&["token", "introspect"]);
        let body = self.post_token(url, token.reveal(), "access_token").await?;
        serde_json::from_slice(&body).map_err(|_| ProviderError::Malformed)
    }

    /// Ends a grant (HubSpot: `POST /oauth/{version}/token/revoke`; RFC 7009).
    pub(crate) async fn revoke(&self, token: &RefreshToken) -> Result<(), ProviderError> {
        let url = self.settings.oauth_url(&["token", "revoke"]);
        self.post_token(url, token.reveal(), "refresh_token").await.map(|_| ())
    }

    async fn post_token(&self, url: Url, token: &str, hint: &str) -> Result<Vec<u8>, ProviderError> {
        let client = self.settings.client.as_ref().ok_or(ProviderError::Unauthorized)?;
        let Client { id, secret } = client;
        let form = [
            ("client_id", id.as_str()),
            ("client_secret", secret.reveal()),
            ("token", token),
            ("token_type_hint", hint),
        ];
        send(self.http.post(url).form(&form), &Gate::open()).await
    }
}

/// The body of a successful answer, at most [`MAX_ANSWER`] bytes of it.
async fn send(request: RequestBuilder, gate: &Gate) -> Result<Vec<u8>, ProviderError> {
    let response = request.send().await.map_err(|_| ProviderError::Unavailable)?;
    let (status, headers) = (response.status(), response.headers().clone());
    if let Some(limit) = rates::limit(&headers) {
        gate.learn(limit);
    }
    let body = http::read_within(response, MAX_ANSWER).await?;
    if !status.is_success() {
        let error = errors::classify(status, &headers, &body);
        if let ProviderError::RateLimited { retry_after } = &error {
            gate.close(retry_after.unwrap_or(rates::DEFAULT_PAUSE)).await;
        }
        return Err(error);
    }
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if !body.is_empty() && !content_type.contains("json") {
        return Err(ProviderError::Malformed);
    }
    Ok(body)
}
