//! What both worlds may see: the serde types that travel between server and browser.
//!
//! No I/O, no async, no secret: nothing here can hold a token.

pub mod activity;
pub mod connection;
pub mod details;
pub mod item;
pub mod list;
pub mod notice;
pub mod page;
pub mod provider;
pub mod query;
mod time;

pub use activity::{Activity, ActivityEvent};
pub use connection::{AccountSummary, ConnectionId, ConnectionStatus, ConnectionSummary, Disconnected};
pub use details::ConnectionDetails;
pub use item::IntegrationItem;
pub use notice::{Notice, Tone};
pub use page::{ItemKind, ItemPage, LastSeen, PageCursor};
pub use provider::{ProviderCard, ProviderId, ScopeUse};
