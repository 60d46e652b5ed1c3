//! The answer to a request that goes no further just now: a page, or what the page's own code understands.

use std::time::Duration;

use app::api::ApiError;
use axum::{
    Json,
    extract::Request,
    response::{IntoResponse as _, Redirect, Response},
};
use http::{
    HeaderValue, Method, StatusCode,
    header::{ACCEPT, REFERRER_POLICY, RETRY_AFTER},
};

use model::Notice;

use crate::routes::error_page::ErrorPage;

/// When to come back where nobody can say, in seconds.
const BUSY_WAIT: u32 = 5;

/// 429: whoever asks has asked too often.
pub(super) fn too_many(request: &Request, wait: Duration) -> Response {
    let page = ErrorPage::new(
        StatusCode::TOO_MANY_REQUESTS,
        "Too many requests came from here. Wait a minute, then load this page again.",
    );
    let retry_after_secs = seconds(wait);
    answer(
        request,
        page.response(),
        retry_after_secs,
        &ApiError::RateLimited { retry_after_secs },
    )
}

/// The end of a flow is a redirect, whatever happens: state and code stay in no address bar
/// (RFC 9700 §4.2.4).
pub(super) fn too_many_answers(wait: Duration) -> Response {
    let mut response = Redirect::to(&format!("/?notice={}", Notice::Unavailable.word())).into_response();
    let headers = response.headers_mut();
    headers.insert(RETRY_AFTER, HeaderValue::from(seconds(wait)));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// Whole seconds, rounded up: nobody may come back too early.
fn seconds(wait: Duration) -> u32 {
    u32::try_from(wait.as_millis().div_ceil(1000)).unwrap_or(u32::MAX)
}

/// 503: all have asked too much.
pub(super) fn busy(request: &Request) -> Response {
    let page = ErrorPage::try_again("The server has more to do than it can. Try again in a few seconds.");
    answer(request, page.response(), BUSY_WAIT, &ApiError::Busy)
}

fn answer(request: &Request, page: Response, wait: u32, error: &ApiError) -> Response {
    let mut response = if wants_data(request) {
        (page.status(), Json(error)).into_response()
    } else {
        page
    };
    let headers = response.headers_mut();
    headers.insert(RETRY_AFTER, HeaderValue::from(wait));
    // The address may hold a code and a state (RFC 9700 §4.2.4).
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// Server functions answer with data, except to a form that is posted without a script.
fn wants_data(request: &Request) -> bool {
    let accepts_page = request
        .headers()
        .get(ACCEPT)
        .is_some_and(|kinds| kinds.as_bytes().windows(9).any(|kind| kind == b"text/html"));
    request.uri().path().starts_with("/api/") && (request.method() == Method::GET || !accepts_page)
}
