//! HubSpot's failures, classified once (HubSpot: "Handling API errors").

use std::time::Duration;

use integrations::{ProviderError, http};
use reqwest::{StatusCode, header::HeaderMap};
use serde::Deserialize;

/// The lock that answers 423 lasts two seconds.
const LOCKED_FOR: Duration = Duration::from_secs(2);

/// The part of an error body that decides. HubSpot: treat every field as optional.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ErrorBody {
    errors: Vec<ErrorDetail>,
    context: ErrorContext,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ErrorDetail {
    context: ErrorContext,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ErrorContext {
    #[serde(rename = "requiredGranularScopes")]
    granular: Vec<String>,
    #[serde(rename = "requiredScopes")]
    scopes: Vec<String>,
}

/// What an answer that is no success means.
pub(crate) fn classify(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> ProviderError {
    match status.as_u16() {
        401 => ProviderError::Unauthorized,
        403 => forbidden(body),
        423 => ProviderError::RateLimited {
            retry_after: Some(LOCKED_FOR),
        },
        429 => ProviderError::RateLimited {
            retry_after: http::retry_after(headers),
        },
        408 | 477 | 500..=599 => ProviderError::Unavailable,
        300..=399 => ProviderError::Malformed,
        status => ProviderError::Rejected { status },
    }
}

fn forbidden(body: &[u8]) -> ProviderError {
    let body: ErrorBody = serde_json::from_slice(body).unwrap_or_default();
    let contexts = body
        .errors
        .into_iter()
        .map(|detail| detail.context)
        .chain([body.context]);
    let any_of: Vec<String> = contexts
        .flat_map(|context| [context.granular, context.scopes].concat())
        .collect();
    if any_of.is_empty() {
        ProviderError::Rejected { status: 403 }
    } else {
        ProviderError::MissingScopes { any_of }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classified(status: u16, body: &str) -> ProviderError {
        classify(
            StatusCode::from_u16(status).unwrap(),
            &HeaderMap::new(),
            body.as_bytes(),
        )
    }

    #[test]
    fn each_status_has_its_meaning() {
        assert_eq!(classified(401, ""), ProviderError::Unauthorized);
        assert_eq!(
            classified(429, "<html>"),
            ProviderError::RateLimited { retry_after: None }
        );
        assert_eq!(
            classified(423, ""),
            ProviderError::RateLimited {
                retry_after: Some(LOCKED_FOR)
            }
        );
        for status in [408, 477, 500, 502, 503, 504, 521, 524] {
            assert_eq!(classified(status, ""), ProviderError::Unavailable, "{status}");
        }
        assert_eq!(classified(302, ""), ProviderError::Malformed);
        assert_eq!(classified(400, ""), ProviderError::Rejected { status: 400 });
    }

    #[test]
    fn missing_scopes_are_named_under_either_key() {
        let granular = r#"{"category":"MISSING_SCOPES","errors":[{"context":{"requiredGranularScopes":["a","b"]}}]}"#;
        assert_eq!(
            classified(403, granular),
            ProviderError::MissingScopes {
                any_of: vec!["a".into(), "b".into()]
            }
        );
        let older = r#"{"context":{"requiredScopes":["c"]}}"#;
        assert_eq!(
            classified(403, older),
            ProviderError::MissingScopes {
                any_of: vec!["c".into()]
            }
        );
        assert_eq!(classified(403, "<html>"), ProviderError::Rejected { status: 403 });
    }

    #[test]
    fn a_wait_is_read_in_seconds() {
        let mut headers = HeaderMap::new();
        headers.insert("retry-after", "4".parse().unwrap());
        let expected = ProviderError::RateLimited {
            retry_after: Some(Duration::from_secs(4)),
        };
        assert_eq!(classify(StatusCode::TOO_MANY_REQUESTS, &headers, b""), expected);
    }
}
