//! The HTTP status of the page that is being rendered.

use http::StatusCode;
use leptos::prelude::use_context;

use crate::{api::ApiError, reply::PageReply};

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

    /// The page cannot be shown, for this reason.
    pub fn failed(&self, error: &ApiError) {
        match error {
            ApiError::NotFound => self.not_found(),
            ApiError::Busy => self.set(StatusCode::SERVICE_UNAVAILABLE),
            _ => self.set(StatusCode::INTERNAL_SERVER_ERROR),
        }
    }

    fn set(&self, status: StatusCode) {
        if let Some(PageReply(reply)) = &self.0 {
            reply.status(status);
        }
    }
}
