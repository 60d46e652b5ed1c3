//! Pipedrive as a provider, against the sandbox.
#![expect(clippy::unwrap_used, reason = "what helps a test fails like a test")]

mod connected;
mod contract;
mod persons;
