//! Airtable's HTTP API: its manners, and the requests that are made of it.

use integrations::{
    Access, ProviderError,
    api::{Api, Manners, Turn},
};
use serde::de::DeserializeOwned;
use url::Url;

use crate::errors;

/// A text of Airtable's may have 100,000 letters, and a page a hundred records.
const MANNERS: Manners = Manners {
    longest_answer: 32 * 1024 * 1024,
    usual_pause: errors::PAUSE,
    classify: errors::classify,
    ..Manners::PLAIN
};

pub(crate) struct AirtableApi(Api);

impl AirtableApi {
    pub(crate) fn new(base: Url, http: reqwest::Client) -> Self {
        Self(Api::new(http, base, MANNERS))
    }

    /// The URL of an endpoint: `/v0/{rest}`.
    pub(crate) fn url(&self, rest: &[&str]) -> Url {
        self.0.url(&[&["v0"], rest].concat())
    }

    /// What any grant may ask.
    pub(crate) async fn get<T: DeserializeOwned>(&self, url: Url, access: &Access) -> Result<T, ProviderError> {
        self.0.get(url, access, Turn::Any).await
    }

    /// What a grant with `scope` may ask, unread: a page borrows from its body.
    pub(crate) async fn get_body(
        &self,
        url: Url,
        access: &Access,
        turn: Turn<'_>,
        scope: &str,
    ) -> Result<Vec<u8>, ProviderError> {
        let answer = self.0.get_body(url, access, turn).await;
        answer.map_err(|error| errors::lacking(error, scope, &access.scopes))
    }
}
