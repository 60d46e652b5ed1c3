//! Keeps pending authorizations, sessions, connections and what was read of lists: sealed, for their lifetimes, embedded or in Redis.
//!
//! A backend moves bytes. Key names, sealing and codecs stand above it and are written once, so
//! what the ports promise does not depend on where the bytes rest.

mod backend;
mod codec;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
mod key_check;
mod keyring;
mod keys;
mod leases;
mod location;
mod logs;
mod open;
mod pending;
mod rekey;
mod sealing;
mod sessions;
mod spool;
mod vault;
mod walk;

pub use keyring::{Keyring, KeyringError};
pub use location::{Exposure, Location, LocationError};
pub use open::{OpenError, Store, open};
pub use rekey::Report;
pub use spool::SpoolError;
