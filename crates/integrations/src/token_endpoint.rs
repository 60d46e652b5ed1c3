//! The token endpoint: redeeming codes and refresh tokens (RFC 6749 §3.2).

mod answer;
#[doc(hidden)]
pub mod fuzzing;
mod request;

use std::sync::Arc;

use reqwest::{Client as HttpClient, StatusCode, header::CONTENT_TYPE};
use url::Url;

use self::answer::Answer;
use crate::{
    Clock, ProviderDescriptor, TokenSet,
    http::{self, UnreadableBody},
    secret::{AuthorizationCode, CodeVerifier, RefreshToken},
};

/// What is redeemed.
#[derive(Clone, Debug)]
pub enum Grant {
    /// A code from the consent page (RFC 6749 §4.1.3).
    AuthorizationCode {
        /// The code.
        code: AuthorizationCode,
        /// The redirect URI of the authorization request.
        redirect_uri: Url,
        /// The PKCE secret (RFC 7636 §4.5).
        verifier: Option<CodeVerifier>,
    },
    /// A refresh token (RFC 6749 §6).
    RefreshToken(RefreshToken),
}

/// Why there are no tokens. It holds nothing that came from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenEndpointError {
    /// The code or refresh token is worth nothing (any more).
    #[error("the provider refused the grant")]
    Refused,
    /// The provider does not accept us as a client: our settings are wrong, no user's connection is.
    #[error("the provider does not accept our client credentials or request")]
    Misconfigured,
    /// No answer, or one that says "later".
    #[error("the token endpoint cannot be reached")]
    Unavailable,
    /// An answer that nobody understands.
    #[error("the token endpoint's answer makes no sense")]
    Malformed,
}

impl From<UnreadableBody> for TokenEndpointError {
    fn from(body: UnreadableBody) -> Self {
        match body {
            UnreadableBody::TooLarge => Self::Malformed,
            UnreadableBody::Broken => Self::Unavailable,
        }
    }
}

/// A token answer is small; more is an attack or an accident.
const MAX_ANSWER: usize = 64 * 1024;

/// Redeems grants at any provider's token endpoint.
pub struct TokenEndpoint {
    http: HttpClient,
    clock: Arc<dyn Clock>,
}

impl TokenEndpoint {
    /// Over this client; expiry is reckoned by this clock.
    #[must_use]
    pub fn new(http: HttpClient, clock: Arc<dyn Clock>) -> Self {
        Self { http, clock }
    }

    /// Redeems `grant`. `expected` are the scopes that hold where the answer names none (RFC 6749 §5.1).
    ///
    /// # Errors
    /// See [`TokenEndpointError`].
    pub async fn redeem(
        &self,
        descriptor: &ProviderDescriptor,
        grant: Grant,
        expected: &[String],
    ) -> Result<TokenSet, TokenEndpointError> {
        let client = descriptor.client.as_ref().ok_or(TokenEndpointError::Misconfigured)?;
        let asked_at = self.clock.now();
        let request = request::build(&self.http, descriptor, client, &grant);
        let response = request.send().await.map_err(|_| TokenEndpointError::Unavailable)?;
        let status = response.status();
        if is_temporary(status) {
            return Err(TokenEndpointError::Unavailable);
        }
        let is_json = response
            .headers()
            .get(CONTENT_TYPE)
            .is_some_and(|value| value.to_str().is_ok_and(|value| value.contains("json")));
        let body = http::read_within(response, MAX_ANSWER).await?;
        let answer = if is_json { Answer::parse(&body) } else { None };
        match answer {
            Some(answer) if status.is_success() && !answer.is_error() => answer.into_token_set(asked_at, expected),
            Some(answer) if answer.refuses(descriptor.refusals) => Err(TokenEndpointError::Refused),
            _ if status.is_success() || status.is_redirection() => Err(TokenEndpointError::Malformed),
            // Anything else that a client error may mean is ours to mend: it never ends a connection.
            _ => Err(TokenEndpointError::Misconfigured),
        }
    }
}

/// HubSpot: 423 is a lock of seconds, 477 a migration of hours.
fn is_temporary(status: StatusCode) -> bool {
    status.is_server_error() || matches!(status.as_u16(), 408 | 423 | 425 | 429 | 477)
}
