//! The token endpoint: redeeming codes and refresh tokens (RFC 6749 §3.2).

mod answer;
mod attempts;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
mod request;

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use reqwest::{Client as HttpClient, Response, StatusCode, header::CONTENT_TYPE};
use url::Url;

use self::answer::Answer;
use crate::{
    Clock, ProviderDescriptor, TokenSet,
    http::{self, UnreadableBody},
    provider::AccountFacts,
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

/// What a grant was redeemed for.
#[derive(Clone, Debug)]
pub struct Redeemed {
    /// The tokens.
    pub tokens: TokenSet,
    /// What the answer says of the account besides.
    pub facts: AccountFacts,
}

/// Why there are no tokens. It holds nothing that came from outside but a time to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenEndpointError {
    /// The code or refresh token is worth nothing (any more).
    #[error("the provider refused the grant")]
    Refused,
    /// The provider does not accept us as a client: our settings are wrong, no user's connection is.
    #[error("the provider does not accept our client credentials or request")]
    Misconfigured,
    /// Too many requests.
    #[error("the token endpoint asks us to wait")]
    Throttled {
        /// How long, when the provider says.
        retry_after: Option<Duration>,
    },
    /// No answer, or one that says "later".
    #[error("the token endpoint cannot be reached")]
    Unavailable {
        /// How long that will last, when the provider says.
        retry_after: Option<Duration>,
    },
    /// An answer that nobody understands.
    #[error("the token endpoint's answer makes no sense")]
    Malformed,
}

impl TokenEndpointError {
    /// How long the provider wants us to wait, when it says.
    #[must_use]
    pub fn retry_after(self) -> Option<Duration> {
        match self {
            Self::Throttled { retry_after } | Self::Unavailable { retry_after } => retry_after,
            Self::Refused | Self::Misconfigured | Self::Malformed => None,
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

    /// Redeems `grant`, in at most two attempts where a second one does no harm.
    /// `expected` are the scopes that hold where the answer names none (RFC 6749 §5.1).
    ///
    /// # Errors
    /// See [`TokenEndpointError`].
    pub async fn redeem(
        &self,
        descriptor: &ProviderDescriptor,
        grant: &Grant,
        expected: &[String],
    ) -> Result<Redeemed, TokenEndpointError> {
        let client = descriptor.client.as_ref().ok_or(TokenEndpointError::Misconfigured)?;
        let attempt = |deadline: Duration| async move {
            let asked_at = self.clock.now();
            let request = request::build(&self.http, descriptor, client, grant).timeout(deadline);
            let response = request.send().await;
            let answer = read(response.map_err(|error| Failure::unanswered(&error))?).await?;
            answer.judge(descriptor, asked_at, expected)
        };
        attempts::at_most_two(grant, attempt).await
    }
}

/// A failed attempt, and how far it came: that decides whether another one may do harm.
#[derive(Clone, Copy, Debug)]
struct Failure {
    error: TokenEndpointError,
    reach: Reach,
}

/// How far a request came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// Nothing of it was sent.
    NotSent,
    /// It may have been acted upon: the answer is missing.
    Unknown,
    /// It was answered.
    Answered,
}

impl Failure {
    fn unanswered(error: &reqwest::Error) -> Self {
        let reach = if error.is_connect() {
            Reach::NotSent
        } else {
            Reach::Unknown
        };
        let error = TokenEndpointError::Unavailable { retry_after: None };
        Self { error, reach }
    }

    fn answered(error: TokenEndpointError) -> Self {
        let reach = Reach::Answered;
        Self { error, reach }
    }
}

impl From<UnreadableBody> for Failure {
    fn from(body: UnreadableBody) -> Self {
        match body {
            UnreadableBody::TooLarge => Self::answered(TokenEndpointError::Malformed),
            UnreadableBody::Broken => Self {
                error: TokenEndpointError::Unavailable { retry_after: None },
                reach: Reach::Unknown,
            },
        }
    }
}

/// What came back, as far as it can be read.
struct Reply {
    status: StatusCode,
    retry_after: Option<Duration>,
    answer: Option<Answer>,
}

async fn read(response: Response) -> Result<Reply, Failure> {
    let status = response.status();
    let retry_after = http::retry_after(response.headers());
    let content_type = response.headers().get(CONTENT_TYPE);
    let is_json = content_type.is_some_and(|value| value.to_str().is_ok_and(|value| value.contains("json")));
    if is_temporary(status) {
        return Ok(Reply {
            status,
            retry_after,
            answer: None,
        });
    }
    let body = http::read_within(response, MAX_ANSWER).await?;
    let answer = if is_json { Answer::parse(&body) } else { None };
    Ok(Reply {
        status,
        retry_after,
        answer,
    })
}

impl Reply {
    fn judge(
        self,
        descriptor: &ProviderDescriptor,
        asked_at: Timestamp,
        expected: &[String],
    ) -> Result<Redeemed, Failure> {
        let Self {
            status,
            retry_after,
            answer,
        } = self;
        let error = match answer {
            _ if status == StatusCode::TOO_MANY_REQUESTS => TokenEndpointError::Throttled { retry_after },
            _ if is_temporary(status) => TokenEndpointError::Unavailable { retry_after },
            Some(answer) if status.is_success() && !answer.is_error() => {
                let facts = answer.facts(descriptor.account_facts);
                let tokens = answer.into_token_set(asked_at, expected).map_err(Failure::answered)?;
                return Ok(Redeemed { tokens, facts });
            }
            Some(answer) if answer.refuses(descriptor.refusals) => TokenEndpointError::Refused,
            _ if status.is_success() || status.is_redirection() => TokenEndpointError::Malformed,
            // Anything else that a client error may mean is ours to mend: it never ends a connection.
            _ => TokenEndpointError::Misconfigured,
        };
        Err(Failure::answered(error))
    }
}

/// HubSpot: 423 is a lock of seconds, 477 a migration of hours.
fn is_temporary(status: StatusCode) -> bool {
    status.is_server_error() || matches!(status.as_u16(), 408 | 423 | 425 | 429 | 477)
}
