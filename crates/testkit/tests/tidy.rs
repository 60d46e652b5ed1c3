//! The invariants of `ARCHITECTURE.md`, over what cargo and the source tree say.

#[path = "tidy/dependencies.rs"]
mod dependencies;
#[path = "tidy/sources.rs"]
mod sources;
