//! A provider is data plus a fetch: the one trait that a new one implements.

use std::{collections::BTreeMap, time::Duration};

use async_trait::async_trait;
use jiff::Timestamp;
use model::{
    IntegrationItem, ItemKind, ItemPage, PageCursor,
    list::{Column, Record},
};

use crate::{Account, Gate, ProviderDescriptor, TokenSet, http::UnreadableBody, secret::AccessToken};

/// What a call to the provider's API needs.
#[derive(Clone, Debug)]
pub struct Access {
    /// Goes into the `Authorization` header, and nowhere else.
    pub token: AccessToken,
    /// Whose account it opens; `None` while we are finding out.
    pub account: Option<Account>,
    /// What was granted, as the provider spells it: nothing need be asked that must be refused.
    pub scopes: Vec<String>,
    /// What each request must pass before it is sent.
    pub gate: Gate,
    /// While we are finding out whose account it is: what the token answer says of it, as far as
    /// [`ProviderDescriptor::account_facts`] names it. Else empty.
    pub facts: AccountFacts,
}

impl Access {
    /// Whether that was granted.
    #[must_use]
    pub fn has_scope(&self, scope: &str) -> bool {
        self.scopes.iter().any(|granted| granted == scope)
    }
}

/// Fields of a token answer, as they came.
pub type AccountFacts = serde_json::Map<String, serde_json::Value>;

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

/// Which page of records, with what in them.
#[derive(Clone, Copy, Debug, Default)]
pub struct PageRequest<'a> {
    /// Where it begins; `None`: at the start.
    pub cursor: Option<&'a PageCursor>,
    /// Which of the provider's own fields; `None`: the usual ones.
    pub properties: Option<&'a [String]>,
}

/// What changed since some instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changes {
    /// One page of it.
    Page(ChangePage),
    /// The provider cannot tell, or not all of it: only reading everything again will do.
    Untraceable,
}

/// One page of changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangePage {
    /// Records that were made or changed, as they are now.
    pub changed: Vec<IntegrationItem>,
    /// Ids of records that these changes show to be gone: merged into one of them, for example.
    pub removed: Vec<String>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<PageCursor>,
}

/// One page of records that were removed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemovedPage {
    /// Their ids.
    pub ids: Vec<String>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<PageCursor>,
}

/// One provider.
///
/// What not every provider can tell (a count, changes, what was removed) need not be implemented: its
/// lists are then read again now and then. Nor need what not every provider does: edits and revocation.
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
        request: PageRequest<'_>,
    ) -> Result<ItemPage, ProviderError>;

    /// Everything that can be shown of the kind's records, the usual columns first and in their order.
    ///
    /// A label that the grant does not let us learn is the provider's own word.
    async fn columns(&self, access: &Access, kind: &ItemKind) -> Result<Vec<Column>, ProviderError>;

    /// How many records of the kind there are, if the provider can say. It may lag behind.
    async fn count_items(&self, _access: &Access, _kind: &ItemKind) -> Result<Option<u64>, ProviderError> {
        Ok(None)
    }

    /// What was made or changed at `since` or later, the oldest change first. It may lag behind by
    /// [`ProviderDescriptor::change_lag`]. All pages of one question carry the same `since`.
    async fn changes(
        &self,
        _access: &Access,
        _kind: &ItemKind,
        _since: Timestamp,
        _request: PageRequest<'_>,
    ) -> Result<Changes, ProviderError> {
        Ok(Changes::Untraceable)
    }

    /// The records that were removed and that the provider still remembers; of those that it does not,
    /// nothing is known.
    async fn removed_items(
        &self,
        _access: &Access,
        _kind: &ItemKind,
        _cursor: Option<&PageCursor>,
    ) -> Result<RemovedPage, ProviderError> {
        Ok(RemovedPage::default())
    }

    /// One record with all of its properties; [`ProviderError::Rejected`] with 404 when there is none.
    async fn item(&self, access: &Access, kind: &ItemKind, id: &str) -> Result<Record, ProviderError>;

    /// Sets these values of a record, by the names of the provider's own fields; an empty one clears.
    /// Returns the record as the provider answers, which need not be all of it.
    ///
    /// It asks once: whether a request without a clear answer was obeyed, nobody knows.
    /// [`ProviderError::Rejected`] says what became of the others: 404 there is none, 405 such records are
    /// not changed, anything else these values are not taken.
    async fn update_item(
        &self,
        _access: &Access,
        _kind: &ItemKind,
        _id: &str,
        _properties: &BTreeMap<String, String>,
    ) -> Result<IntegrationItem, ProviderError> {
        Err(ProviderError::Rejected { status: 405 })
    }

    /// Tells the provider to forget the grant, where [`ProviderDescriptor::revokes`] says that it can.
    async fn revoke(&self, _access: &Access, _tokens: &TokenSet) -> Result<Revocation, ProviderError> {
        Ok(Revocation::Unsupported)
    }
}
