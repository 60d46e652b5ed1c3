//! Airtable's authorization endpoint: what it asks of a request, what it asks a person.

use url::Url;

use super::Airtable;
use super::account::Account;
use super::scopes::meaning;
use crate::fields::Fields;
use crate::front::Front;
use crate::oauth::authorization::Authorization;
use crate::oauth::authorize::{AsksForConsent, Mistake};
use crate::oauth::client::{CLIENT_ID, is_registered_redirect};
use crate::oauth::consent_page::{Question, carried};
use crate::oauth::desk::Desk;

/// Where it is, below the base URL.
pub(crate) const PATH: &str = "/oauth2/v1/authorize";
/// RFC 7636 §4.2: SHA-256 in base64url without padding.
const CHALLENGE_LENGTH: usize = 43;

impl AsksForConsent for Airtable {
    type Account = Account;

    fn front(&self) -> &Front {
        &self.front
    }

    fn desk(&self) -> &Desk<Account> {
        &self.desk
    }

    /// Airtable: a bad client or redirect URI stays there, any other mistake goes back. The sentences are invented.
    fn check(&self, fields: &Fields) -> Result<Authorization<Account>, Mistake> {
        if fields.get("client_id") != Some(CLIENT_ID) {
            return Err(Mistake::Stays("The client_id is missing or unknown."));
        }
        let unregistered = Mistake::Stays("The redirect_uri is not one of those that are registered.");
        let redirect_uri_text = fields.get("redirect_uri").unwrap_or_default().to_owned();
        if !is_registered_redirect("airtable", &redirect_uri_text) {
            return Err(unregistered);
        }
        let redirect_uri = Url::parse(&redirect_uri_text).map_err(|_| unregistered)?;
        let state = fields.get("state").map(str::to_owned);
        let asked = asked(fields).map_err(|(error, description)| Mistake::GoesBack {
            to: Box::new(redirect_uri.clone()),
            error,
            description,
            state: state.clone(),
        })?;
        Ok(Authorization {
            account: self.desk.account(),
            scopes: asked.scopes,
            redirect_uri,
            redirect_uri_text,
            state,
            challenge: Some(asked.challenge),
        })
    }

    fn question<'a>(&self, authorization: &Authorization<Account>, fields: &'a Fields) -> Question<'a> {
        let Account { id, email } = &authorization.account;
        let scopes = authorization.scopes.iter();
        Question {
            account: "Airtable".to_owned(),
            note: format!("Signed in as {email} ({id}). This is a sandbox that stands in for Airtable."),
            permissions: scopes
                .map(|scope| (meaning(scope).unwrap_or_default().to_owned(), scope.clone()))
                .collect(),
            action: PATH,
            hidden: carried(fields),
        }
    }
}

struct Asked {
    scopes: Vec<String>,
    challenge: String,
}

/// Airtable: response type, state, scopes and an S256 challenge are all required.
fn asked(fields: &Fields) -> Result<Asked, (&'static str, &'static str)> {
    if fields.get("response_type") != Some("code") {
        return Err(("unsupported_response_type", "response_type must be code"));
    }
    if fields.get("state").is_none() {
        return Err(("invalid_request", "state is required"));
    }
    if fields.get("code_challenge_method") != Some("S256") {
        return Err(("invalid_request", "code_challenge_method must be S256"));
    }
    let is_challenge = |challenge: &&str| {
        let mut bytes = challenge.bytes();
        challenge.len() == CHALLENGE_LENGTH && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    let challenge = fields.get("code_challenge").filter(is_challenge);
    let challenge = challenge.ok_or(("invalid_request", "code_challenge is missing or malformed"))?;
    let mut scopes: Vec<String> = Vec::new();
    for scope in fields.get("scope").unwrap_or_default().split_whitespace() {
        if meaning(scope).is_none() {
            return Err(("invalid_scope", "the app is not registered for one of the scopes"));
        }
        if scopes.iter().any(|known| known == scope) {
            return Err(("invalid_scope", "the scopes must be unique"));
        }
        scopes.push(scope.to_owned());
    }
    if scopes.is_empty() {
        return Err(("invalid_scope", "at least one scope is required"));
    }
    Ok(Asked {
        scopes,
        challenge: challenge.to_owned(),
    })
}
