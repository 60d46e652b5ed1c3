//! Notion's authorization endpoint: what it asks of a request, what it asks a person.

use url::Url;

use super::Notion;
use super::account::Account;
use crate::fields::Fields;
use crate::front::Front;
use crate::oauth::authorization::Authorization;
use crate::oauth::authorize::{AsksForConsent, Mistake};
use crate::oauth::client::{CLIENT_ID, is_registered_redirect};
use crate::oauth::consent_page::{Question, carried};
use crate::oauth::desk::Desk;

/// Where it is, below the base URL.
pub(crate) const PATH: &str = "/v1/oauth/authorize";
/// Notion has no scopes; an integration has capabilities. Their short names are invented.
const CAPABILITIES: [(&str, &str); 2] = [
    ("See the pages and databases that you choose", "read_content"),
    ("See users, e-mail addresses included", "read_users_with_email"),
];

impl AsksForConsent for Notion {
    type Account = Account;

    fn front(&self) -> &Front {
        &self.front
    }

    fn desk(&self) -> &Desk<Account> {
        &self.desk
    }

    /// Which mistake goes back and which stays is invented, and so are the sentences.
    ///
    /// Notion knows no PKCE: a `code_challenge` is ignored.
    fn check(&self, fields: &Fields) -> Result<Authorization<Account>, Mistake> {
        if fields.get("client_id") != Some(CLIENT_ID) {
            return Err(Mistake::Stays("Missing or invalid client_id."));
        }
        let unregistered = Mistake::Stays("Missing or invalid redirect_uri.");
        let redirect_uri_text = fields.get("redirect_uri").unwrap_or_default().to_owned();
        if !is_registered_redirect("notion", &redirect_uri_text) {
            return Err(unregistered);
        }
        let redirect_uri = Url::parse(&redirect_uri_text).map_err(|_| unregistered)?;
        let state = fields.get("state").map(str::to_owned);
        let wrong = [
            ("response_type", "code", "response_type must be code"),
            ("owner", "user", "owner must be user"),
        ]
        .into_iter()
        .find(|(name, wanted, _)| fields.get(name) != Some(wanted));
        if let Some((_, _, description)) = wrong {
            return Err(Mistake::GoesBack {
                to: Box::new(redirect_uri),
                error: "invalid_request",
                description,
                state,
            });
        }
        Ok(Authorization {
            account: self.desk.account(),
            scopes: Vec::new(),
            redirect_uri,
            redirect_uri_text,
            state,
            challenge: None,
        })
    }

    fn question<'a>(&self, authorization: &Authorization<Account>, fields: &'a Fields) -> Question<'a> {
        let account = &authorization.account;
        let capabilities = CAPABILITIES.iter();
        Question {
            account: account.workspace_name.clone(),
            note: format!(
                "Workspace {}, signed in as {}. This is a sandbox that stands in for Notion, and shares all of its pages.",
                account.workspace_id, account.user_email
            ),
            permissions: capabilities
                .map(|(meaning, name)| ((*meaning).to_owned(), (*name).to_owned()))
                .collect(),
            action: PATH,
            hidden: carried(fields),
        }
    }
}
