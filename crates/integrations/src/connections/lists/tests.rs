//! Lists over a scripted provider, on a clock that tests move.

pub mod descriptor;
mod freshness;
mod instances;
mod keeping;
mod logs;
mod places;
pub mod provider;
mod reading;
mod stage;
mod vault;
mod writing;
