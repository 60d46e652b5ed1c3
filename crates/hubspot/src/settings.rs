//! What a server must say of HubSpot.

use integrations::{ClientSettings, api::below, descriptor::Client};
use url::Url;

/// HubSpot's settings, already parsed.
#[derive(Clone, Debug)]
pub struct HubSpotSettings {
    /// The app registered at HubSpot; `None` when there is none yet.
    pub client: Option<Client>,
    /// Where the user consents.
    pub authorize_url: Url,
    /// Token, revocation and CRM endpoints hang below it.
    pub api_url: Url,
    /// `2026-09` and its like; `v3` for the older layout of paths.
    pub api_version: String,
    /// What to ask for. HubSpot refuses a list without `oauth`.
    pub scopes: Vec<String>,
    /// What to ask for besides, where the account has it; may be empty. Each must be configured on the
    /// registered app as an optional scope.
    pub optional_scopes: Vec<String>,
}

impl HubSpotSettings {
    /// What they have in common with any provider's.
    pub(crate) fn as_client(&self) -> ClientSettings {
        ClientSettings {
            client: self.client.clone(),
            authorize_url: self.authorize_url.clone(),
            token_url: self.oauth_url(&["token"]),
            api_url: self.api_url.clone(),
        }
    }

    /// The optional scopes that are not asked for anyway.
    pub(crate) fn asked_optionally(&self) -> impl Iterator<Item = &str> {
        let optional = self.optional_scopes.iter().filter(|name| !self.scopes.contains(name));
        optional.map(String::as_str)
    }

    /// The URL of an endpoint of the OAuth family: `/oauth/{version}/{rest}`.
    pub(crate) fn oauth_url(&self, rest: &[&str]) -> Url {
        below(&self.api_url, &[&["oauth", &self.api_version], rest].concat())
    }

    /// The URL of a CRM endpoint: `/crm/{family}/{version}/…`, before that `/crm/v3/{family}/…`.
    pub(crate) fn crm_url(&self, family: &str, rest: &[&str]) -> Url {
        let version = self.api_version.as_str();
        let family = if version.starts_with('v') {
            ["crm", version, family]
        } else {
            ["crm", family, version]
        };
        below(&self.api_url, &[&family, rest].concat())
    }

    /// The URL of the account's details: `/account-info/{version}/details`.
    pub(crate) fn account_url(&self) -> Url {
        below(&self.api_url, &["account-info", &self.api_version, "details"])
    }
}

#[cfg(test)]
pub(crate) fn example() -> HubSpotSettings {
    HubSpotSettings {
        client: None,
        authorize_url: Url::parse("https://app.hubspot.com/oauth/authorize").unwrap(),
        api_url: Url::parse("https://api.hubapi.com").unwrap(),
        api_version: "2026-09".into(),
        scopes: vec!["oauth".into(), "crm.objects.contacts.read".into()],
        optional_scopes: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_stands_where_its_family_wants_it() {
        assert_eq!(example().oauth_url(&["token"]).path(), "/oauth/2026-09/token");
        assert_eq!(
            example().crm_url("objects", &["contacts"]).path(),
            "/crm/objects/2026-09/contacts"
        );
        let legacy = HubSpotSettings {
            api_version: "v3".into(),
            ..example()
        };
        assert_eq!(
            legacy.crm_url("objects", &["contacts"]).path(),
            "/crm/v3/objects/contacts"
        );
    }

    #[test]
    fn a_prefix_of_the_api_url_is_kept() {
        let api_url = Url::parse("http://127.0.0.1:1/proxy/").unwrap();
        let behind = HubSpotSettings { api_url, ..example() };
        assert_eq!(
            behind.account_url().as_str(),
            "http://127.0.0.1:1/proxy/account-info/2026-09/details"
        );
    }
}
