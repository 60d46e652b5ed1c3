//! The HTTP status of the page that is being rendered; in the browser it does nothing.

#[cfg(feature = "ssr")]
use crate::reply::PageReply;

/// Sets the page's status. Take it in a component's body; use it whenever the outcome is known.
#[derive(Clone, Default)]
pub struct PageStatus {
    #[cfg(feature = "ssr")]
    reply: Option<PageReply>,
}

#[cfg(feature = "ssr")]
impl PageStatus {
    /// The status of the page that is being rendered.
    pub fn here() -> Self {
        Self {
            reply: leptos::prelude::use_context(),
        }
    }

    /// There is no such page.
    pub fn not_found(&self) {
        self.set(http::StatusCode::NOT_FOUND);
    }

    /// The page cannot be shown just now.
    pub fn unavailable(&self) {
        self.set(http::StatusCode::SERVICE_UNAVAILABLE);
    }

    fn set(&self, status: http::StatusCode) {
        if let Some(PageReply(reply)) = &self.reply {
            reply.status(status);
        }
    }
}

#[cfg(not(feature = "ssr"))]
#[expect(clippy::unused_self, reason = "the same calls as on the server")]
impl PageStatus {
    /// Nothing: the response was made long ago.
    pub fn here() -> Self {
        Self::default()
    }

    /// Nothing.
    pub fn not_found(&self) {}

    /// Nothing.
    pub fn unavailable(&self) {}
}
