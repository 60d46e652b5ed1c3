//! How a page or a server function shapes its HTTP response without knowing the web framework.

use std::sync::Arc;

use http::{HeaderName, HeaderValue, StatusCode};

/// A response that is being made.
pub trait Replying: Send + Sync {
    /// Sets the status.
    fn status(&self, status: StatusCode);
    /// Adds a header.
    fn header(&self, name: HeaderName, value: HeaderValue);
    /// Sends the browser to `path` on this site: a `302` for a plain form post, a header that the
    /// page follows for a call from it.
    fn redirect(&self, path: &str);
}

/// A response that is being made, shared by all that shape it.
#[derive(Clone)]
pub struct Reply(Arc<dyn Replying>);

impl Reply {
    /// Wraps the server's own way.
    pub fn new(replying: impl Replying + 'static) -> Self {
        Self(Arc::new(replying))
    }

    /// Sets the status.
    pub fn status(&self, status: StatusCode) {
        self.0.status(status);
    }

    /// Adds a header.
    pub fn header(&self, name: HeaderName, value: HeaderValue) {
        self.0.header(name, value);
    }

    /// Sends the browser to `path` on this site.
    pub fn redirect(&self, path: &str) {
        self.0.redirect(path);
    }
}

/// The response to a call of a server function over HTTP. The server provides it as context there
/// and nowhere else: a page calls the same functions while it renders, and keeps its own status.
#[derive(Clone)]
pub struct ApiReply(pub Reply);

/// The response that is a page. The server provides it as context while one renders.
#[derive(Clone)]
pub struct PageReply(pub Reply);
