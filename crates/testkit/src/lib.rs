//! What tests share: a clock that they move, builders, a real Redis, and the contract of each port.

pub mod builders;
pub mod clock;
pub mod contract;
pub mod redis;
