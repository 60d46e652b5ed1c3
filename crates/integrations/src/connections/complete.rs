//! Complete: take the pending authorization, exchange the code, find the account, save.

use model::{ConnectionId, ConnectionStatus, ProviderId};

use super::{Connections, Inner};
use crate::{
    Access, Account, AuthorizationResponse, Connection, LockError, PendingAuthorization, Provider, ProviderDescriptor,
    ProviderError, ReturnTo, StoreError, TokenSet, VaultEntry,
    authorization_response::Outcome,
    random,
    secret::AuthorizationCode,
    session::SessionBinding,
    token_endpoint::{Grant, TokenEndpointError},
};

/// Where a completed flow leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completed {
    /// The new or renewed connection.
    pub connection: ConnectionId,
    /// Where the user wanted to end.
    pub return_to: Option<ReturnTo>,
}

/// Why an answer led to no connection.
#[derive(Debug, thiserror::Error)]
pub enum CompleteError {
    /// No request of this browser waits for this answer: unknown, used, too old, somebody else's,
    /// or for another provider. All look alike on purpose.
    #[error("no request of this browser waits for this answer")]
    UnknownState,
    /// The user said no.
    #[error("the user did not consent")]
    Denied,
    /// The provider ended the request with an error of its own.
    #[error("the provider ended the request with an error")]
    Failed,
    /// The token endpoint refused, or we are registered wrongly.
    #[error("the code could not be exchanged")]
    Exchange(#[source] TokenEndpointError),
    /// The tokens work, but whose they are could not be found out.
    #[error("the account could not be looked up")]
    Account(#[source] ProviderError),
    /// The store failed.
    #[error("the connection could not be saved")]
    Store(#[from] StoreError),
    /// Somebody else changed the same connection for a long time.
    #[error("the connection is being changed by somebody else")]
    Busy,
    /// The task that was doing it ended early.
    #[error("the task ended early")]
    Interrupted,
}

impl From<LockError> for CompleteError {
    fn from(error: LockError) -> Self {
        match error {
            LockError::Busy => Self::Busy,
            LockError::Store(error) => Self::Store(error),
        }
    }
}

impl Connections {
    /// Completes the flow that `response` answers.
    ///
    /// `binding` is the browser's; without a session give a fresh one: the state is used up either
    /// way. It goes on when the caller is dropped: a closed tab loses neither state nor token.
    ///
    /// # Errors
    /// See [`CompleteError`]. No connection was changed then.
    pub async fn complete(
        &self,
        binding: &SessionBinding,
        provider: &ProviderId,
        response: AuthorizationResponse,
    ) -> Result<Completed, CompleteError> {
        let (this, binding, provider) = (self.clone(), binding.clone(), provider.clone());
        let completion = async move { this.0.complete(&binding, &provider, response).await };
        self.0.run(completion).await.ok_or(CompleteError::Interrupted)?
    }
}

/// RFC 9207 §2.4: an answer that names its issuer must name the right one.
fn check_issuer(descriptor: &ProviderDescriptor, issuer: Option<&str>) -> Result<(), CompleteError> {
    match issuer {
        Some(issuer) if descriptor.issuer.as_deref() != Some(issuer) => Err(CompleteError::UnknownState),
        _ => Ok(()),
    }
}

impl Inner {
    async fn complete(
        &self,
        binding: &SessionBinding,
        provider: &ProviderId,
        response: AuthorizationResponse,
    ) -> Result<Completed, CompleteError> {
        // The state is consumed before anything else is looked at (RFC 9700 §4.2.4).
        let taken = self.ports.pending.take(binding, &response.state).await?;
        let pending = taken.ok_or(CompleteError::UnknownState)?;
        if pending.provider != *provider {
            return Err(CompleteError::UnknownState); // RFC 9700 §4.4: mix-up
        }
        let provider = self.ports.registry.get(provider).ok_or(CompleteError::UnknownState)?;
        check_issuer(provider.descriptor(), response.issuer.as_deref())?;
        let code = match response.outcome {
            Outcome::Granted(code) => code,
            Outcome::Denied => return Err(CompleteError::Denied),
            Outcome::Failed => return Err(CompleteError::Failed),
        };
        let tokens = self.exchange(provider.descriptor(), &pending, code).await?;
        let access = Access {
            token: tokens.access_token.clone(),
            account: None,
        };
        match self.keep(provider.as_ref(), &pending, &access, &tokens).await {
            Ok(connection) => {
                tracing::info!(provider = %pending.provider, connection = %connection, "connected");
                Ok(Completed {
                    connection,
                    return_to: pending.return_to,
                })
            }
            Err(error) => {
                give_back(provider.as_ref(), &access, &tokens).await;
                Err(error)
            }
        }
    }

    async fn exchange(
        &self,
        descriptor: &ProviderDescriptor,
        pending: &PendingAuthorization,
        code: AuthorizationCode,
    ) -> Result<TokenSet, CompleteError> {
        let grant = Grant::AuthorizationCode {
            code,
            redirect_uri: pending.redirect_uri.clone(),
            verifier: pending.verifier.clone(),
        };
        self.token_endpoint
            .redeem(descriptor, grant, &pending.scopes)
            .await
            .map_err(CompleteError::Exchange)
    }

    /// Finds out whose account it is and saves the connection: under its old id where this account
    /// was connected before.
    async fn keep(
        &self,
        provider: &dyn Provider,
        pending: &PendingAuthorization,
        access: &Access,
        tokens: &TokenSet,
    ) -> Result<ConnectionId, CompleteError> {
        let account = provider.account(access).await.map_err(CompleteError::Account)?;
        // Two completions for one account must not make two connections.
        let name = format!("{} {}", pending.provider, account.id);
        let _account = self.ports.locks.acquire(&pending.principal, &name).await?;
        let id = match self.connection_to(pending, &account).await? {
            Some(id) => id,
            None => ConnectionId::new(random::name()).map_err(StoreError::new)?,
        };
        // A disconnect under way ends before, so that it cannot take the new grant along.
        let _connection = self.ports.locks.acquire(&pending.principal, id.as_str()).await?;
        let connection = Connection {
            id: id.clone(),
            provider: pending.provider.clone(),
            account,
            tokens: tokens.clone(),
            status: ConnectionStatus::Connected,
            connected_at: self.ports.clock.now(),
            last_used_at: None,
            activity: Vec::new(),
        };
        self.ports.vault.save(&pending.principal, &connection).await?;
        self.failures.forget(&id);
        Ok(id)
    }

    async fn connection_to(
        &self,
        pending: &PendingAuthorization,
        account: &Account,
    ) -> Result<Option<ConnectionId>, StoreError> {
        let entries = self.ports.vault.list(&pending.principal).await?;
        let same_account = |entry: VaultEntry| match entry {
            VaultEntry::Open(stored) => {
                let found = stored.connection;
                (found.provider == pending.provider && found.account.id == account.id).then_some(found.id)
            }
            VaultEntry::Unreadable { .. } => None,
        };
        Ok(entries.into_iter().find_map(same_account))
    }
}

/// A grant that cannot be kept must not live on at the provider, where nobody would know of it.
async fn give_back(provider: &dyn Provider, access: &Access, tokens: &TokenSet) {
    if let Err(error) = provider.revoke(access, tokens).await {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "a grant that was not kept lives on at the provider"
        );
    }
}
