//! Compression of pages and data, except where its length could tell an attacker something.

use axum::{extract::Request, middleware::Next, response::Response};
use http::{
    HeaderName, Response as HttpResponse,
    header::{ACCEPT_ENCODING, CONTENT_TYPE},
};
use tower_http::compression::{
    CompressionLayer,
    predicate::{And, Predicate, SizeAbove},
};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Smaller answers do not become smaller.
const WORTH_IT: u64 = 1024;

/// Gzip, as it comes: what waits for the provider does not hold back what is there already.
/// The files of the site were compressed when they were built, and better.
#[must_use]
pub fn compression() -> CompressionLayer<And<SizeAbove, PageOrData>> {
    CompressionLayer::new().compress_when(SizeAbove::new(WORTH_IT).and(PageOrData))
}

/// HTML, JSON, JSON lines and CSV. Not events: a proxy that unpacks them may hold them back.
#[derive(Clone, Copy, Debug)]
pub struct PageOrData;

impl Predicate for PageOrData {
    fn should_compress<B: http_body_util::BodyExt>(&self, response: &HttpResponse<B>) -> bool {
        let kind = response
            .headers()
            .get(CONTENT_TYPE)
            .map(http::HeaderValue::as_bytes)
            .unwrap_or_default();
        let kinds: [&[u8]; 3] = [b"text/html", b"application/json", b"text/csv"];
        kinds.iter().any(|worth_it| kind.starts_with(worth_it))
    }
}

/// A page that another site opened is sent as it is: a guess in its address that stands in the page
/// as well would make the compressed answer shorter (BREACH, CVE-2013-3587).
pub async fn keep_lengths_from_other_sites(mut request: Request, next: Next) -> Response {
    let from_elsewhere = request
        .headers()
        .get(SEC_FETCH_SITE)
        .is_some_and(|site| site == "cross-site" || site == "same-site");
    if from_elsewhere {
        request.headers_mut().remove(ACCEPT_ENCODING);
    }
    next.run(request).await
}
