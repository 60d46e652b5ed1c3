//! A provider's HTTP API: sends a request when it is its turn, reads the answer within bounds, and
//! classifies what went wrong.

use std::time::Duration;

use reqwest::{
    Client, RequestBuilder, StatusCode,
    header::{CONTENT_TYPE, HeaderMap},
};
use serde::de::DeserializeOwned;
use url::Url;

use crate::{Access, Gate, ProviderError, RateLimit, answers::parsed, gate::RequestClass, http};

/// So many digits has a number of 64 bits.
const LONGEST_NUMBER: usize = 20;

/// How one provider's API behaves.
#[derive(Clone, Copy, Debug)]
pub struct Manners {
    /// A longer answer is an attack or an accident, in bytes after decompression.
    pub longest_answer: usize,
    /// How long to leave the account alone when the provider asks us to wait and does not say how long.
    pub usual_pause: Duration,
    /// What an answer that is no success means. [`by_status`] does for most.
    pub classify: fn(StatusCode, &HeaderMap, &[u8]) -> ProviderError,
    /// The limit of the account that an answer names, where the provider does so.
    pub limit: fn(&HeaderMap) -> Option<RateLimit>,
}

impl Manners {
    /// Of a provider that speaks plain HTTP and names no limit in its answers.
    pub const PLAIN: Self = Self {
        longest_answer: 8 * 1024 * 1024,
        usual_pause: Duration::from_secs(10),
        classify: by_status,
        limit: |_| None,
    };
}

/// What the status alone says (RFC 9110 §15; RFC 6750 §3.1).
#[must_use]
pub fn by_status(status: StatusCode, headers: &HeaderMap, _body: &[u8]) -> ProviderError {
    match status.as_u16() {
        401 => ProviderError::Unauthorized,
        429 => ProviderError::RateLimited {
            retry_after: http::retry_after(headers),
        },
        408 | 425 | 500..=599 => ProviderError::Unavailable,
        100..=399 => ProviderError::Malformed,
        status => ProviderError::Rejected { status },
    }
}

/// Which of the provider's limits a request counts under.
#[derive(Clone, Copy, Debug)]
pub enum Turn<'a> {
    /// All requests for the account.
    Any,
    /// Searches, which are counted by themselves besides.
    Search,
    /// Requests for that part of the account, besides.
    Part(&'a str),
}

/// Asks one provider.
#[derive(Clone, Debug)]
pub struct Api {
    http: Client,
    base: Url,
    manners: Manners,
}

impl Api {
    /// Over this client, with all endpoints below `base`.
    #[must_use]
    pub fn new(http: Client, base: Url, manners: Manners) -> Self {
        Self { http, base, manners }
    }

    /// The URL of an endpoint: see [`below`].
    #[must_use]
    pub fn url(&self, segments: &[&str]) -> Url {
        below(&self.base, segments)
    }

    /// For building requests. Tokens are added by [`Self::send`].
    #[must_use]
    pub fn http(&self) -> &Client {
        &self.http
    }

    /// The JSON that stands there.
    ///
    /// # Errors
    /// See [`ProviderError`].
    pub async fn get<T: DeserializeOwned>(
        &self,
        url: Url,
        access: &Access,
        turn: Turn<'_>,
    ) -> Result<T, ProviderError> {
        parsed(&self.get_body(url, access, turn).await?)
    }

    /// What stands there, unread: a page borrows from its body.
    ///
    /// # Errors
    /// See [`ProviderError`].
    pub async fn get_body(&self, url: Url, access: &Access, turn: Turn<'_>) -> Result<Vec<u8>, ProviderError> {
        self.send(self.http.get(url), access, turn).await
    }

    /// Sends the request when it is its turn, with the token in the `Authorization` header and nowhere
    /// else (RFC 6750 §2.1). Returns the body of a successful answer, which is an object in JSON or empty.
    ///
    /// # Errors
    /// See [`ProviderError`].
    pub async fn send(
        &self,
        request: RequestBuilder,
        access: &Access,
        turn: Turn<'_>,
    ) -> Result<Vec<u8>, ProviderError> {
        match turn {
            Turn::Any => access.gate.pass(RequestClass::Any).await?,
            Turn::Search => access.gate.pass(RequestClass::Search).await?,
            Turn::Part(part) => access.gate.pass_part(part).await?,
        }
        let request = request.bearer_auth(access.token.reveal());
        self.send_as_it_is(request, &access.gate).await
    }

    /// The same for a request that brings its own authentication and waits for no turn.
    ///
    /// # Errors
    /// See [`ProviderError`].
    pub async fn send_as_it_is(&self, request: RequestBuilder, gate: &Gate) -> Result<Vec<u8>, ProviderError> {
        let response = request.send().await.map_err(|_| ProviderError::Unavailable)?;
        let (status, headers) = (response.status(), response.headers().clone());
        if let Some(limit) = (self.manners.limit)(&headers) {
            gate.learn(limit);
        }
        let body = http::read_within(response, self.manners.longest_answer).await?;
        if !status.is_success() {
            let error = (self.manners.classify)(status, &headers, &body);
            if let ProviderError::RateLimited { retry_after } = &error {
                gate.close(retry_after.unwrap_or(self.manners.usual_pause)).await;
            }
            return Err(error);
        }
        let is_answer = body.is_empty() || (is_json(&headers) && is_object(&body));
        is_answer.then_some(body).ok_or(ProviderError::Malformed)
    }
}

/// The URL of these path segments below `base`. Each is percent-encoded, so that no `/` or `?` in one leads to
/// another path. `.` and `..` cannot be encoded and are left out, which does: what comes from elsewhere is checked
/// first, as [`check_number`] checks an id.
#[must_use]
pub fn below(base: &Url, segments: &[&str]) -> Url {
    let mut url = base.clone();
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().extend(segments);
    }
    url
}

/// An id that becomes part of a path, at a provider that numbers its records: nothing but a number leads to one.
///
/// # Errors
/// [`ProviderError::Rejected`] with 404 when it is none.
pub fn check_number(id: &str) -> Result<(), ProviderError> {
    let is_number = (1..=LONGEST_NUMBER).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_digit());
    is_number.then_some(()).ok_or(ProviderError::Rejected { status: 404 })
}

fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    content_type.is_some_and(|value| value.contains("json"))
}

/// Whether it begins as an object does. Serde reads a list as an object too, its values in the order of the
/// fields: `[[]]` would be a page without records.
fn is_object(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"{")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_no_object() {
        assert!(is_object(b" \r\n{}"));
        for other in [&b"[[]]"[..], b"", b"7", b"\0{}"] {
            assert!(!is_object(other), "{}", other.escape_ascii());
        }
    }

    #[test]
    fn each_status_has_its_meaning() {
        let classified = |status| by_status(StatusCode::from_u16(status).unwrap(), &HeaderMap::new(), b"");
        assert_eq!(classified(401), ProviderError::Unauthorized);
        assert_eq!(classified(429), ProviderError::RateLimited { retry_after: None });
        for status in [408, 500, 502, 503, 504] {
            assert_eq!(classified(status), ProviderError::Unavailable, "{status}");
        }
        assert_eq!(classified(302), ProviderError::Malformed);
        for status in [400, 403, 404, 422] {
            assert_eq!(classified(status), ProviderError::Rejected { status });
        }
    }

    #[test]
    fn a_path_hangs_below_its_base_and_leads_nowhere_else() {
        let base = Url::parse("http://127.0.0.1:1/proxy/").unwrap();
        assert_eq!(
            below(&base, &["v0", "a/b"]).as_str(),
            "http://127.0.0.1:1/proxy/v0/a%2Fb"
        );
        assert_eq!(
            below(&base, &["v0", "..", ".", "a?b#c"]).as_str(),
            "http://127.0.0.1:1/proxy/v0/a%3Fb%23c"
        );
    }

    #[test]
    fn nothing_but_a_number_is_a_number() {
        assert_eq!((check_number("7"), check_number(&"9".repeat(20))), (Ok(()), Ok(())));
        for other in ["", "-1", "1.5", "a", "7/8", "..", "٣", &"9".repeat(21)] {
            assert_eq!(
                check_number(other),
                Err(ProviderError::Rejected { status: 404 }),
                "{other}"
            );
        }
    }

    #[test]
    fn a_wait_is_read_in_seconds() {
        let mut headers = HeaderMap::new();
        headers.insert("retry-after", "30".parse().unwrap());
        let retry_after = Some(Duration::from_secs(30));
        assert_eq!(
            by_status(StatusCode::TOO_MANY_REQUESTS, &headers, b""),
            ProviderError::RateLimited { retry_after }
        );
    }
}
