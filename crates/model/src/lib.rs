//! What both worlds may see: the serde types that travel between server and browser.
//!
//! No I/O, no async, no secret: nothing here can hold a token.

pub mod connection;
pub mod item;
pub mod notice;
pub mod page;
pub mod provider;
mod time;

pub use connection::{AccountSummary, ConnectionId, ConnectionStatus, ConnectionSummary, Disconnected};
pub use item::IntegrationItem;
pub use notice::{Notice, Tone};
pub use page::{ItemKind, ItemPage, PageCursor};
pub use provider::{ProviderCard, ProviderId, ScopeUse};
