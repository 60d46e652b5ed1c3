//! What tests share: a clock that they move, builders, a real Redis, a bad network, and the contract of each port.

#![allow(
    clippy::expect_used,
    reason = "a claim that meets what it does not expect has failed"
)]

pub mod builders;
pub mod clock;
pub mod contract;
pub mod fault_proxy;
pub mod redis;
