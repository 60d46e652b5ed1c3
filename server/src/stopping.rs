//! Whether the process is about to end.

use std::sync::Arc;

use tokio::sync::watch;

/// Told once, asked by whoever must not begin anything long. Cheap to clone; all clones are one.
#[derive(Clone, Debug)]
pub struct Stopping(Arc<watch::Sender<bool>>);

impl Default for Stopping {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }
}

impl Stopping {
    /// From now on.
    pub fn begin(&self) {
        self.0.send_replace(true);
    }

    /// Whether it has begun.
    #[must_use]
    pub fn has_begun(&self) -> bool {
        *self.0.borrow()
    }

    /// Completes when it has begun.
    pub async fn begun(&self) {
        // The sender lives as long as this, so it does not end by an error.
        self.0.subscribe().wait_for(|begun| *begun).await.ok();
    }
}
