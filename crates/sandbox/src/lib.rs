//! Stand-in providers over real HTTP, each as faithful as public facts allow.
#![doc = include_str!("../README.md")]

mod airtable;
mod clock;
mod config;
mod connection;
mod control;
mod dice;
mod faults;
mod fields;
mod front;
mod hubspot;
mod instants;
mod intercept;
mod journal;
mod listening;
mod notion;
mod oauth;
mod pipedrive;
mod random;
mod rate;
mod running;
mod server;
mod stand_in;
mod words;
mod world;

pub use clock::SandboxClock;
pub use config::{AirtableConfig, NotionConfig, PipedriveConfig};
pub use config::{Consent, Denial, InvalidSetting, RateLimit, SandboxConfig, parse_duration};
pub use faults::{Fault, FaultBody};
pub use hubspot::objects::change::{ContactChanges, ContactMerge, ContactUpdate};
pub use hubspot::objects::churn::{Churn, ChurnCounts};
pub use hubspot::objects::truth::{LiveContact, Truth, TruthQuery};
pub use hubspot::objects::{ContactSet, NewContact};
pub use hubspot::portal::Portal;
pub use journal::JournalEntry;
pub use oauth::client::{CLIENT_ID, CLIENT_SECRET};
pub use running::RunningStandIn;
pub use server::{RunningSandbox, Sandbox, StartError};
