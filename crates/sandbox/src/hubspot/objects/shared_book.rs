//! A portal's objects behind a lock of their own, so that portals do not wait for each other.

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::book::ObjectBook;

/// A book that may be read by many at once; clones share it.
#[derive(Clone, Debug)]
pub(crate) struct SharedBook(Arc<RwLock<ObjectBook>>);

impl SharedBook {
    pub(crate) fn new(book: ObjectBook) -> Self {
        Self(Arc::new(RwLock::new(book)))
    }

    pub(crate) fn read(&self) -> RwLockReadGuard<'_, ObjectBook> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn write(&self) -> RwLockWriteGuard<'_, ObjectBook> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}
