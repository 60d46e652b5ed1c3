//! HTTP conversations: the real router, a real sandbox, a clock that stands still until it is told.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that meets what it does not expect has failed"
)]

mod stage;

mod answers;
mod begin;
mod complete;
mod connected;
mod disconnect;
mod headers;
mod items;
mod leaks;
mod measures;
mod outage;
mod ownership;
mod pages;
mod rate_limits;
mod refresh;
mod sessions;
