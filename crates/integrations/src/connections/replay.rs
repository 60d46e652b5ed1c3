//! Replay: what waits in the spool goes to the store, once it is back.

use model::ConnectionId;

use super::{Connections, Inner, keep::Granted};
use crate::{Connection, Principal, Spool, Spooled, StoreError};

impl Connections {
    /// Saves what waits in the spool. Returns how many left it.
    ///
    /// Call it at the start, and now and then.
    ///
    /// # Errors
    /// When the spool cannot be read, or the store does not take all of it: what is left waits on, and
    /// keeps nothing else from being saved.
    pub async fn replay(&self) -> Result<usize, StoreError> {
        let Some(spool) = &self.0.ports.spool else {
            return Ok(0);
        };
        let (mut left, mut failed) = (0, None);
        for spooled in spool.list().await? {
            match self.0.take_from(spool.as_ref(), &spooled).await {
                Ok(()) => left += 1,
                Err(error) => failed = Some(error),
            }
        }
        failed.map_or(Ok(left), Err)
    }
}

impl Inner {
    /// Saves what waits in the spool for this connection, before its old refresh token is redeemed once
    /// more: a provider that rotates would take that for a replay (RFC 9700 §4.14.2).
    pub(super) async fn replay_renewed(&self, principal: &Principal, id: &ConnectionId) -> Result<(), StoreError> {
        let Some(spool) = &self.ports.spool else {
            return Ok(());
        };
        let succeeds = |spooled: &&Spooled| {
            let Connection { id: other, tokens, .. } = &spooled.connection;
            spooled.principal == *principal && other == id && tokens.serial > 1
        };
        for spooled in spool.list().await?.iter().filter(succeeds) {
            self.take_from(spool.as_ref(), spooled).await?;
        }
        Ok(())
    }

    /// Saves it, and only then forgets it.
    async fn take_from(&self, spool: &dyn Spool, spooled: &Spooled) -> Result<(), StoreError> {
        self.replay_one(spooled).await?;
        spool.remove(spooled).await?;
        tracing::info!(target: "audit", event = "token_replayed", connection = %spooled.connection.id, "a spooled token set was saved");
        Ok(())
    }

    /// A first set is a grant of its own; a later one belongs to its connection, and is nobody's when
    /// that is gone.
    async fn replay_one(&self, spooled: &Spooled) -> Result<(), StoreError> {
        let Spooled {
            principal, connection, ..
        } = spooled;
        if connection.tokens.serial == 1 {
            return self.keep_once(&Granted::spooled(spooled)).await.map(|_| ());
        }
        if self.write_renewed(principal, connection).await?.is_none() {
            self.give_back(connection).await;
        }
        Ok(())
    }
}
