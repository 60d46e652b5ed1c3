//! One request as the journal keeps it: everything but the secrets.

use axum::http::request::Parts;
use axum::http::{Method, Uri, header};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::fields::Fields;
use crate::oauth::bearer::bearer_token;

/// What stands where a secret stood.
const REDACTED: &str = "redacted";
/// Parameters whose values the journal must never hold.
const SECRET_PARAMETERS: [&str; 8] = [
    "access_token",
    "api_token",
    "client_secret",
    "code_verifier",
    "hapikey",
    "id_token",
    "refresh_token",
    "token",
];
/// Legacy HubSpot paths end in the token itself.
const SECRET_PATHS: [&str; 2] = ["/access-tokens/", "/refresh-tokens/"];

/// One request. Values of forms and of secret parameters are not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalEntry {
    /// Such as `GET`.
    pub method: String,
    /// The path as sent; a token in it is replaced.
    pub path: String,
    /// The query as sent, without `?`; secrets in it are replaced.
    pub query: String,
    /// The names in a form body, in order.
    pub form_names: Vec<String>,
    /// The names at the top of a JSON body, in alphabetical order.
    #[serde(default)]
    pub json_names: Vec<String>,
    /// The scheme of the `Authorization` header, such as `Bearer`.
    #[serde(default)]
    pub authorization: Option<String>,
    /// Whether the bearer token was also somewhere else: in the URL, another header, the body.
    #[serde(default)]
    pub token_elsewhere: bool,
    /// The answer's status; `None` while there is none, which for a hang or a reset is for ever.
    pub status: Option<u16>,
    /// From the whole request to the answer.
    pub milliseconds: Option<u64>,
    /// Whether an injected fault met it.
    pub faulted: bool,
}

impl JournalEntry {
    /// What may be kept of a request.
    pub(crate) fn of(method: &Method, uri: &Uri, form: &Fields) -> Self {
        Self {
            method: method.to_string(),
            path: safe_path(uri.path()),
            query: safe_query(uri.query().unwrap_or_default()),
            form_names: form.names(),
            json_names: Vec::new(),
            authorization: None,
            token_elsewhere: false,
            status: None,
            milliseconds: None,
            faulted: false,
        }
    }

    /// What may be kept of headers and body.
    pub(crate) fn with_contents(mut self, parts: &Parts, body: &[u8]) -> Self {
        let json: Map<String, Value> = serde_json::from_slice(body).unwrap_or_default();
        self.json_names = json.into_iter().map(|(name, _)| name).collect();
        self.authorization = scheme(parts);
        self.token_elsewhere = bearer_token(&parts.headers).is_some_and(|token| is_elsewhere(token, parts, body));
        self
    }
}

fn scheme(parts: &Parts) -> Option<String> {
    let value = parts.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    // A value without a scheme may be the secret itself.
    value.split_once(' ').map(|(scheme, _)| scheme.to_owned())
}

fn is_elsewhere(token: &str, parts: &Parts, body: &[u8]) -> bool {
    let holds = |bytes: &[u8]| !token.is_empty() && bytes.windows(token.len()).any(|part| part == token.as_bytes());
    let mut others = parts.headers.iter().filter(|(name, _)| *name != header::AUTHORIZATION);
    holds(parts.uri.to_string().as_bytes()) || others.any(|(_, value)| holds(value.as_bytes())) || holds(body)
}

fn safe_path(path: &str) -> String {
    let start = SECRET_PATHS
        .iter()
        .find_map(|part| path.find(part).map(|at| at + part.len()));
    start.map_or_else(|| path.to_owned(), |start| format!("{}{REDACTED}", &path[..start]))
}

fn safe_query(query: &str) -> String {
    let is_secret = |name: &str| SECRET_PARAMETERS.contains(&name);
    let fields = Fields::parse(query.as_bytes());
    if !fields.pairs().iter().any(|(name, _)| is_secret(name)) {
        return query.to_owned();
    }
    let safe = fields
        .pairs()
        .iter()
        .map(|(name, value)| (name, if is_secret(name) { REDACTED } else { value }));
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(safe)
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(uri: &str) -> JournalEntry {
        JournalEntry::of(
            &Method::GET,
            &uri.parse().unwrap(),
            &Fields::parse(b"client_secret=hush"),
        )
    }

    #[test]
    fn an_entry_keeps_no_secret() {
        let entry = entry("/oauth/v1/access-tokens/hush?token=hush&client_secret=hush&code_challenge=c");

        assert!(!serde_json::to_string(&entry).unwrap().contains("hush"));
        assert_eq!(entry.path, "/oauth/v1/access-tokens/redacted");
        assert!(entry.query.contains("code_challenge=c"));
        assert_eq!(entry.form_names, ["client_secret"]);
    }

    #[test]
    fn what_is_kept_of_headers_and_body_names_and_tells_no_secret() {
        let told = |uri: &str, authorization: &str, body: &[u8]| {
            let request = axum::http::Request::builder()
                .uri(uri)
                .header("authorization", authorization);
            let (parts, ()) = request.body(()).unwrap().into_parts();
            entry(uri).with_contents(&parts, body)
        };

        let kept = told("/x", "Bearer hush", br#"{"code":"hush-hush","grant_type":"x"}"#);
        assert_eq!(kept.json_names, ["code", "grant_type"]);
        assert_eq!(kept.authorization.as_deref(), Some("Bearer"));
        assert!(kept.token_elsewhere);
        assert!(!serde_json::to_string(&kept).unwrap().contains("hush"));

        assert!(!told("/x", "Bearer hush", b"").token_elsewhere);
        assert!(told("/x/hush", "Bearer hush", b"").token_elsewhere);
        assert_eq!(told("/x", "hush", b"").authorization, None);
    }

    #[test]
    fn a_query_without_secrets_is_kept_as_sent() {
        assert_eq!(entry("/x?scope=a%20b").query, "scope=a%20b");
    }
}
