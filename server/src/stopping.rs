//! Whether the process is about to end.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// Told once, asked by whoever must not begin anything long. Cheap to clone; all clones are one.
#[derive(Clone, Debug, Default)]
pub struct Stopping(Arc<AtomicBool>);

impl Stopping {
    /// From now on.
    pub fn begin(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it has begun.
    #[must_use]
    pub fn has_begun(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
