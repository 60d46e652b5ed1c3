//! The server functions: the only way by which the pages reach the flow.
//!
//! Each is a public endpoint below `/api` as well: it asks who is calling before anything else.

#[cfg(feature = "ssr")]
mod answer;
#[cfg(feature = "ssr")]
mod caller;
#[cfg(feature = "ssr")]
pub mod columns;
#[cfg(feature = "ssr")]
pub mod connection;
#[cfg(feature = "ssr")]
pub mod connections;
#[cfg(feature = "ssr")]
pub mod disconnect;
pub mod error;
#[cfg(feature = "ssr")]
pub mod items;
#[cfg(feature = "ssr")]
mod last_seen;
#[cfg(feature = "ssr")]
pub mod providers;
#[cfg(feature = "ssr")]
pub mod record;
#[cfg(feature = "ssr")]
pub mod refresh;
#[cfg(feature = "ssr")]
pub mod update;
#[cfg(feature = "ssr")]
pub mod whereabouts;
#[cfg(feature = "ssr")]
pub mod window;

#[cfg(feature = "ssr")]
pub use answer::{status, wait};
#[cfg(feature = "ssr")]
pub use columns::list_columns;
#[cfg(feature = "ssr")]
pub use connection::find_connection;
#[cfg(feature = "ssr")]
pub use connections::list_connections;
#[cfg(feature = "ssr")]
pub use disconnect::{Disconnect, disconnect};
pub use error::ApiError;
#[cfg(feature = "ssr")]
pub use items::list_items;
#[cfg(feature = "ssr")]
pub use last_seen::last_seen;
#[cfg(feature = "ssr")]
pub use providers::list_providers;
#[cfg(feature = "ssr")]
pub use record::find_record;
#[cfg(feature = "ssr")]
pub use refresh::refresh_list;
#[cfg(feature = "ssr")]
pub use update::{UpdateRecord, update_record};
#[cfg(feature = "ssr")]
pub use whereabouts::find_whereabouts;
#[cfg(feature = "ssr")]
pub use window::list_window;
