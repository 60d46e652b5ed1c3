//! The security headers and the content security policy, on every response.

use std::{collections::BTreeSet, sync::Arc};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{
        CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, VARY,
        X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
    },
};
use integrations::{Connections, random};
use url::Url;

/// The nonce of one response. It stands in the request's extensions while the page is made.
#[derive(Clone, Debug)]
pub struct CspNonce(pub String);

/// What the policy depends on.
#[derive(Clone)]
pub struct Policy {
    form_action: Arc<str>,
    is_https: bool,
}

impl Policy {
    /// Lists the consent pages under `form-action`: Chromium applies it to the redirect after a form.
    #[must_use]
    pub fn new(connections: &Connections, public_url: &Url) -> Self {
        let descriptors = connections.descriptors();
        let origins: BTreeSet<&str> = descriptors
            .flat_map(|descriptor| descriptor.consent_origins.iter().map(String::as_str))
            .collect();
        let form_action = origins
            .into_iter()
            .fold(String::from("'self'"), |list, origin| format!("{list} {origin}"));
        Self {
            form_action: form_action.into(),
            is_https: public_url.scheme() == "https",
        }
    }

    fn for_page(&self, nonce: &str) -> String {
        format!(
            "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
             img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action {}; \
             base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
            self.form_action
        )
    }
}

/// For whatever is no page: it may load nothing at all.
const POLICY_FOR_DATA: &str = "default-src 'none'; frame-ancestors 'none'";

const FIXED: [(HeaderName, &str); 5] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// Draws the nonce before the request is served and writes the headers after.
pub async fn write_security_headers(State(policy): State<Policy>, mut request: Request, next: Next) -> Response {
    let nonce = random::token();
    request.extensions_mut().insert(CspNonce(nonce.clone()));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let is_page = headers
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let csp = if is_page {
        policy.for_page(&nonce)
    } else {
        POLICY_FOR_DATA.to_owned()
    };
    if let Ok(csp) = HeaderValue::from_str(&csp) {
        headers.insert(CONTENT_SECURITY_POLICY, csp);
    }
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if policy.is_https {
        headers.insert(
            STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=63072000; includeSubDomains"),
        );
    }
    // `no-referrer` everywhere would make browsers send `Origin: null` with our own forms.
    absent(headers, REFERRER_POLICY, "same-origin");
    absent(headers, CACHE_CONTROL, "no-store");
    // What may be kept is the same for everyone.
    if headers.get(CACHE_CONTROL).is_some_and(|value| value == "no-store") {
        headers.append(VARY, HeaderValue::from_static("Cookie, Sec-Fetch-Site, Origin"));
    }
    response
}

fn absent(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}
