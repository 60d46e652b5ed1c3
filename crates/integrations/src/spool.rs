//! Where a connection waits that the store would not take: a token must not be lost to an outage.

use async_trait::async_trait;

use crate::{Connection, Principal, StoreError};

/// A connection that waits to be saved.
#[derive(Clone, Debug)]
pub struct Spooled {
    /// Names it in the spool.
    pub name: String,
    /// Whose it is.
    pub principal: Principal,
    /// What is to be saved.
    pub connection: Connection,
}

/// Keeps connections on this machine, sealed, until the store takes them.
#[async_trait]
pub trait Spool: Send + Sync + 'static {
    /// Keeps the connection, over what waits under its id. It has reached the disk when this returns.
    async fn keep(&self, principal: &Principal, connection: &Connection) -> Result<(), StoreError>;

    /// All that wait. What cannot be opened stays where it is, and is logged.
    async fn list(&self) -> Result<Vec<Spooled>, StoreError>;

    /// Forgets one that was saved, or that nobody needs any more.
    async fn remove(&self, spooled: &Spooled) -> Result<(), StoreError>;
}
