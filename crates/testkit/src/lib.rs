//! What tests share: a clock that they move, builders, logs in memory, a real Redis, a bad network, and the contract of each port and of every provider.

#![allow(
    clippy::expect_used,
    reason = "a claim that meets what it does not expect has failed"
)]

pub mod builders;
pub mod clock;
pub mod contract;
pub mod fault_proxy;
pub mod logs;
pub mod redis;
