//! HubSpot's section: a whole client or none, scopes, addresses.

use super::*;

#[test]
fn nothing_of_it_need_be_set() {
    let hubspot = read(&[]).unwrap().providers.hubspot;
    assert!(hubspot.client.is_none());
    assert_eq!(
        hubspot.authorize_url.as_str(),
        "https://app.hubspot.com/oauth/authorize"
    );
    assert_eq!(hubspot.api_url.as_str(), "https://api.hubapi.com/");
    assert_eq!(hubspot.api_version, "2026-09");
    assert_eq!(hubspot.scopes.len(), 4);
    let optional = [
        "crm.objects.companies.read",
        "crm.objects.deals.read",
        "tickets",
        "crm.objects.owners.read",
    ];
    assert_eq!(hubspot.optional_scopes, optional);
}

#[test]
fn half_a_client_is_refused() {
    assert_eq!(complaints(&["--hubspot-client-id=x"]), ["HUBSPOT_CLIENT_SECRET"]);
    assert_eq!(complaints(&["--hubspot-client-secret=x"]), ["HUBSPOT_CLIENT_ID"]);
}

#[test]
fn the_scopes_are_words_and_oauth_is_among_them() {
    let settings = read(&["--hubspot-scopes=  oauth\tcrm.objects.contacts.read "]).unwrap();
    assert_eq!(
        settings.providers.hubspot.scopes,
        ["oauth", "crm.objects.contacts.read"]
    );
    for bad in ["", "oauth2", "oauth \"x\"", "oauth é"] {
        assert_eq!(
            complaints(&[&format!("--hubspot-scopes={bad}")]),
            ["HUBSPOT_SCOPES"],
            "{bad}"
        );
    }
}

#[test]
fn there_may_be_no_optional_scopes() {
    let settings = read(&["--hubspot-optional-scopes="]).unwrap();
    assert!(settings.providers.hubspot.optional_scopes.is_empty());
    let settings = read(&["--hubspot-optional-scopes=tickets  crm.objects.owners.read"]).unwrap();
    assert_eq!(
        settings.providers.hubspot.optional_scopes,
        ["tickets", "crm.objects.owners.read"]
    );
}

#[test]
fn a_provider_on_this_machine_may_be_plain() {
    let settings = read(&[
        "--hubspot-authorize-url=http://localhost:4010/oauth/authorize",
        "--hubspot-api-url=http://127.0.0.1:4010",
    ]);
    assert!(settings.is_ok());
}

/// HubSpot shows an error page on any difference.
#[test]
fn the_app_that_is_ready_to_be_registered_has_the_scopes_that_are_asked_for() {
    let app = include_str!("../../../../docs/hubspot-app/src/app/app-hsmeta.json");
    let app: serde_json::Value = serde_json::from_str(app).unwrap();
    let named = |list: &str| app["config"]["auth"][list].clone();
    let asked = read(&[]).unwrap().providers.hubspot;
    assert_eq!(named("requiredScopes"), serde_json::json!(asked.scopes));
    assert_eq!(named("optionalScopes"), serde_json::json!(asked.optional_scopes));
}
