//! HubSpot as a provider, against the sandbox: what is asked, and what is made of the answers.
#![expect(clippy::unwrap_used, reason = "what helps a test fails like a test")]

mod changes;
mod columns;
mod contract;
mod hostile;
mod listing;
mod objects;
mod portal;
mod record;
mod schema;
mod update;
