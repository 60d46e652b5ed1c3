//! The pages: what is shown, and the server functions that fetch it.
//!
//! Compiled twice: for the server with `ssr`, all of it; for the browser with `hydrate`, what
//! works on the page that the server sent. It names no provider.

#![allow(
    clippy::must_use_candidate,
    clippy::needless_pass_by_value,
    reason = "components are called by `view!`, which moves their properties in"
)]

pub mod api;
#[cfg(feature = "ssr")]
mod authorize_form;
mod browser;
mod date;
#[cfg(feature = "ssr")]
mod disconnect_button;
mod grid;
mod list;
#[cfg(feature = "ssr")]
mod masthead;
#[cfg(feature = "ssr")]
mod notice_bar;
mod number;
#[cfg(feature = "ssr")]
mod page_status;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod provider_card;
mod query;
#[cfg(feature = "ssr")]
pub mod reply;
#[cfg(feature = "ssr")]
mod root;
#[cfg(test)]
#[cfg(feature = "ssr")]
mod samples;
#[cfg(feature = "ssr")]
mod scope_list;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
mod state_mark;
mod trouble;

#[cfg(feature = "ssr")]
pub use root::App;

/// Brings what the page shows to life. Call it once, in a browser.
pub fn come_alive() {
    browser::address::forget_notice();
    list::count_down();
    list::come_alive();
}
