//! Complete: take the pending authorization, exchange the code, find the account, keep the grant.

use std::sync::Arc;

use model::{ConnectionId, ProviderId};
use tokio::time::timeout;

use super::{Connections, Inner, keep::Granted, measure::measured};
use crate::{
    Access, AuthorizationResponse, Gate, PendingAuthorization, Provider, ProviderDescriptor, ProviderError, ReturnTo,
    StoreError,
    authorization_response::Outcome,
    secret::AuthorizationCode,
    session::SessionBinding,
    token_endpoint::{Grant, Redeemed, TokenEndpointError},
};

/// Where a completed flow leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completed {
    /// The new or renewed connection.
    pub connection: ConnectionId,
    /// Where the user wanted to end.
    pub return_to: Option<ReturnTo>,
    /// The connection that the user wanted to renew, when another account came than that one's. It
    /// stands as it was.
    pub instead_of: Option<ConnectionId>,
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
    /// The provider or the store takes its time. It goes on without the caller, and the connection
    /// appears when it is saved.
    #[error("the connection is still being made")]
    Finishing,
    /// The task that was doing it ended early.
    #[error("the task ended early")]
    Interrupted,
}

impl Connections {
    /// Completes the flow that `response` answers.
    ///
    /// `binding` is the browser's; without a session give a fresh one: the state is used up either
    /// way. It goes on when the caller is dropped: a closed tab loses neither state nor token.
    ///
    /// # Errors
    /// See [`CompleteError`]. No connection was changed then, and none will be but after
    /// [`CompleteError::Finishing`].
    pub async fn complete(
        &self,
        binding: &SessionBinding,
        provider: &ProviderId,
        response: AuthorizationResponse,
    ) -> Result<Completed, CompleteError> {
        let (this, binding, provider) = (self.clone(), binding.clone(), provider.clone());
        let completion = async move { this.0.complete(&binding, &provider, response).await };
        let patience = self.0.ports.pacing.caller_patience;
        match timeout(patience, self.0.run(completion)).await {
            Ok(ended) => ended.ok_or(CompleteError::Interrupted)?,
            Err(_) => Err(CompleteError::Finishing),
        }
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
        let redeemed = self.exchange(provider.descriptor(), &pending, code).await?;
        let granted = self.identify(provider, pending, redeemed).await?;
        let kept = self.keep(&granted).await?;
        Ok(Completed {
            connection: kept.id,
            return_to: granted.return_to,
            instead_of: kept.instead_of,
        })
    }

    async fn exchange(
        &self,
        descriptor: &ProviderDescriptor,
        pending: &PendingAuthorization,
        code: AuthorizationCode,
    ) -> Result<Redeemed, CompleteError> {
        let grant = Grant::AuthorizationCode {
            code,
            redirect_uri: pending.redirect_uri.clone(),
            verifier: pending.verifier.clone(),
        };
        self.token_endpoint
            .redeem(descriptor, &grant, &pending.scopes)
            .await
            .map_err(CompleteError::Exchange)
    }

    /// Finds out whose account was granted. A grant of which nobody knows that is given back.
    async fn identify(
        &self,
        provider: &Arc<dyn Provider>,
        pending: PendingAuthorization,
        redeemed: Redeemed,
    ) -> Result<Granted, CompleteError> {
        let Redeemed { tokens, facts } = redeemed;
        let access = Access {
            token: tokens.access_token.clone(),
            account: None,
            scopes: tokens.scopes.clone(),
            gate: Gate::open(),
            facts,
        };
        match measured(&pending.provider, provider.account(&access)).await {
            Ok(account) => Granted::new(pending, account, tokens, self.ports.clock.now()).map_err(CompleteError::Store),
            Err(error) => {
                let PendingAuthorization {
                    principal,
                    provider: id,
                    renews,
                    ..
                } = &pending;
                if !self.may_share_its_grant(principal, id, renews.as_ref()).await {
                    super::saving::revoke(provider.as_ref(), &access, &tokens).await;
                }
                Err(CompleteError::Account(error))
            }
        }
    }
}
