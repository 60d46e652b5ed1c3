//! `HubSpotDescriptor`: HubSpot as data.

use std::time::Duration;

use integrations::{
    ProviderDescriptor, RateLimit,
    descriptor::{ClientAuthentication, ItemKindDescriptor, Pkce, TokenRequestFormat},
    gate::{Budget, RequestClass},
};
use model::{ItemKind, ProviderId, ScopeUse};

use crate::HubSpotSettings;

/// The kind that is listed.
pub(crate) const CONTACTS: &str = "contacts";

const READ_CONTACTS: &str = "crm.objects.contacts.read";

/// The words of its token endpoint for a grant that is worth nothing (HubSpot: OAuth API errors).
const REFUSALS: &[&str] = &["BAD_REFRESH_TOKEN", "BAD_AUTH_CODE", "BAD_CODE_VERIFIER", "BAD_HUB"];

const SETUP: &str = "Register an app at HubSpot, then set HUBSPOT_CLIENT_ID and HUBSPOT_CLIENT_SECRET and start again.";

/// HubSpot: API usage guidelines. An app may ask 110 times in ten seconds for one account, and
/// search five times in a second.
///
/// Requests are counted when they leave and HubSpot counts them when they arrive: the windows are a
/// little longer than HubSpot's, so that a delayed one does not meet too many others.
fn budgets() -> Vec<Budget> {
    let any = RateLimit {
        permits: 110,
        window: Duration::from_millis(10_250),
    };
    let search = RateLimit {
        permits: 5,
        window: Duration::from_millis(1_100),
    };
    vec![
        Budget {
            class: RequestClass::Any,
            limit: any,
        },
        Budget {
            class: RequestClass::Search,
            limit: search,
        },
    ]
}

#[expect(clippy::expect_used, reason = "a constant that a test reads")]
pub(crate) fn describe(settings: &HubSpotSettings) -> ProviderDescriptor {
    ProviderDescriptor {
        id: ProviderId::new("hubspot").expect("a lower-case word is a provider id"),
        display_name: "HubSpot",
        summary: "The contacts of a HubSpot portal.",
        colour: "#d9492b",
        setup: SETUP,
        client: settings.client.clone(),
        authorization_endpoint: settings.authorize_url.clone(),
        token_endpoint: settings.oauth_url(&["token"]),
        issuer: Some(settings.authorize_url.origin().ascii_serialization()),
        client_authentication: ClientAuthentication::Body,
        token_request_format: TokenRequestFormat::Form,
        pkce: Pkce::S256,
        refusals: REFUSALS,
        scopes: settings.scopes.iter().map(|name| scope_use(name)).collect(),
        scope_separator: " ",
        authorization_parameters: Vec::new(),
        consent_origins: consent_origins(settings),
        budgets: budgets(),
        item_kinds: vec![ItemKindDescriptor {
            kind: ItemKind(CONTACTS.to_owned()),
            scope: Some(READ_CONTACTS),
        }],
    }
}

fn scope_use(name: &str) -> ScopeUse {
    let reason = match name {
        "oauth" => "Learn which portal was connected, and by whom",
        READ_CONTACTS => "Read contacts, to list them",
        "crm.objects.contacts.write" => "Create and change contacts; Tributary does not do so yet",
        "crm.schemas.companies.read" => "Read how companies are described; Tributary does not do so yet",
        _ => "Asked for by the settings of this server",
    };
    ScopeUse {
        name: name.to_owned(),
        reason: reason.to_owned(),
    }
}

/// HubSpot moves the browser to the account's region: `app-eu1.hubspot.com` and its like.
fn consent_origins(settings: &HubSpotSettings) -> Vec<String> {
    let mut origins = vec![settings.authorize_url.origin().ascii_serialization()];
    if settings
        .authorize_url
        .domain()
        .is_some_and(|domain| domain.ends_with(".hubspot.com"))
    {
        origins.push("https://*.hubspot.com".to_owned());
    }
    origins
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::example;

    #[test]
    fn the_endpoints_are_those_of_the_current_version() {
        let descriptor = describe(&example());
        assert_eq!(
            descriptor.token_endpoint.as_str(),
            "https://api.hubapi.com/oauth/2026-09/token"
        );
        assert_eq!(
            descriptor.consent_origins,
            ["https://app.hubspot.com", "https://*.hubspot.com"]
        );
    }

    #[test]
    fn every_scope_that_is_asked_for_by_default_says_what_for() {
        for name in [
            "oauth",
            READ_CONTACTS,
            "crm.objects.contacts.write",
            "crm.schemas.companies.read",
        ] {
            assert!(!scope_use(name).reason.contains("settings"), "{name}");
        }
    }
}
