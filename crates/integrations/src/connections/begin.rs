//! Begin: remember a request, and say where to send the browser.

use std::time::Duration;

use model::{ConnectionId, ProviderId};
use url::Url;

use super::Connections;
use crate::{
    PendingAuthorization, ProviderDescriptor, ReturnTo, SaveError, Session, StoreError,
    descriptor::{Client, Pkce},
    pkce,
    secret::State,
};

/// Why a connection cannot be begun.
#[derive(Debug, thiserror::Error)]
pub enum BeginError {
    /// There is no such provider.
    #[error("there is no such provider")]
    UnknownProvider,
    /// The provider has no client credentials yet.
    #[error("this provider is not configured yet")]
    NotConfigured,
    /// The session began too many, and finished none.
    #[error("too many connections were begun; finish one at the provider, or wait")]
    TooMany {
        /// When there is a place again.
        retry_after: Duration,
    },
    /// The request could not be remembered, so nobody must be sent away with it.
    #[error("the connection cannot be started right now; try again in a minute")]
    Store(#[from] StoreError),
}

impl From<SaveError> for BeginError {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::TooMany { retry_after } => Self::TooMany { retry_after },
            SaveError::Store(error) => Self::Store(error),
        }
    }
}

impl Connections {
    /// Whether there is such a provider, ready to be connected.
    ///
    /// # Errors
    /// [`BeginError::UnknownProvider`] and [`BeginError::NotConfigured`].
    pub fn can_begin(&self, provider: &ProviderId) -> Result<(), BeginError> {
        self.registered(provider).map(|_| ())
    }

    fn registered(&self, provider: &ProviderId) -> Result<(&ProviderDescriptor, &Client), BeginError> {
        let provider = self.0.ports.registry.get(provider).ok_or(BeginError::UnknownProvider)?;
        let descriptor = provider.descriptor();
        let client = descriptor.client.as_ref().ok_or(BeginError::NotConfigured)?;
        Ok((descriptor, client))
    }

    /// Remembers a new pending authorization for the session; `renews` names the connection that the
    /// user wants to renew by it.
    /// Returns the provider's consent page with everything in it (RFC 6749 §4.1.1).
    ///
    /// # Errors
    /// See [`BeginError`]. Nothing was sent anywhere then.
    pub async fn begin(
        &self,
        session: &Session,
        provider: &ProviderId,
        return_to: Option<ReturnTo>,
        renews: Option<ConnectionId>,
    ) -> Result<Url, BeginError> {
        let ports = &self.0.ports;
        let (descriptor, client) = self.registered(provider)?;
        let state = State::draw();
        let pending = PendingAuthorization {
            provider: descriptor.id.clone(),
            principal: session.principal.clone(),
            redirect_uri: redirect_uri(&ports.public_url, &descriptor.id),
            verifier: (descriptor.pkce == Pkce::S256).then(pkce::draw_verifier),
            scopes: descriptor.scope_names(),
            return_to,
            renews,
        };
        ports.pending.save(&session.binding, &state, &pending).await?;
        Ok(authorization_url(descriptor, client, &state, &pending))
    }
}

/// Where a provider sends the browser back; what must be registered there.
///
/// RFC 9700 §4.4: one for each provider; built from our own settings only.
#[must_use]
pub fn redirect_uri(public_url: &Url, provider: &ProviderId) -> Url {
    let mut url = public_url.clone();
    url.set_path(&format!("/integrations/{provider}/oauth2callback"));
    url
}

fn authorization_url(
    descriptor: &ProviderDescriptor,
    client: &Client,
    state: &State,
    pending: &PendingAuthorization,
) -> Url {
    let mut url = descriptor.authorization_endpoint.clone();
    {
        let mut query = url.query_pairs_mut();
        query
            .append_pair("response_type", "code")
            .append_pair("client_id", &client.id)
            .append_pair("redirect_uri", pending.redirect_uri.as_str())
            .append_pair("state", state.reveal());
        if !pending.scopes.is_empty() {
            query.append_pair("scope", &pending.scopes.join(descriptor.scope_separator));
        }
        if let Some(verifier) = &pending.verifier {
            query
                .append_pair("code_challenge", &pkce::challenge(verifier))
                .append_pair("code_challenge_method", "S256");
        }
        query.extend_pairs(
            descriptor
                .authorization_parameters
                .iter()
                .map(|(name, value)| (name, value)),
        );
    }
    // Official clients write a space as `%20`; the form encoding writes `+`, and a plus as `%2B`.
    let query = url.query().unwrap_or_default().replace('+', "%20");
    url.set_query(Some(&query));
    url
}
