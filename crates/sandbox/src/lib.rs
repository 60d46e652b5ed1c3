//! Stand-in providers over real HTTP: HubSpot today, each as faithful as public facts allow.
#![doc = include_str!("../README.md")]

mod clock;
mod config;
mod connection;
mod control;
mod faults;
mod fields;
mod hubspot;
mod intercept;
mod journal;
mod random;
mod rate;
mod server;
mod world;

pub use clock::SandboxClock;
pub use config::{Consent, Denial, InvalidSetting, RateLimit, SandboxConfig, parse_duration};
pub use faults::{Fault, FaultBody};
pub use hubspot::app::{CLIENT_ID, CLIENT_SECRET};
pub use hubspot::contacts::{ContactSet, NewContact};
pub use hubspot::portal::Portal;
pub use journal::JournalEntry;
pub use server::{RunningSandbox, Sandbox, StartError};
