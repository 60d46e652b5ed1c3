//! HubSpot's error bodies, worded as they were observed; invented ones say so.

use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::random;

/// HubSpot: its value is also in the body of an error.
pub(crate) const CORRELATION_ID: HeaderName = HeaderName::from_static("x-hubspot-correlation-id");

/// An error of the API (not of the token endpoint, whose errors look different).
#[derive(Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    fields: Map<String, Value>,
    retry_after: Option<u64>,
}

impl ApiError {
    fn new(status: StatusCode, message: impl Into<String>) -> Self {
        let fields = Map::from_iter([("message".to_owned(), Value::String(message.into()))]);
        Self {
            status,
            fields,
            retry_after: None,
        }
    }

    fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.fields.insert(name.to_owned(), value.into());
        self
    }

    /// 401 for no token, garbage, and a token that was revoked.
    pub(crate) fn no_credentials() -> Self {
        let message = "Authentication credentials not found. This API supports OAuth 2.0 authentication and you can \
                       find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview";
        Self::new(StatusCode::UNAUTHORIZED, message).with("category", "INVALID_AUTHENTICATION")
    }

    /// 401 for a token that was good until then.
    pub(crate) fn expired(at: Timestamp, now: Timestamp) -> Self {
        let message = format!("The OAuth token used to make this call expired {} ago.", ago(at, now));
        Self::new(StatusCode::UNAUTHORIZED, message)
            .with("category", "EXPIRED_AUTHENTICATION")
            .with("context", json!({ "expire time": [format!("{at:.3}")] }))
    }

    /// 403; any one of the scopes would suffice.
    pub(crate) fn missing_scopes(any_of: &[&str]) -> Self {
        let message = "This app hasn't been granted all required scopes to make this call. Read more about required \
                       scopes here: https://developers.hubspot.com/scopes.";
        let error = json!({
            "message": "One or more of the following scopes are required.",
            "context": { "requiredGranularScopes": any_of },
        });
        Self::new(StatusCode::FORBIDDEN, message)
            .with("category", "MISSING_SCOPES")
            .with("errors", json!([error]))
            .with("links", json!({ "scopes": "https://developers.hubspot.com/scopes" }))
    }

    /// 404 for a record, and (invented) for a path that is not there.
    pub(crate) fn resource_not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "resource not found")
    }

    /// 404 for an id that cannot be one.
    pub(crate) fn id_not_numeric(id: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "Object not found.  objectId are usually numeric.",
        )
        .with("category", "OBJECT_NOT_FOUND")
        .with("context", json!({ "id": [id] }))
    }

    /// 409 for an e-mail address that another contact has.
    pub(crate) fn contact_exists(id: u64) -> Self {
        Self::new(
            StatusCode::CONFLICT,
            format!("Contact already exists. Existing ID: {id}"),
        )
        .with("category", "CONFLICT")
    }

    /// 400 with a category.
    pub(crate) fn validation(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message).with("category", "VALIDATION_ERROR")
    }

    /// 400 with a category and what was wrong with each value.
    pub(crate) fn values_not_valid(message: impl Into<String>, errors: Vec<Value>) -> Self {
        Self::validation(message).with("errors", errors)
    }

    /// 400 without any reason.
    pub(crate) fn unspecific() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "There was a problem with the request.")
    }

    /// 400 for a body that is no JSON, or not of the right shape. The wording after the place is invented.
    pub(crate) fn invalid_json(error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        Self::validation(format!("Invalid input JSON on line {line}, column {column}: {error}"))
    }

    /// 414. HubSpot's body is unknown; this one is invented.
    pub(crate) fn uri_too_long() -> Self {
        Self::new(StatusCode::URI_TOO_LONG, "The request URI is too long.")
    }

    /// 429 of the limit that counts all but searches.
    pub(crate) fn too_many_calls(retry_after: Option<u64>) -> Self {
        let error = Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "You have reached your ten_secondly_rolling limit.",
        )
        .with("errorType", "RATE_LIMIT")
        .with("policyName", "TEN_SECONDLY_ROLLING")
        .with("groupName", "publicapi:crm:oauth:41027");
        Self { retry_after, ..error }
    }

    /// 429 of the limit that counts searches.
    pub(crate) fn too_many_searches(retry_after: Option<u64>) -> Self {
        let error = Self::new(StatusCode::TOO_MANY_REQUESTS, "You have reached your secondly limit.")
            .with("errorType", "RATE_LIMIT")
            .with("policyName", "SECONDLY")
            .with("groupName", "publicapi:crm:search:oauth:41027");
        Self { retry_after, ..error }
    }
}

impl IntoResponse for ApiError {
    fn into_response(mut self) -> Response {
        let id = random::uuid();
        self.fields.insert("status".to_owned(), "error".into());
        self.fields.insert("correlationId".to_owned(), id.clone().into());
        let mut response = (self.status, Json(self.fields)).into_response();
        if let Ok(id) = HeaderValue::from_str(&id) {
            response.headers_mut().insert(CORRELATION_ID, id);
        }
        if let Some(seconds) = self.retry_after {
            response
                .headers_mut()
                .insert(axum::http::header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

/// HubSpot: `0 second(s)`, `5 minute(s)`, `2 day(s)`. Where it changes units is invented.
fn ago(at: Timestamp, now: Timestamp) -> String {
    let seconds = now.duration_since(at).as_secs().max(0);
    match seconds {
        0..60 => format!("{seconds} second(s)"),
        60..86_400 => format!("{} minute(s)", seconds / 60),
        _ => format!("{} day(s)", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expiry_is_told_in_the_unit_that_fits() {
        let at = Timestamp::UNIX_EPOCH;
        let told = [0, 59, 300, 172_800].map(|second| ago(at, Timestamp::from_second(second).unwrap()));

        assert_eq!(told, ["0 second(s)", "59 second(s)", "5 minute(s)", "2 day(s)"]);
    }
}
