//! Everything that the flow needs to know about a provider, as plain data.

use model::{ItemKind, ProviderCard, ProviderId, ScopeUse};
use url::Url;

use crate::{gate::Budget, secret::ClientSecret};

/// How the token endpoint learns which application we are (RFC 6749 §2.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientAuthentication {
    /// `client_id` and `client_secret` among the parameters.
    Body,
    /// HTTP Basic.
    Basic,
}

/// How the token endpoint wants its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenRequestFormat {
    /// `application/x-www-form-urlencoded`, as RFC 6749 says.
    Form,
    /// `application/json`, as a few have it.
    Json,
}

/// Whether a code challenge is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pkce {
    /// Always, with S256: whoever does not check it ignores it.
    S256,
    /// Never: the provider refuses requests that have one.
    Refused,
}

/// The application as it is registered at the provider.
#[derive(Clone, Debug)]
pub struct Client {
    /// `client_id`.
    pub id: String,
    /// `client_secret`.
    pub secret: ClientSecret,
}

/// One kind of records that a provider lists.
#[derive(Clone, Debug)]
pub struct ItemKindDescriptor {
    /// Names the kind.
    pub kind: ItemKind,
    /// The scope without which the provider refuses to list it.
    pub scope: Option<&'static str>,
}

/// A provider as data.
#[derive(Clone, Debug)]
pub struct ProviderDescriptor {
    /// Names it in paths and records.
    pub id: ProviderId,
    /// Its name for people.
    pub display_name: &'static str,
    /// What connecting it brings, in one sentence.
    pub summary: &'static str,
    /// CSS colour of its letter mark.
    pub colour: &'static str,
    /// What to do when `client` is `None`, in one sentence.
    pub setup: &'static str,
    /// Our registration there; `None` when it is not configured.
    pub client: Option<Client>,
    /// Where the user consents (RFC 6749 §3.1).
    pub authorization_endpoint: Url,
    /// Where codes and refresh tokens are redeemed (RFC 6749 §3.2).
    pub token_endpoint: Url,
    /// What `iss` must be when an answer carries it (RFC 9207); `None`: such an answer is refused.
    pub issuer: Option<String>,
    /// How we authenticate at the token endpoint.
    pub client_authentication: ClientAuthentication,
    /// How it wants its parameters.
    pub token_request_format: TokenRequestFormat,
    /// Whether it knows PKCE.
    pub pkce: Pkce,
    /// Words by which its token endpoint says that a code or refresh token is worth nothing, beyond
    /// RFC 6749's own.
    pub refusals: &'static [&'static str],
    /// What we ask for, and what for.
    pub scopes: Vec<ScopeUse>,
    /// What stands between scopes.
    pub scope_separator: &'static str,
    /// Further parameters of the authorization request.
    pub authorization_parameters: Vec<(&'static str, &'static str)>,
    /// Origins to which the consent page may send the browser on, for `form-action`.
    pub consent_origins: Vec<String>,
    /// How often it lets us ask for one account.
    pub budgets: Vec<Budget>,
    /// What can be listed; the first is shown first.
    pub item_kinds: Vec<ItemKindDescriptor>,
}

impl ProviderDescriptor {
    /// The names of the scopes that we ask for.
    #[must_use]
    pub fn scope_names(&self) -> Vec<String> {
        self.scopes.iter().map(|scope| scope.name.clone()).collect()
    }

    /// The scopes that we ask for and that `granted` lacks.
    #[must_use]
    pub fn missing_scopes(&self, granted: &[String]) -> Vec<String> {
        self.scope_names()
            .into_iter()
            .filter(|wanted| !granted.contains(wanted))
            .collect()
    }

    /// The provider as the start page shows it.
    #[must_use]
    pub fn card(&self) -> ProviderCard {
        ProviderCard {
            id: self.id.clone(),
            name: self.display_name.to_owned(),
            summary: self.summary.to_owned(),
            colour: self.colour.to_owned(),
            setup: self.client.is_none().then(|| self.setup.to_owned()),
            scopes: self.scopes.clone(),
        }
    }
}
