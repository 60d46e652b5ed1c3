//! Keep: a grant that the user just gave becomes a connection, under its old id where there was one.

use jiff::Timestamp;
use model::{ActivityEvent, ConnectionId, ConnectionStatus, ProviderId};

use super::{Inner, amend::audit, complete::CompleteError};
use crate::{
    Account, Connection, LockError, PendingAuthorization, Principal, ReturnTo, Spooled, StoreError, TokenSet,
    VaultEntry, random,
};

/// A grant with all that is known of it.
#[derive(Clone, Debug)]
pub(super) struct Granted {
    pub(super) principal: Principal,
    /// As it is saved where there is none to this account yet.
    pub(super) connection: Connection,
    /// Which connection the user wanted to renew.
    pub(super) renews: Option<ConnectionId>,
    pub(super) return_to: Option<ReturnTo>,
}

/// Under which id it was saved.
pub(super) struct Kept {
    pub(super) id: ConnectionId,
    /// The connection that the user wanted to renew, where another account came.
    pub(super) instead_of: Option<ConnectionId>,
}

impl Granted {
    pub(super) fn new(
        pending: PendingAuthorization,
        account: Account,
        tokens: TokenSet,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let connection = Connection {
            id: ConnectionId::new(random::name()).map_err(StoreError::new)?,
            provider: pending.provider,
            account,
            tokens,
            status: ConnectionStatus::Connected,
            connected_at: now,
            last_used_at: None,
            activity: Vec::new(),
        };
        Ok(Self {
            principal: pending.principal,
            connection,
            renews: pending.renews,
            return_to: pending.return_to,
        })
    }

    /// A grant that waited in the spool.
    pub(super) fn spooled(spooled: &Spooled) -> Self {
        Self {
            principal: spooled.principal.clone(),
            connection: spooled.connection.clone(),
            renews: None,
            return_to: None,
        }
    }
}

impl Inner {
    /// Saves the grant, however long the store is away; at last in the spool, or gives it back.
    pub(super) async fn keep(&self, granted: &Granted) -> Result<Kept, CompleteError> {
        let error = match self.insist(|| self.keep_once(granted)).await {
            Ok(kept) => {
                self.end_pause(&granted.principal, &kept.id).await;
                return Ok(kept);
            }
            Err(error) => error,
        };
        if self.spool(&granted.principal, &granted.connection).await {
            return Err(CompleteError::Finishing);
        }
        let Granted {
            principal,
            connection,
            renews,
            ..
        } = granted;
        if !self
            .may_share_its_grant(principal, &connection.provider, renews.as_ref())
            .await
        {
            self.give_back(connection).await;
        }
        Err(CompleteError::Store(error))
    }

    /// Whether the user has a connection that may stand on the same grant: some providers have one
    /// for a user and an application, however often the user consents. What is not kept must not be
    /// revoked then. While the store cannot say, what the user wanted counts.
    pub(super) async fn may_share_its_grant(
        &self,
        principal: &Principal,
        provider: &ProviderId,
        renews: Option<&ConnectionId>,
    ) -> bool {
        let Ok(entries) = self.ports.vault.list(principal).await else {
            return renews.is_some();
        };
        entries.iter().any(|entry| match entry {
            VaultEntry::Open(stored) => stored.connection.provider == *provider,
            VaultEntry::Unreadable { provider: label, .. } => label == provider,
        })
    }

    /// One attempt. Locks keep apart two grants for one account, which must not make two connections,
    /// and a grant and whatever else happens to its connection.
    pub(super) async fn keep_once(&self, granted: &Granted) -> Result<Kept, StoreError> {
        let Granted {
            principal, connection, ..
        } = granted;
        let account_name = format!("{} {}", connection.provider, connection.account.id);
        let account = self
            .ports
            .locks
            .acquire(principal, &account_name)
            .await
            .map_err(store_error)?;
        let kept = self.keep_under_lock(granted).await;
        account.release().await;
        kept
    }

    async fn keep_under_lock(&self, granted: &Granted) -> Result<Kept, StoreError> {
        let Granted {
            principal, connection, ..
        } = granted;
        let known = self.known(granted).await?;
        let id = known.unwrap_or_else(|| connection.id.clone());
        let lock = self
            .ports
            .locks
            .acquire(principal, id.as_str())
            .await
            .map_err(store_error)?;
        let saved = self.save_granted(granted, id).await;
        lock.release().await;
        saved
    }

    async fn save_granted(&self, granted: &Granted, id: ConnectionId) -> Result<Kept, StoreError> {
        let Granted {
            principal, connection, ..
        } = granted;
        let mut connection = Connection {
            id: id.clone(),
            ..connection.clone()
        };
        let mut event = ActivityEvent::Connected;
        if let Some(VaultEntry::Open(old)) = self.ports.vault.load(principal, &id).await? {
            let old = old.connection;
            if old.connected_at > connection.connected_at {
                return Ok(Kept { id, instead_of: None }); // A newer grant than this one, from the spool.
            }
            // It was saved before, and the answer was lost. By now its tokens may have been renewed.
            if old.id == granted.connection.id && old.connected_at == connection.connected_at {
                let instead_of = self.instead_of(granted, &id).await?;
                return Ok(Kept { id, instead_of });
            }
            connection.tokens.serial = old.tokens.serial + 1;
            connection.last_used_at = old.last_used_at;
            connection.activity = old.activity;
            event = ActivityEvent::Reconnected;
        }
        connection.note(event, connection.connected_at);
        self.ports.vault.save(principal, &connection).await?;
        audit(&connection, event);
        let instead_of = self.instead_of(granted, &id).await?;
        Ok(Kept { id, instead_of })
    }

    /// The connection that the user wanted to renew, where the grant was saved under another id.
    async fn instead_of(&self, granted: &Granted, id: &ConnectionId) -> Result<Option<ConnectionId>, StoreError> {
        let Some(wanted) = granted.renews.as_ref().filter(|wanted| *wanted != id) else {
            return Ok(None);
        };
        let entry = self.ports.vault.load(&granted.principal, wanted).await?;
        Ok(entry.map(|_| wanted.clone()))
    }

    /// The connection that this grant renews: the one to the same account, or the one that the user
    /// wanted to renew and that nobody can read any more.
    async fn known(&self, granted: &Granted) -> Result<Option<ConnectionId>, StoreError> {
        let fresh = &granted.connection;
        let mut unreadable = None;
        for entry in self.ports.vault.list(&granted.principal).await? {
            match entry {
                VaultEntry::Open(stored) => {
                    let old = stored.connection;
                    if old.provider == fresh.provider && old.account.id == fresh.account.id {
                        return Ok(Some(old.id));
                    }
                }
                VaultEntry::Unreadable { id, provider } => {
                    if provider == fresh.provider && granted.renews.as_ref() == Some(&id) {
                        unreadable = Some(id);
                    }
                }
            }
        }
        Ok(unreadable)
    }
}

/// Somebody who holds a lock for long is as good as a store that is away: it is tried again.
fn store_error(error: LockError) -> StoreError {
    match error {
        LockError::Store(error) => error,
        LockError::Busy => StoreError::new(error),
    }
}
