//! One module per page.

mod connection;
#[cfg(all(test, feature = "ssr"))]
pub use connection::head as gallery_head;
mod home;
mod not_found;

pub use self::{connection::ConnectionPage, home::Home, not_found::NotFound};
