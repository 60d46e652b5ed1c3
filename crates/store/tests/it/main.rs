//! The store as the server meets it: in memory, in a file, and in a real Redis.

#![allow(clippy::expect_used, reason = "a test that meets what it does not expect has failed")]
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should panic where it stands"
)]

mod at_rest;
mod file;
mod findings;
mod in_a_file;
mod in_memory;
mod in_redis;
mod in_several;
mod leases;
mod least_privilege;
mod limits;
mod logs;
mod lost_answers;
mod measured;
mod outage;
mod rekey;
mod repair;
mod subject;
mod time;
mod tls;
mod upheaval;
