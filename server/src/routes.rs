//! The HTTP-native routes: one file each.

mod asked;
pub mod authorize;
pub mod error_page;
pub mod export;
pub mod health;
pub mod oauth2callback;
pub mod progress;
pub mod site;
