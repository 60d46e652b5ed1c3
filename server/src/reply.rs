//! How pages and server functions shape the response: the app's port, on Leptos's response options.

use app::reply::{Reply, Replying};
use http::{HeaderName, HeaderValue, StatusCode};
use leptos::prelude::expect_context;
use leptos_axum::ResponseOptions;

/// Shapes the response that Leptos is making.
struct LeptosReply(ResponseOptions);

/// The reply of the request that is being served: call it where Leptos provides its context.
pub(crate) fn current() -> Reply {
    Reply::new(LeptosReply(expect_context::<ResponseOptions>()))
}

impl Replying for LeptosReply {
    fn status(&self, status: StatusCode) {
        self.0.set_status(status);
    }

    fn header(&self, name: HeaderName, value: HeaderValue) {
        self.0.insert_header(name, value);
    }

    fn redirect(&self, path: &str) {
        leptos_axum::redirect(path);
    }
}
