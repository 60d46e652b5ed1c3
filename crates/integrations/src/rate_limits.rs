//! Limits on how often something may be done, counted together by all processes that share a store.

mod counts;
mod in_process;

use std::time::Duration;

use async_trait::async_trait;
use sha2::{Digest as _, Sha256};

pub use self::{counts::Counts, in_process::InProcessRateLimits};
use crate::StoreError;

/// At most `permits` in any `window`, wherever it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    /// How often.
    pub permits: u32,
    /// In how long.
    pub window: Duration,
}

/// What is counted: one digest for each list of parts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RateKey([u8; 32]);

impl RateKey {
    /// The key of these parts; no two lists have the same.
    #[must_use]
    pub fn new(parts: &[&str]) -> Self {
        let mut digest = Sha256::new();
        for part in parts {
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part);
        }
        Self(digest.finalize().into())
    }

    /// The digest: for naming it in a store.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Whether it may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// Now; it was counted.
    Admitted,
    /// Not before so long; nothing was counted.
    Wait(Duration),
}

/// Counts by the store's clock.
#[async_trait]
pub trait RateLimits: Send + Sync + 'static {
    /// Counts one under `key` if the limit allows it and nobody asked to pause.
    async fn admit(&self, key: &RateKey, limit: RateLimit) -> Result<Admission, StoreError>;

    /// Admits nothing under `key` for so long. A longer pause that is in force stays.
    async fn pause(&self, key: &RateKey, pause: Duration) -> Result<(), StoreError>;

    /// How long a pause of `key` still lasts, if there is one.
    async fn paused(&self, key: &RateKey) -> Result<Option<Duration>, StoreError>;

    /// Ends a pause of `key`.
    async fn resume(&self, key: &RateKey) -> Result<(), StoreError>;
}
