//! Notion's failures, classified once.

use integrations::{ProviderError, api::by_status};
use reqwest::{StatusCode, header::HeaderMap};
use serde::Deserialize;

/// Notion: `{"object":"error","status":…,"code":…,"message":…}`.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ErrorBody {
    code: String,
}

/// What an answer that is no success means. The code says more than the status, where there is one.
pub(crate) fn classify(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> ProviderError {
    let body: ErrorBody = serde_json::from_slice(body).unwrap_or_default();
    let status = match body.code.as_str() {
        "unauthorized" => StatusCode::UNAUTHORIZED,
        "rate_limited" => StatusCode::TOO_MANY_REQUESTS,
        // Two wrote at once: the same request may succeed later.
        "conflict_error"
        | "internal_server_error"
        | "service_unavailable"
        | "database_connection_unavailable"
        | "gateway_timeout" => StatusCode::SERVICE_UNAVAILABLE,
        _ => status,
    };
    by_status(status, headers, b"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classified(status: u16, code: &str) -> ProviderError {
        let body = format!(r#"{{"object":"error","status":{status},"code":"{code}","message":"x"}}"#);
        classify(
            StatusCode::from_u16(status).unwrap(),
            &HeaderMap::new(),
            body.as_bytes(),
        )
    }

    #[test]
    fn each_code_has_its_meaning() {
        for (status, code, expected) in [
            (401, "unauthorized", ProviderError::Unauthorized),
            (403, "restricted_resource", ProviderError::Rejected { status: 403 }),
            (404, "object_not_found", ProviderError::Rejected { status: 404 }),
            (400, "validation_error", ProviderError::Rejected { status: 400 }),
            (409, "conflict_error", ProviderError::Unavailable),
            (429, "rate_limited", ProviderError::RateLimited { retry_after: None }),
            (500, "internal_server_error", ProviderError::Unavailable),
            (503, "service_unavailable", ProviderError::Unavailable),
        ] {
            assert_eq!(classified(status, code), expected, "{code}");
        }
    }

    #[test]
    fn without_a_code_the_status_says_it() {
        let bare = |status| classify(StatusCode::from_u16(status).unwrap(), &HeaderMap::new(), b"<html>");
        assert_eq!(bare(502), ProviderError::Unavailable);
        assert_eq!(bare(401), ProviderError::Unauthorized);
        assert_eq!(bare(302), ProviderError::Malformed);
    }
}
