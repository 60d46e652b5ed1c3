//! Makes a connection: to an address, or to whichever server the Sentinels call the master.

use std::time::Duration;

use redis::{AsyncConnectionConfig, Client, ConnectionInfo, aio::MultiplexedConnection};

use super::{redis_fault::RedisFault, redis_sentinel::Sentinels};

/// How long connecting may take.
const CONNECT_DEADLINE: Duration = Duration::from_millis(700);
/// How long an answer may take. Our own deadline is the same, and begins earlier.
const ANSWER_DEADLINE: Duration = Duration::from_millis(500);

/// Where to connect to.
pub(super) enum Dial {
    /// Always the same address.
    Direct(ConnectionInfo),
    /// Wherever the master is now.
    Master(Sentinels),
}

impl Dial {
    /// A new connection.
    pub(super) async fn connect(&self) -> Result<MultiplexedConnection, RedisFault> {
        match self {
            Self::Direct(info) => connect_to(info.clone()).await,
            Self::Master(sentinels) => sentinels.connect().await,
        }
    }
}

/// A new connection to that server, signed in.
pub(super) async fn connect_to(info: ConnectionInfo) -> Result<MultiplexedConnection, RedisFault> {
    let config = AsyncConnectionConfig::new()
        .set_connection_timeout(Some(CONNECT_DEADLINE))
        .set_response_timeout(Some(ANSWER_DEADLINE));
    let client = Client::open(info)?;
    Ok(client.get_multiplexed_async_connection_with_config(&config).await?)
}
