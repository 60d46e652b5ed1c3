//! The server functions: the only way by which the pages reach the flow.
//!
//! Each is a public endpoint below `/api` as well: it asks who is calling before anything else.

#[cfg(feature = "ssr")]
mod answer;
#[cfg(feature = "ssr")]
mod caller;
pub mod connection;
pub mod connections;
pub mod disconnect;
pub mod error;
pub mod items;
#[cfg(feature = "ssr")]
mod last_seen;
pub mod providers;

pub use connection::find_connection;
pub use connections::list_connections;
pub use disconnect::{Disconnect, disconnect};
pub use error::ApiError;
pub use items::list_items;
#[cfg(feature = "ssr")]
pub use last_seen::last_seen;
pub use providers::list_providers;
