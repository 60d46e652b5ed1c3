//! What a provider may send to the redirect URI (RFC 6749 §4.1.2 and §4.1.2.1).

use url::form_urlencoded;

use crate::secret::{AuthorizationCode, State};

/// An answer of the right shape. Whether it is ours is decided by its state.
#[derive(Clone, Debug)]
pub struct AuthorizationResponse {
    /// Ties it to a pending authorization.
    pub state: State,
    /// Who claims to have sent it (RFC 9207).
    pub issuer: Option<String>,
    /// Yes or no.
    pub outcome: Outcome,
}

/// What the user, or the provider for them, decided.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Consent: the code to exchange.
    Granted(AuthorizationCode),
    /// `error=access_denied`.
    Denied,
    /// Any other `error`. Its text came through the browser: nobody may act on it or show it.
    Failed,
}

/// The query has not the shape of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the answer is malformed")]
pub struct MalformedResponse;

const MAX_QUERY: usize = 8 * 1024;
const MAX_CODE: usize = 2048;

impl AuthorizationResponse {
    /// Reads the query of the redirect.
    ///
    /// # Errors
    /// When a parameter stands twice (RFC 6749 §3.1), the state has not the shape of ours, or there
    /// is not exactly one of `code` and `error`. The store was not asked then.
    pub fn parse(query: &str) -> Result<Self, MalformedResponse> {
        if query.len() > MAX_QUERY {
            return Err(MalformedResponse);
        }
        let state = single(query, "state")?
            .as_deref()
            .and_then(State::parse)
            .ok_or(MalformedResponse)?;
        let issuer = single(query, "iss")?;
        let outcome = match (single(query, "code")?, single(query, "error")?) {
            (Some(code), None) if is_code(&code) => Outcome::Granted(AuthorizationCode::new(code)),
            (None, Some(error)) if error == "access_denied" => Outcome::Denied,
            (None, Some(_)) => Outcome::Failed,
            _ => return Err(MalformedResponse),
        };
        Ok(Self { state, issuer, outcome })
    }
}

/// RFC 6749 §3.1: "Request and response parameters MUST NOT be included more than once."
fn single(query: &str, name: &str) -> Result<Option<String>, MalformedResponse> {
    let mut values = form_urlencoded::parse(query.as_bytes())
        .filter(|(key, _)| key == name)
        .map(|(_, value)| value);
    let first = values.next();
    if values.next().is_some() {
        return Err(MalformedResponse);
    }
    Ok(first.map(std::borrow::Cow::into_owned))
}

/// RFC 6749 appendix A.11: `1*VSCHAR`.
fn is_code(code: &str) -> bool {
    (1..=MAX_CODE).contains(&code.len()) && code.bytes().all(|b| (0x20..=0x7e).contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATE: &str = "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeee";

    fn parse(query: &str) -> Result<AuthorizationResponse, MalformedResponse> {
        AuthorizationResponse::parse(&query.replace("STATE", STATE))
    }

    #[test]
    fn consent_carries_a_code() {
        let answer = parse("code=na1-x%20y&state=STATE&iss=https%3A%2F%2Fa.example").unwrap();
        assert_eq!(answer.state.reveal(), STATE);
        assert_eq!(answer.issuer.as_deref(), Some("https://a.example"));
        assert!(matches!(answer.outcome, Outcome::Granted(code) if code.reveal() == "na1-x y"));
    }

    #[test]
    fn a_refusal_is_told_from_an_error() {
        assert!(matches!(
            parse("error=access_denied&state=STATE").unwrap().outcome,
            Outcome::Denied
        ));
        assert!(matches!(
            parse("error=%3Csvg+onload%3E&state=STATE").unwrap().outcome,
            Outcome::Failed
        ));
    }

    #[test]
    fn a_malformed_answer_is_refused() {
        let long = format!("code={}&state=STATE", "a".repeat(MAX_CODE + 1));
        for query in [
            "",
            "code=a",
            "state=STATE",
            "code=a&state=",
            "code=a&state=short",
            "code=a&state=STATEx",
            "code=a&state=%00STATE",
            "code=a&state=STATE&state=STATE",
            "code=a&code=b&state=STATE",
            "code=a&error=b&state=STATE",
            "error=a&error=b&state=STATE",
            "code=&state=STATE",
            "code=%00&state=STATE",
            "code=a&state[]=STATE",
            "code=a&state=STATE&iss=a&iss=b",
            "error=access_denied",
            &long,
        ] {
            assert_eq!(parse(query).err(), Some(MalformedResponse), "{query:?}");
        }
    }

    #[test]
    fn a_state_of_64_kib_is_refused() {
        assert!(parse(&format!("code=a&state={}", "a".repeat(64 * 1024))).is_err());
    }
}
