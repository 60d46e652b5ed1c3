//! The flow: begin, complete, refresh, list and disconnect, over ports that others implement.
//!
//! It knows OAuth 2.0, and no provider, no store, no web framework.

pub mod answers;
pub mod api;
pub mod authorization_response;
pub mod clock;
pub mod connection;
pub mod connections;
pub mod descriptor;
pub mod gate;
pub mod http;
pub mod locks;
pub mod pending;
pub mod pkce;
pub mod principal;
pub mod provider;
pub mod random;
pub mod rate_limits;
pub mod registry;
pub mod return_to;
pub mod secret;
pub mod session;
pub mod snapshot_log;
pub mod spool;
pub mod store_error;
pub mod token_endpoint;
pub mod token_set;
pub mod vault;

pub use authorization_response::AuthorizationResponse;
pub use clock::{Clock, SystemClock};
pub use connection::{Account, Connection};
pub use connections::Connections;
pub use descriptor::{ClientSettings, ProviderDescriptor};
pub use gate::Gate;
pub use locks::{InProcessLocks, Lock, LockError, Locks};
pub use pending::{PendingAuthorization, PendingAuthorizations, SaveError};
pub use principal::Principal;
pub use provider::{Access, Provider, ProviderError, Revocation};
pub use rate_limits::{Admission, InProcessRateLimits, RateKey, RateLimit, RateLimits};
pub use registry::Registry;
pub use return_to::ReturnTo;
pub use session::{Caller, Session, SessionId, Sessions};
pub use snapshot_log::SnapshotLogs;
pub use spool::{Spool, Spooled};
pub use store_error::StoreError;
pub use token_set::TokenSet;
pub use vault::{Census, Generation, PingError, Stored, Vault, VaultEntry};
