//! Airtable as a provider, against the sandbox: what is asked, and what is made of the answers.
#![expect(clippy::unwrap_used, reason = "what helps a test fails like a test")]

mod account;
mod bases;
mod columns;
mod connected;
mod contract;
mod hostile;
mod pace;
mod records;
