//! HubSpot's HTTP API: its manners, and the requests that are made of it.

use integrations::{
    Access, Gate, ProviderError,
    answers::parsed,
    api::{Api, Manners, Turn},
    descriptor::Client,
    secret::{AccessToken, RefreshToken},
};
use serde::{Serialize, de::DeserializeOwned};
use url::Url;

use crate::{HubSpotSettings, errors, rates};

/// 100 records with one text of HubSpot's greatest length each, 65,536 characters, fit into its answers.
const MANNERS: Manners = Manners {
    longest_answer: 8 * 1024 * 1024,
    usual_pause: rates::DEFAULT_PAUSE,
    classify: errors::classify,
    limit: rates::limit,
};

pub(crate) struct HubSpotApi {
    pub(crate) settings: HubSpotSettings,
    api: Api,
}

impl HubSpotApi {
    pub(crate) fn new(settings: HubSpotSettings, http: reqwest::Client) -> Self {
        let api = Api::new(http, settings.api_url.clone(), MANNERS);
        Self { settings, api }
    }

    pub(crate) async fn get<T: DeserializeOwned>(&self, url: Url, access: &Access) -> Result<T, ProviderError> {
        self.api.get(url, access, Turn::Any).await
    }

    /// The same, unread: a page borrows from its body.
    pub(crate) async fn get_body(&self, url: Url, access: &Access) -> Result<Vec<u8>, ProviderError> {
        self.api.get_body(url, access, Turn::Any).await
    }

    /// `POST` of a question in JSON, which HubSpot counts in that class. Nothing is changed by it.
    pub(crate) async fn post(
        &self,
        url: Url,
        question: &impl Serialize,
        turn: Turn<'_>,
        access: &Access,
    ) -> Result<Vec<u8>, ProviderError> {
        self.api
            .send(self.api.http().post(url).json(question), access, turn)
            .await
    }

    /// Changes what stands there.
    pub(crate) async fn patch(
        &self,
        url: Url,
        change: &impl Serialize,
        access: &Access,
    ) -> Result<Vec<u8>, ProviderError> {
        let request = self.api.http().patch(url).json(change);
        self.api.send(request, access, Turn::Any).await
    }

    /// Asks whose token it is (HubSpot: `POST /oauth/{version}/token/introspect`).
    pub(crate) async fn introspect<T: DeserializeOwned>(&self, token: &AccessToken) -> Result<T, ProviderError> {
        let url = self.settings.oauth_url(&["token", "introspect"]);
        let body = self.post_token(url, token.reveal(), "access_token").await?;
        parsed(&body)
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
        let request = self.api.http().post(url).form(&form);
        self.api.send_as_it_is(request, &Gate::open()).await
    }
}
