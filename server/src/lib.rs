//! The server: settings, the composition root, and HTTP.

pub mod allocator;
pub mod cli;
pub mod commands;
pub mod compose;
mod held;
mod lasting;
pub mod layers;
pub mod listener;
pub mod metrics;
mod places;
mod reply;
pub mod router;
pub mod routes;
pub mod settings;
pub mod stopping;
pub mod telemetry;
mod upkeep;
