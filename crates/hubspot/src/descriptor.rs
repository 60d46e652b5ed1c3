//! HubSpot as data.

use std::time::Duration;

use integrations::{
    ProviderDescriptor,
    descriptor::{ClientAuthentication, ItemKindDescriptor, consent_origins},
    gate::{Budget, RequestClass},
};
use model::ScopeUse;

use crate::{
    HubSpotSettings,
    object_type::{COMPANIES, CONTACTS, DEALS, ObjectType, TICKETS},
    schema::{COMPANY_SCHEMA, READ_SCHEMA},
};

/// Opens the owners' names.
pub(crate) const READ_OWNERS: &str = "crm.objects.owners.read";

/// The words of its token endpoint for a grant that is worth nothing (HubSpot: OAuth API errors).
const REFUSALS: &[&str] = &["BAD_REFRESH_TOKEN", "BAD_AUTH_CODE", "BAD_CODE_VERIFIER", "BAD_HUB"];

const SETUP: &str = "Register an app at HubSpot, then set HUBSPOT_CLIENT_ID and HUBSPOT_CLIENT_SECRET and start again.";

/// HubSpot: search shows a change after a few moments; developers report up to minutes.
const CHANGE_LAG: Duration = Duration::from_mins(2);

/// HubSpot: API usage guidelines. An app may ask 110 times in ten seconds for one account, and
/// search five times in a second.
fn budgets() -> Vec<Budget> {
    vec![
        Budget::new(RequestClass::Any, 110, Duration::from_secs(10)),
        Budget::new(RequestClass::Search, 5, Duration::from_secs(1)),
    ]
}

pub(crate) fn describe(settings: &HubSpotSettings) -> ProviderDescriptor {
    ProviderDescriptor {
        summary: "Contacts, companies, deals and tickets of a HubSpot portal.",
        colour: "#d9492b",
        setup: SETUP,
        client_authentication: ClientAuthentication::Body,
        refusals: REFUSALS,
        scopes: settings.scopes.iter().map(|name| scope_use(name)).collect(),
        optional_scopes: settings.asked_optionally().map(scope_use).collect(),
        authorization_parameters: optional_scope(settings),
        // HubSpot moves the browser to the account's region: `app-eu1.hubspot.com` and its like.
        consent_origins: consent_origins(&settings.authorize_url, &["hubspot.com"]),
        budgets: budgets(),
        change_lag: CHANGE_LAG,
        revokes: true,
        item_kinds: item_kinds(),
        ..ProviderDescriptor::new("hubspot", "HubSpot", &settings.as_client())
    }
}

fn item_kinds() -> Vec<ItemKindDescriptor> {
    let schema = ItemKindDescriptor::tree(COMPANY_SCHEMA, "Company schema")
        .under(READ_SCHEMA)
        .whole();
    [ObjectType::kinds(), vec![schema]].concat()
}

/// HubSpot: `optional_scope` is granted as far as the account has what it names, and dropped otherwise.
fn optional_scope(settings: &HubSpotSettings) -> Vec<(&'static str, String)> {
    let names: Vec<&str> = settings.asked_optionally().collect();
    if names.is_empty() {
        return Vec::new();
    }
    vec![("optional_scope", names.join(" "))]
}

fn scope_use(name: &str) -> ScopeUse {
    let reason = match name {
        "oauth" => "Learn which portal was connected, and by whom",
        READ_OWNERS => "Show the names of owners instead of numbers",
        _ if name == CONTACTS.read => "List contacts",
        _ if Some(name) == CONTACTS.write => "Save what you change in a contact",
        _ if name == COMPANIES.read => "List companies",
        _ if name == DEALS.read => "List deals, with the names of their stages",
        _ if name == TICKETS.read => {
            "List tickets, with the names of their stages; HubSpot has no scope that only reads them"
        }
        _ if name == READ_SCHEMA => "Show which properties companies have, in their groups",
        _ => "Asked for by the settings of this server",
    };
    ScopeUse {
        name: name.to_owned(),
        reason: reason.to_owned(),
    }
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
    fn an_optional_scope_is_shown_and_sent_and_never_missed() {
        let optional = vec!["oauth".to_owned(), READ_OWNERS.to_owned(), "tickets".to_owned()];
        let descriptor = describe(&HubSpotSettings {
            optional_scopes: optional,
            ..example()
        });
        let sent = format!("{READ_OWNERS} tickets");
        assert_eq!(descriptor.authorization_parameters, [("optional_scope", sent)]);
        assert_eq!(descriptor.missing_scopes(&["oauth".to_owned()]), [CONTACTS.read]);
        let shown: Vec<String> = descriptor.card().scopes.into_iter().map(|scope| scope.name).collect();
        assert_eq!(shown, ["oauth", CONTACTS.read, READ_OWNERS, "tickets"]);
        assert!(describe(&example()).authorization_parameters.is_empty());
    }

    #[test]
    fn every_scope_that_is_asked_for_by_default_says_what_for() {
        for name in [
            "oauth",
            CONTACTS.read,
            READ_OWNERS,
            "crm.objects.contacts.write",
            READ_SCHEMA,
            COMPANIES.read,
            DEALS.read,
            TICKETS.read,
        ] {
            assert!(!scope_use(name).reason.contains("settings"), "{name}");
        }
    }
}
