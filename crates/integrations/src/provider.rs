//! A provider is data plus a fetch: the one trait that a new one implements.

use std::time::Duration;

use async_trait::async_trait;
use model::{ItemKind, ItemPage, PageCursor};

use crate::{Account, Gate, ProviderDescriptor, TokenSet, http::UnreadableBody, secret::AccessToken};

/// What a call to the provider's API needs.
#[derive(Clone, Debug)]
pub struct Access {
    /// Goes into the `Authorization` header, and nowhere else.
    pub token: AccessToken,
    /// Whose account it opens; `None` while we are finding out.
    pub account: Option<Account>,
    /// What each request must pass before it is sent.
    pub gate: Gate,
}

/// What became of a revocation that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revocation {
    /// The provider confirmed it.
    Revoked,
    /// The provider has no way to revoke.
    Unsupported,
}

/// An upstream failure, classified once, in words that callers decide by.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    /// The access token is not honoured.
    #[error("the provider does not honour the access token")]
    Unauthorized,
    /// The grant lacks a scope; any one of these would do.
    #[error("the grant lacks a scope")]
    MissingScopes {
        /// As the provider spells them; may be empty when it does not say.
        any_of: Vec<String>,
    },
    /// Too many requests.
    #[error("the provider asks us to wait")]
    RateLimited {
        /// How long, when the provider says.
        retry_after: Option<Duration>,
    },
    /// No answer, or one that says "later".
    #[error("the provider cannot be reached")]
    Unavailable,
    /// An answer that nobody understands.
    #[error("the provider's answer makes no sense")]
    Malformed,
    /// The request itself was refused.
    #[error("the provider refused the request with status {status}")]
    Rejected {
        /// The HTTP status.
        status: u16,
    },
}

impl From<UnreadableBody> for ProviderError {
    fn from(body: UnreadableBody) -> Self {
        match body {
            UnreadableBody::TooLarge => Self::Malformed,
            UnreadableBody::Broken => Self::Unavailable,
        }
    }
}

impl ProviderError {
    /// Whether the same request may succeed later.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        matches!(self, Self::RateLimited { .. } | Self::Unavailable)
    }
}

/// One provider.
#[async_trait]
pub trait Provider: Send + Sync + 'static {
    /// Everything the flow needs to know about this provider, as data.
    fn descriptor(&self) -> &ProviderDescriptor;

    /// Whose account did the user just connect?
    async fn account(&self, access: &Access) -> Result<Account, ProviderError>;

    /// One page of records, normalised.
    async fn list_items(
        &self,
        access: &Access,
        kind: &ItemKind,
        cursor: Option<&PageCursor>,
    ) -> Result<ItemPage, ProviderError>;

    /// Tells the provider to forget the grant.
    async fn revoke(&self, access: &Access, tokens: &TokenSet) -> Result<Revocation, ProviderError>;
}
