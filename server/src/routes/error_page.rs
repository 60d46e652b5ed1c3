//! The page for a request that leads nowhere: what happened, then what to do.

use axum::response::{Html, IntoResponse as _, Response};
use http::{HeaderValue, StatusCode, header::RETRY_AFTER};

/// A small page that needs no script. It says nothing that came from outside.
#[derive(Clone, Copy, Debug)]
pub struct ErrorPage {
    status: StatusCode,
    sentence: &'static str,
    retry_after: Option<&'static str>,
}

impl ErrorPage {
    /// A page that says this sentence.
    #[must_use]
    pub const fn new(status: StatusCode, sentence: &'static str) -> Self {
        Self {
            status,
            sentence,
            retry_after: None,
        }
    }

    /// A page for what will work again soon: 503 with `Retry-After`, in seconds.
    #[must_use]
    pub const fn try_again(sentence: &'static str) -> Self {
        Self {
            status: StatusCode::SERVICE_UNAVAILABLE,
            sentence,
            retry_after: Some("5"),
        }
    }

    /// The page as a response.
    #[must_use]
    pub fn response(self) -> Response {
        let mut response = (self.status, Html(self.html())).into_response();
        if let Some(seconds) = self.retry_after {
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from_static(seconds));
        }
        response
    }

    fn html(self) -> String {
        let title = self.status.canonical_reason().unwrap_or("Error");
        let style = super::site::stylesheet_path();
        format!(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{title} · Tributary</title>\
             <link rel=\"icon\" type=\"image/svg+xml\" href=\"/favicon.svg\"><link rel=\"stylesheet\" href=\"{style}\"></head><body><main class=\"page\">\
             <h1>{title}</h1><p class=\"lede\" role=\"alert\">{}</p><p><a href=\"/\">Go to the start page</a></p>\
             </main></body></html>",
            self.sentence
        )
    }
}
