//! One request as the journal keeps it: everything but the secrets.

use axum::http::{Method, Uri};
use serde::{Deserialize, Serialize};

use crate::fields::Fields;

/// What stands where a secret stood.
const REDACTED: &str = "redacted";
/// Parameters whose values the journal must never hold.
const SECRET_PARAMETERS: [&str; 7] = [
    "access_token",
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
            status: None,
            milliseconds: None,
            faulted: false,
        }
    }
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
    fn a_query_without_secrets_is_kept_as_sent() {
        assert_eq!(entry("/x?scope=a%20b").query, "scope=a%20b");
    }
}
