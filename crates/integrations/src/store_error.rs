//! What a port may say when it fails: nothing that a caller could decide by but "not now".

use std::{error::Error, sync::Arc};

/// The store could not do it. The cause is for the log.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the store could not be reached")]
pub struct StoreError(#[source] Arc<dyn Error + Send + Sync>);

impl StoreError {
    /// Wraps the cause.
    pub fn new(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(Arc::from(cause.into()))
    }
}
