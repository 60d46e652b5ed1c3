//! The page for a request that leads nowhere: what happened, then what to do.

use std::time::Duration;

use axum::response::{Html, IntoResponse as _, Response};
use http::{HeaderValue, StatusCode, header::RETRY_AFTER};

use crate::layers::request_id;

/// A small page that needs no script. It says nothing that came from outside.
#[derive(Clone, Copy, Debug)]
pub struct ErrorPage {
    status: StatusCode,
    sentence: &'static str,
    /// In seconds.
    retry_after: Option<u64>,
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
            retry_after: Some(5),
        }
    }

    /// With a `Retry-After`, rounded up to whole seconds: nobody may come back too early.
    #[must_use]
    pub const fn retry_after(self, wait: Duration) -> Self {
        let seconds = wait.as_secs() + (wait.subsec_nanos() > 0) as u64;
        Self {
            retry_after: Some(seconds),
            ..self
        }
    }

    /// The page as a response.
    #[must_use]
    pub fn response(self) -> Response {
        let mut response = (self.status, Html(self.html())).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    fn html(self) -> String {
        let (title, sentence, style) = (self.title(), self.sentence, super::site::stylesheet_path());
        let id = request_id::current()
            .map(|id| format!("<p class=\"quiet\">Request {id}</p>"))
            .unwrap_or_default();
        format!(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\"><title>{title} – Tributary</title>\
             <link rel=\"icon\" type=\"image/svg+xml\" href=\"/favicon.svg\"><link rel=\"stylesheet\" href=\"{style}\">\
             </head><body><header class=\"masthead\"><a class=\"brand\" href=\"/\">Tributary</a></header>\
             <main class=\"page\"><h1>{title}</h1><p class=\"lede\" role=\"alert\">{sentence}</p>\
             <p><a class=\"button\" href=\"/\">Back to your connections</a></p>{id}</main></body></html>"
        )
    }

    /// What happened, in a word or two.
    fn title(self) -> &'static str {
        match self.status {
            StatusCode::NOT_FOUND => "Nothing here",
            StatusCode::FORBIDDEN => "Not from there",
            StatusCode::TOO_MANY_REQUESTS => "Too many at once",
            StatusCode::SERVICE_UNAVAILABLE => "Not just now",
            StatusCode::INTERNAL_SERVER_ERROR => "Something went wrong",
            _ => "That did not work",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_what_happened_and_what_to_do() {
        let html = ErrorPage::try_again("Try again in a minute.").html();
        assert!(
            html.contains("<h1>Not just now</h1>") && html.contains("Try again in a minute."),
            "{html}"
        );
        assert!(
            html.contains("href=\"/\">Back to your connections") && !html.contains("503"),
            "{html}"
        );
    }
}
