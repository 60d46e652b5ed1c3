//! The token answer, good or bad, read tolerantly and without keeping what is not needed.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Deserializer};
use serde_json::{Number, Value};

use super::TokenEndpointError;
use crate::{
    TokenSet,
    provider::AccountFacts,
    secret::{AccessToken, RefreshToken},
};

/// A lifetime that makes no sense is taken as this long, in seconds.
const SHORTEST_LIFE: i32 = 60;
/// A longer lifetime is taken as this long, in seconds.
const LONGEST_LIFE: i32 = 24 * 60 * 60;
/// RFC 6749 §5.2 and §4.1.2.1: what ends a grant.
const STANDARD_REFUSALS: [&str; 2] = ["invalid_grant", "access_denied"];

/// RFC 6749 §5.1 or §5.2; HubSpot adds `status` to errors, and `scopes` to tokens.
#[derive(Deserialize)]
pub(super) struct Answer {
    #[serde(default, deserialize_with = "text")]
    access_token: Option<String>,
    #[serde(default, deserialize_with = "text")]
    refresh_token: Option<String>,
    #[serde(default)]
    expires_in: Value,
    #[serde(default)]
    scope: Value,
    #[serde(default)]
    scopes: Value,
    #[serde(default, deserialize_with = "text")]
    error: Option<String>,
    #[serde(default, deserialize_with = "text")]
    status: Option<String>,
    #[serde(flatten)]
    further: AccountFacts,
}

/// Text, or nothing where something else stands.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(Value::deserialize(deserializer)?.as_str().map(str::to_owned))
}

impl Answer {
    /// Reads a JSON object. The parser's complaint is dropped: it would quote the body.
    pub(super) fn parse(body: &[u8]) -> Option<Self> {
        let object: serde_json::Map<String, Value> = serde_json::from_slice(body).ok()?;
        serde_json::from_value(Value::Object(object)).ok()
    }

    /// The fields of these names. Tokens are none of them, whatever the names.
    pub(super) fn facts(&self, names: &[&str]) -> AccountFacts {
        let found = self.further.iter().filter(|(name, _)| names.contains(&name.as_str()));
        found.map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    /// Some answer 200 and mean an error.
    pub(super) fn is_error(&self) -> bool {
        self.error.is_some() || self.access_token.is_none()
    }

    /// Whether it says that the grant is worth nothing.
    pub(super) fn refuses(&self, further: &[&str]) -> bool {
        let means_refusal = |word: &str| STANDARD_REFUSALS.contains(&word) || further.contains(&word);
        [&self.error, &self.status]
            .into_iter()
            .flatten()
            .any(|word| means_refusal(word))
    }

    /// The tokens, with the expiry reckoned from when they were asked for.
    pub(super) fn into_token_set(
        self,
        asked_at: Timestamp,
        expected: &[String],
    ) -> Result<TokenSet, TokenEndpointError> {
        let scopes = self.granted_scopes().unwrap_or_else(|| expected.to_vec());
        let expires_at = self.lifetime().map(|life| asked_at + life);
        let token = self
            .access_token
            .filter(|token| fits_a_header(token))
            .ok_or(TokenEndpointError::Malformed)?;
        Ok(TokenSet {
            access_token: AccessToken::new(token),
            refresh_token: self
                .refresh_token
                .filter(|token| !token.is_empty())
                .map(RefreshToken::new),
            obtained_at: asked_at,
            expires_at,
            scopes,
            serial: 1,
        })
    }

    fn granted_scopes(&self) -> Option<Vec<String>> {
        if let Some(list) = self.scopes.as_array() {
            return Some(list.iter().filter_map(Value::as_str).map(str::to_owned).collect());
        }
        let text = self.scope.as_str()?;
        Some(
            text.split([' ', ','])
                .filter(|scope| !scope.is_empty())
                .map(str::to_owned)
                .collect(),
        )
    }

    /// Seconds as a number or as text; clamped, because it comes from outside.
    fn lifetime(&self) -> Option<SignedDuration> {
        let (shortest, longest) = (i64::from(SHORTEST_LIFE), i64::from(LONGEST_LIFE));
        let seconds = match &self.expires_in {
            Value::Null => return None,
            Value::Number(number) => whole_seconds(number),
            Value::String(text) => text.trim().parse().unwrap_or(shortest),
            _ => shortest,
        };
        Some(SignedDuration::from_secs(if seconds < 1 {
            shortest
        } else {
            seconds.min(longest)
        }))
    }
}

/// `1800`, and `1800.0` as well; what no such number holds is absurdly long, or absurdly short.
fn whole_seconds(number: &Number) -> i64 {
    let longest = f64::from(LONGEST_LIFE);
    #[expect(clippy::cast_possible_truncation, reason = "clamped before")]
    number
        .as_i64()
        .unwrap_or_else(|| number.as_f64().unwrap_or(longest).clamp(0.0, longest) as i64)
}

/// RFC 6750 §2.1: a bearer token is visible ASCII.
fn fits_a_header(token: &str) -> bool {
    !token.is_empty() && token.bytes().all(|b| b.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(body: &str) -> Result<TokenSet, TokenEndpointError> {
        Answer::parse(body.as_bytes())
            .unwrap()
            .into_token_set(Timestamp::UNIX_EPOCH, &["asked".to_owned()])
    }

    fn life(expires_in: &str) -> Option<i32> {
        let body = format!(r#"{{"access_token":"a","expires_in":{expires_in}}}"#);
        set(&body)
            .unwrap()
            .expires_at
            .map(|at| i32::try_from(at.as_second()).unwrap())
    }

    #[test]
    fn lifetimes_are_read_and_clamped() {
        assert_eq!(life("1800"), Some(1800));
        assert_eq!(life("\"1800\""), Some(1800));
        assert_eq!(life("null"), None);
        assert_eq!(life("-1"), Some(SHORTEST_LIFE));
        assert_eq!(life("0"), Some(SHORTEST_LIFE));
        assert_eq!(life("1800.0"), Some(1800));
        assert_eq!(life("1e300"), Some(LONGEST_LIFE));
        assert_eq!(life("-1e300"), Some(SHORTEST_LIFE));
        assert_eq!(life("\"soon\""), Some(SHORTEST_LIFE));
        assert_eq!(life("[]"), Some(SHORTEST_LIFE));
    }

    #[test]
    fn granted_scopes_come_as_a_list_or_as_text_or_not_at_all() {
        assert_eq!(
            set(r#"{"access_token":"a","scopes":["x","y"]}"#).unwrap().scopes,
            ["x", "y"]
        );
        assert_eq!(set(r#"{"access_token":"a","scope":"x y"}"#).unwrap().scopes, ["x", "y"]);
        assert_eq!(set(r#"{"access_token":"a"}"#).unwrap().scopes, ["asked"]);
    }

    #[test]
    fn the_facts_are_those_that_were_asked_for_and_never_a_token() {
        let answer = Answer::parse(br#"{"access_token":"a","hub":7,"other":1,"refresh_token":"r"}"#).unwrap();
        let facts = answer.facts(&["hub", "access_token", "refresh_token", "missing"]);
        assert_eq!(serde_json::to_string(&facts).unwrap(), r#"{"hub":7}"#);
    }

    #[test]
    fn a_token_that_would_break_a_header_is_malformed() {
        for token in ["", "a b", "a\\r\\nX: y", "é"] {
            let body = format!(r#"{{"access_token":"{token}"}}"#);
            assert_eq!(set(&body).err(), Some(TokenEndpointError::Malformed), "{token:?}");
        }
    }

    #[test]
    fn refusals_are_told_from_faults_of_ours() {
        let refuses = |body: &str| Answer::parse(body.as_bytes()).unwrap().refuses(&["BAD_REFRESH_TOKEN"]);
        assert!(refuses(r#"{"error":"invalid_grant"}"#));
        assert!(refuses(r#"{"status":"BAD_REFRESH_TOKEN","message":"x"}"#));
        assert!(!refuses(r#"{"error":"invalid_client","status":"BAD_CLIENT_SECRET"}"#));
        assert!(!refuses(r#"{"error":["invalid_grant"]}"#));
    }

    #[test]
    fn what_is_no_json_object_is_no_answer() {
        for body in ["", "<html>", "[]", "null", "{\"access_token\":", "\u{0}"] {
            assert!(Answer::parse(body.as_bytes()).is_none(), "{body:?}");
        }
    }
}
