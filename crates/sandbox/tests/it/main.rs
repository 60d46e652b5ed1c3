//! HTTP conversations with a sandbox that really listens.
#![expect(clippy::unwrap_used, reason = "what helps a test fails like a test")]

mod account;
mod authorize;
mod client;
mod command;
mod contacts;
mod control;
mod exchange;
mod faults;
mod limits;
mod objects;
mod refresh;
mod search;
