//! Everything that the flow needs to know about a provider, as plain data.

use std::time::Duration;

use model::{ProviderCard, ProviderId, ScopeUse};
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

/// Whether records of a kind lie in folders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// They lie side by side.
    Flat,
    /// Some hold others: each says by its `parent_id` which one it lies in.
    Tree,
}

/// Which items have records of a kind each for themselves: tables have rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The kind of these items.
    pub kind: &'static str,
    /// Their type, where that kind has several.
    pub item_type: &'static str,
}

/// One kind of records that a provider lists.
#[derive(Clone, Debug)]
pub struct ItemKindDescriptor {
    /// Names the kind, in addresses too: `a-z` and `-`.
    pub name: &'static str,
    /// What people call its records: "Contacts".
    pub label: &'static str,
    /// The scope without which the provider refuses to list it.
    pub scope: Option<&'static str>,
    /// Whether its records lie in folders.
    pub shape: Shape,
    /// Whose records they are; `None`: the account's.
    pub held_by: Option<Holder>,
    /// Whether its pages have all properties of their records, whichever are asked for.
    pub whole: bool,
    /// The scope that lets its records be changed; `None`: they are not changed here.
    pub editable: Option<&'static str>,
}

impl ItemKindDescriptor {
    /// A kind of the account's records, side by side, which any grant may list.
    #[must_use]
    pub const fn flat(name: &'static str, label: &'static str) -> Self {
        Self {
            name,
            label,
            scope: None,
            shape: Shape::Flat,
            held_by: None,
            whole: false,
            editable: None,
        }
    }

    /// The same, in folders.
    #[must_use]
    pub const fn tree(name: &'static str, label: &'static str) -> Self {
        Self {
            shape: Shape::Tree,
            ..Self::flat(name, label)
        }
    }

    /// The same, under that scope.
    #[must_use]
    pub const fn under(self, scope: &'static str) -> Self {
        Self {
            scope: Some(scope),
            ..self
        }
    }

    /// The same, with all properties on every page.
    #[must_use]
    pub const fn whole(self) -> Self {
        Self { whole: true, ..self }
    }

    /// The same, with records that people may change under that scope.
    #[must_use]
    pub const fn editable_under(self, scope: &'static str) -> Self {
        Self {
            editable: Some(scope),
            ..self
        }
    }

    /// Whether a grant of these scopes allows to change its records.
    #[must_use]
    pub fn is_editable(&self, scopes: &[String]) -> bool {
        self.editable
            .is_some_and(|wanted| scopes.iter().any(|scope| scope == wanted))
    }

    /// Whether a grant of these scopes allows to list it.
    #[must_use]
    pub fn is_granted(&self, scopes: &[String]) -> bool {
        self.scope
            .is_none_or(|wanted| scopes.iter().any(|scope| scope == wanted))
    }

    /// The same, of each such item.
    #[must_use]
    pub const fn held_by(self, kind: &'static str, item_type: &'static str) -> Self {
        Self {
            held_by: Some(Holder { kind, item_type }),
            ..self
        }
    }
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
    /// What may be granted besides, and what for: a grant without it lacks nothing. How it is asked for
    /// is the provider's own matter, so it stands among [`Self::authorization_parameters`] too.
    pub optional_scopes: Vec<ScopeUse>,
    /// What stands between scopes.
    pub scope_separator: &'static str,
    /// Further parameters of the authorization request.
    pub authorization_parameters: Vec<(&'static str, String)>,
    /// Origins to which the consent page may send the browser on, for `form-action`.
    pub consent_origins: Vec<String>,
    /// How often it lets us ask for one account.
    pub budgets: Vec<Budget>,
    /// How far what it says of changes may lag behind.
    pub change_lag: Duration,
    /// The fields of a token answer that say something of the account: they are handed to
    /// [`crate::Provider::account`] in [`crate::Access::facts`].
    pub account_facts: &'static [&'static str],
    /// Whether it takes a grant back when we ask (RFC 7009, or a way of its own).
    pub revokes: bool,
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

    /// The kind of that name.
    #[must_use]
    pub fn item_kind(&self, name: &str) -> Option<&ItemKindDescriptor> {
        self.item_kinds.iter().find(|kind| kind.name == name)
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
            scopes: [self.scopes.as_slice(), &self.optional_scopes].concat(),
        }
    }
}
