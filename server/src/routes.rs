//! The HTTP-native routes: one file each.

pub mod authorize;
pub mod error_page;
pub mod health;
pub mod oauth2callback;
pub mod site;
