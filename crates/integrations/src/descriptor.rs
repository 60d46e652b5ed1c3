//! Everything that the flow needs to know about a provider, as plain data.

mod client;
mod item_kind;

use std::time::Duration;

use model::{ItemKind, ProviderCard, ProviderId, ScopeUse};
use url::Url;

pub use self::{
    client::{Client, ClientSettings},
    item_kind::{Holder, ItemKindDescriptor, Shape},
};
use crate::{
    Access, ProviderError,
    gate::{Budget, RequestClass},
};

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
    /// A provider at these addresses that does everything as RFC 6749 has it, checks a code challenge (RFC 7636),
    /// and may be asked once a second, which offends nobody.
    ///
    /// It asks for no scope and lists nothing; what there is of that, how often it may be asked, its words and its
    /// colour are for the caller to say: `ProviderDescriptor { summary: "…", ..ProviderDescriptor::new(…) }`.
    ///
    /// # Panics
    /// When `id` is no [`ProviderId`]: it is a constant.
    #[must_use]
    #[expect(clippy::expect_used, reason = "a constant of a provider, which its tests read")]
    pub fn new(id: &str, display_name: &'static str, settings: &ClientSettings) -> Self {
        Self {
            id: ProviderId::new(id).expect("a lower-case word is a provider id"),
            display_name,
            summary: "",
            colour: "",
            setup: "",
            client: settings.client.clone(),
            authorization_endpoint: settings.authorize_url.clone(),
            token_endpoint: settings.token_url.clone(),
            issuer: Some(settings.authorize_url.origin().ascii_serialization()),
            client_authentication: ClientAuthentication::Basic,
            token_request_format: TokenRequestFormat::Form,
            pkce: Pkce::S256,
            refusals: &[],
            scopes: Vec::new(),
            optional_scopes: Vec::new(),
            scope_separator: " ",
            authorization_parameters: Vec::new(),
            consent_origins: consent_origins(&settings.authorize_url, &[]),
            budgets: vec![Budget::new(RequestClass::Any, 1, Duration::from_secs(1))],
            change_lag: Duration::ZERO,
            account_facts: &[],
            revokes: false,
            item_kinds: Vec::new(),
        }
    }

    /// Whether there is such a kind, and the grant lets us list it: what can be told without asking.
    ///
    /// # Errors
    /// [`ProviderError::Rejected`] with 404 when there is no such kind, [`ProviderError::MissingScopes`] when the
    /// grant lacks its scope.
    pub fn check_kind(&self, kind: &ItemKind, access: &Access) -> Result<(), ProviderError> {
        let known = self
            .item_kind(&kind.name)
            .filter(|known| known.held_by.is_some() == kind.within.is_some())
            .ok_or(ProviderError::Rejected { status: 404 })?;
        if known.is_granted(&access.scopes) {
            return Ok(());
        }
        let any_of = known.scope.into_iter().map(str::to_owned).collect();
        Err(ProviderError::MissingScopes { any_of })
    }

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

/// The origin of the consent page, and those to which it may send the browser on: the hosts below `domains`,
/// if the page itself is at a host below the first of them. Elsewhere is a proxy, or a stand-in.
#[must_use]
pub fn consent_origins(authorize_url: &Url, domains: &[&str]) -> Vec<String> {
    let own = authorize_url.origin().ascii_serialization();
    let below = |host: &str, domain: &str| host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'));
    let is_there = authorize_url
        .domain()
        .zip(domains.first())
        .is_some_and(|(host, domain)| below(host, domain));
    let further = domains.iter().filter(|_| is_there);
    let further = further.map(|domain| format!("https://*.{domain}"));
    [own].into_iter().chain(further).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Gate, secret::AccessToken};

    #[test]
    fn a_kind_is_checked_before_anything_is_asked() {
        let url = |path: &str| Url::parse(&format!("https://crm.example/{path}")).unwrap();
        let settings = ClientSettings {
            client: None,
            authorize_url: url("authorize"),
            token_url: url("token"),
            api_url: url(""),
        };
        let deals = ItemKindDescriptor::flat("deals", "Deals").under("deals.read");
        let descriptor = ProviderDescriptor {
            item_kinds: vec![
                deals,
                ItemKindDescriptor::flat("notes", "Notes").held_by("deals", "Deal"),
            ],
            ..ProviderDescriptor::new("crm", "CRM", &settings)
        };
        let check = |kind: ItemKind, scopes: &[&str]| {
            let access = Access {
                token: AccessToken::new("token"),
                account: None,
                scopes: scopes.iter().map(|&scope| scope.to_owned()).collect(),
                gate: Gate::open(),
                facts: serde_json::Map::new(),
            };
            descriptor.check_kind(&kind, &access)
        };
        let (notes, deals) = (ItemKind::within("notes", "7"), ItemKind::named("deals"));
        assert_eq!(check(notes, &[]), Ok(()));
        assert_eq!(check(deals.clone(), &["notes.read", "deals.read"]), Ok(()));
        let any_of = vec!["deals.read".to_owned()];
        assert_eq!(
            check(deals, &["notes.read"]),
            Err(ProviderError::MissingScopes { any_of })
        );
        for none in [
            ItemKind::named("offers"),
            ItemKind::named("notes"),
            ItemKind::within("deals", "7"),
        ] {
            assert_eq!(
                check(none, &["deals.read"]),
                Err(ProviderError::Rejected { status: 404 })
            );
        }
    }

    #[test]
    fn the_consent_page_may_lead_on_within_the_providers_domains_and_from_nowhere_else() {
        let origins = |url: &str| consent_origins(&Url::parse(url).unwrap(), &["crm.example", "crm.test"]);
        let at_home = ["https://app.crm.example", "https://*.crm.example", "https://*.crm.test"];
        assert_eq!(origins("https://app.crm.example/oauth/authorize"), at_home);
        for elsewhere in [
            "http://127.0.0.1:4013",
            "https://evilcrm.example",
            "https://app.crm.test",
            "https://crm.example",
        ] {
            assert_eq!(origins(elsewhere), [elsewhere]);
        }
    }
}
