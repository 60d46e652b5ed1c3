//! Pipedrive's authorization endpoint: what it asks of a request, what it asks a person.

use std::time::Duration;

use url::Url;

use super::Pipedrive;
use super::account::Account;
use crate::fields::Fields;
use crate::front::Front;
use crate::oauth::authorization::Authorization;
use crate::oauth::authorize::{AsksForConsent, Mistake};
use crate::oauth::client::{CLIENT_ID, is_registered_redirect};
use crate::oauth::consent_page::{Question, carried};
use crate::oauth::desk::Desk;

/// Where it is, below the base URL.
pub(crate) const PATH: &str = "/oauth/authorize";
/// Needed to see who is asking.
pub(crate) const BASE: &str = "base";
/// Needed to read persons.
pub(crate) const READ_CONTACTS: &str = "contacts:read";
/// Pipedrive: the scopes are chosen when the app is registered; the sentences are the sandbox's own.
const SCOPES: [(&str, &str); 2] = [
    (BASE, "See basic facts about the user and the company"),
    (
        READ_CONTACTS,
        "See persons and organizations, and how their fields are defined",
    ),
];
/// Pipedrive: a code is good for five minutes.
const CODE_TTL: Duration = Duration::from_mins(5);

impl AsksForConsent for Pipedrive {
    type Account = Account;

    fn front(&self) -> &Front {
        &self.front
    }

    fn desk(&self) -> &Desk<Account> {
        &self.desk
    }

    fn code_ttl(&self) -> Duration {
        CODE_TTL
    }

    /// Pipedrive asks for client, redirect URI and state alone. The sentences are invented.
    fn check(&self, fields: &Fields) -> Result<Authorization<Account>, Mistake> {
        if fields.get("client_id") != Some(CLIENT_ID) {
            return Err(Mistake::Stays("The app was not found in the Marketplace."));
        }
        let unregistered = Mistake::Stays("The redirect_uri is not the app's callback URL.");
        let redirect_uri_text = fields.get("redirect_uri").unwrap_or_default().to_owned();
        if !is_registered_redirect("pipedrive", &redirect_uri_text) {
            return Err(unregistered);
        }
        let redirect_uri = Url::parse(&redirect_uri_text).map_err(|_| unregistered)?;
        Ok(Authorization {
            account: self.desk.account(),
            scopes: SCOPES.iter().map(|(name, _)| (*name).to_owned()).collect(),
            redirect_uri,
            redirect_uri_text,
            state: fields.get("state").map(str::to_owned),
            challenge: None,
        })
    }

    fn question<'a>(&self, authorization: &Authorization<Account>, fields: &'a Fields) -> Question<'a> {
        let account = &authorization.account;
        let scopes = SCOPES.iter();
        Question {
            account: account.company_name.clone(),
            note: format!(
                "Company {}, signed in as {}. This is a sandbox that stands in for Pipedrive.",
                account.company_id, account.user_email
            ),
            permissions: scopes
                .map(|(name, meaning)| ((*meaning).to_owned(), (*name).to_owned()))
                .collect(),
            action: PATH,
            hidden: carried(fields),
        }
    }
}
