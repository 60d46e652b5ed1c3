//! The one HTTP client for what goes out, and reading an answer within bounds.

use std::time::Duration;

use reqwest::{
    Client, Response,
    header::{HeaderMap, RETRY_AFTER},
    redirect::Policy,
};

const CONNECT_DEADLINE: Duration = Duration::from_secs(3);
const TOTAL_DEADLINE: Duration = Duration::from_secs(10);

/// A client with deadlines that follows no redirect.
///
/// A redirect from a token endpoint or an API would carry secrets to wherever it points
/// (assurance T46).
///
/// # Errors
/// When the TLS set-up of the machine cannot be used.
#[expect(clippy::disallowed_methods, reason = "the one place that builds a client")]
pub fn client() -> Result<Client, reqwest::Error> {
    Client::builder()
        .redirect(Policy::none())
        .connect_timeout(CONNECT_DEADLINE)
        .timeout(TOTAL_DEADLINE)
        .user_agent(concat!("tributary/", env!("CARGO_PKG_VERSION")))
        .no_proxy()
        .build()
}

/// How long the answer asks us to wait: `Retry-After` in seconds (RFC 9110 §10.2.3). No provider of
/// ours writes a date.
#[must_use]
pub fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}

/// Why a body cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableBody {
    /// It is larger than allowed.
    #[error("the answer is too large")]
    TooLarge,
    /// It did not arrive whole.
    #[error("the answer did not arrive whole")]
    Broken,
}

/// Reads a body of at most `limit` bytes, counted after decompression.
///
/// # Errors
/// When it is larger, or the connection ends before it does.
pub async fn read_within(mut response: Response, limit: usize) -> Result<Vec<u8>, UnreadableBody> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| UnreadableBody::Broken)? {
        if body.len() + chunk.len() > limit {
            return Err(UnreadableBody::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
