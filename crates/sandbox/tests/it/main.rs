//! HTTP conversations with a sandbox that really listens.
#![expect(clippy::unwrap_used, reason = "what helps a test fails like a test")]

mod account;
mod airtable;
mod authorize;
mod changes;
mod client;
mod command;
mod contacts;
mod control;
mod exchange;
mod faults;
mod limits;
mod notion;
mod objects;
mod other_objects;
mod pipedrive;
mod properties;
mod refresh;
mod search;
mod stand_ins;
