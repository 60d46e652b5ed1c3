//! The same-origin guard: no other site makes a browser change anything here.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{
    HeaderMap, HeaderName, Method, StatusCode,
    header::{GetAll, ORIGIN},
};
use url::Url;

use crate::routes::error_page::ErrorPage;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const REFUSAL: &str =
    "This request did not come from this site. Nothing was changed. Open the start page and try again.";

/// Lets unsafe methods through only from our own pages (OWASP CSRF cheat sheet, Fetch Metadata;
/// ASVS 3.5.1). Server functions are behind it as well. It fails closed.
pub async fn guard_same_origin(State(public_url): State<Url>, request: Request, next: Next) -> Response {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD);
    if is_safe || is_same_origin(request.headers(), &public_url) {
        return next.run(request).await;
    }
    tracing::warn!(target: "audit", event = "malicious_csrf", "a cross-site request was refused");
    ErrorPage::new(StatusCode::FORBIDDEN, REFUSAL).response()
}

/// `Sec-Fetch-Site` decides where it is sent; `Origin` where it is not; neither means no.
fn is_same_origin(headers: &HeaderMap, public_url: &Url) -> bool {
    let site = headers.get_all(SEC_FETCH_SITE);
    if site.iter().next().is_some() {
        return only(&site, "same-origin");
    }
    only(&headers.get_all(ORIGIN), &public_url.origin().ascii_serialization())
}

/// Whether the header stands there exactly once, with exactly this value.
fn only(values: &GetAll<'_, http::HeaderValue>, expected: &str) -> bool {
    let mut values = values.iter();
    values
        .next()
        .is_some_and(|value| value.as_bytes() == expected.as_bytes())
        && values.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(headers: &[(&'static str, &str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        is_same_origin(&map, &Url::parse("http://localhost:3000").unwrap())
    }

    #[test]
    fn our_own_pages_are_let_through() {
        assert!(allowed(&[("sec-fetch-site", "same-origin")]));
        assert!(allowed(&[("origin", "http://localhost:3000")]));
        assert!(allowed(&[("sec-fetch-site", "same-origin"), ("origin", "null")]));
    }

    #[test]
    fn everything_else_is_refused() {
        assert!(!allowed(&[]));
        for site in ["cross-site", "same-site", "none", "", "Same-Origin"] {
            assert!(
                !allowed(&[("sec-fetch-site", site), ("origin", "http://localhost:3000")]),
                "{site}"
            );
        }
        for origin in [
            "https://evil.example",
            "null",
            "http://localhost:3001",
            "http://localhost:3000.evil.example",
        ] {
            assert!(!allowed(&[("origin", origin)]), "{origin}");
        }
        assert!(!allowed(&[
            ("sec-fetch-site", "same-origin"),
            ("sec-fetch-site", "cross-site")
        ]));
        assert!(!allowed(&[
            ("origin", "http://localhost:3000"),
            ("origin", "https://evil.example")
        ]));
    }
}
