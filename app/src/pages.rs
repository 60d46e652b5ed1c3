//! One module per page.

mod connection;
mod home;
mod not_found;

pub use self::{connection::ConnectionPage, home::Home, not_found::NotFound};
