//! The HTTP status of the page that is being rendered.

use http::StatusCode;
use leptos::prelude::use_context;

use crate::reply::PageReply;

/// Sets the page's status. Take it in a component's body; use it whenever the outcome is known.
#[derive(Clone)]
pub struct PageStatus(Option<PageReply>);

impl PageStatus {
    /// The status of the page that is being rendered.
    pub fn here() -> Self {
        Self(use_context())
    }

    /// There is no such page.
    pub fn not_found(&self) {
        self.set(StatusCode::NOT_FOUND);
    }

    /// The page cannot be shown just now.
    pub fn unavailable(&self) {
        self.set(StatusCode::SERVICE_UNAVAILABLE);
    }

    fn set(&self, status: StatusCode) {
        if let Some(PageReply(reply)) = &self.0 {
            reply.status(status);
        }
    }
}
