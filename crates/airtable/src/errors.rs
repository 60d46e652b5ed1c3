//! Airtable's failures, classified once.

use std::time::Duration;

use integrations::{ProviderError, api::by_status};
use reqwest::{StatusCode, header::HeaderMap};
use serde_json::Value;

use crate::place::NONE;

/// Airtable: after a 429 requests are refused for thirty seconds.
pub(crate) const PAUSE: Duration = Duration::from_secs(30);

/// Airtable does not tell what is not there from what may not be seen.
const FORBIDDEN_OR_ABSENT: &str = "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND";

/// What an answer that is no success means. A refusal for a scope says nothing of scopes: see [`lacking`].
pub(crate) fn classify(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> ProviderError {
    match by_status(status, headers, body) {
        ProviderError::RateLimited { retry_after } => ProviderError::RateLimited {
            retry_after: retry_after.or(Some(PAUSE)),
        },
        ProviderError::Rejected { status: 403 } if says(body, FORBIDDEN_OR_ABSENT) => NONE,
        error => error,
    }
}

/// `{"error":{"type":…,"message":…}}`; there are shorter ones.
fn says(body: &[u8], word: &str) -> bool {
    serde_json::from_slice::<Value>(body).is_ok_and(|body| body["error"]["type"] == word)
}

/// A refusal of a request that needs `scope`: when the grant lacks it, that is why.
pub(crate) fn lacking(error: ProviderError, scope: &str, granted: &[String]) -> ProviderError {
    let is_refused = matches!(error, ProviderError::Rejected { status: 403 | 404 });
    if is_refused && !granted.iter().any(|name| name == scope) {
        return ProviderError::MissingScopes {
            any_of: vec![scope.to_owned()],
        };
    }
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_half_a_minute_unless_the_answer_says_otherwise() {
        let waited = |headers: &HeaderMap| classify(StatusCode::TOO_MANY_REQUESTS, headers, b"");
        let of = |seconds| ProviderError::RateLimited {
            retry_after: Some(Duration::from_secs(seconds)),
        };
        assert_eq!(waited(&HeaderMap::new()), of(30));
        let mut headers = HeaderMap::new();
        headers.insert("retry-after", "4".parse().unwrap());
        assert_eq!(waited(&headers), of(4));
    }

    #[test]
    fn what_may_be_absent_is_not_there() {
        let refused = |body: &str| classify(StatusCode::FORBIDDEN, &HeaderMap::new(), body.as_bytes());
        let absent = format!(r#"{{"error":{{"type":"{FORBIDDEN_OR_ABSENT}","message":"x"}}}}"#);
        assert_eq!(refused(&absent), NONE);
        for body in [
            "",
            "{}",
            r#"{"error":"NOT_FOUND"}"#,
            r#"{"error":{"type":"INVALID_PERMISSIONS"}}"#,
        ] {
            assert_eq!(refused(body), ProviderError::Rejected { status: 403 }, "{body}");
        }
    }

    #[test]
    fn a_refusal_is_about_a_scope_when_the_grant_lacks_it() {
        let forbidden = || ProviderError::Rejected { status: 403 };
        let granted = ["a".to_owned()];
        assert_eq!(lacking(forbidden(), "a", &granted), forbidden());
        let missing = ProviderError::MissingScopes {
            any_of: vec!["b".to_owned()],
        };
        assert_eq!(lacking(forbidden(), "b", &granted), missing);
        assert_eq!(
            lacking(ProviderError::Unauthorized, "b", &granted),
            ProviderError::Unauthorized
        );
    }
}
