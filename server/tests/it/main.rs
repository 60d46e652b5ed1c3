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
mod completeness;
mod connected;
mod disconnect;
mod edit_form;
mod export;
mod fault_leaks;
mod floods;
mod headers;
mod histories;
mod hostile_answers;
mod instances;
mod items;
mod leaks;
mod lifetimes;
mod list;
mod measures;
mod others;
mod outage;
mod ownership;
mod pages;
mod places;
mod policy;
mod progress;
mod provider_faults;
mod rate_limits;
mod reconnecting;
mod redis_faults;
mod redis_losses;
mod refresh;
mod refusals;
mod renewal_races;
mod sessions;
mod spool;
mod tls_faults;
mod unopened_records;
mod unwelcome;
mod update;
