//! Pipedrive as data.

use std::time::Duration;

use integrations::{
    ClientSettings, ProviderDescriptor,
    descriptor::{ItemKindDescriptor, Pkce, consent_origins},
    gate::{Budget, RequestClass},
};

pub(crate) fn describe(settings: &ClientSettings) -> ProviderDescriptor {
    ProviderDescriptor {
        summary: "The persons of a Pipedrive company.",
        colour: "#1a7f45",
        // The scopes are chosen there, and not asked for; their names are from memory.
        setup: "Register an app at Pipedrive with the scopes base and contacts:read, then set \
                PIPEDRIVE_CLIENT_ID and PIPEDRIVE_CLIENT_SECRET and start again.",
        pkce: Pkce::Refused,
        // Pipedrive sends the browser on to a host of its own (which one, is from memory).
        consent_origins: consent_origins(&settings.authorize_url, &["pipedrive.com"]),
        // Pipedrive limits bursts in windows of two seconds; that a small plan has 80 requests is from memory.
        budgets: vec![Budget::new(RequestClass::Any, 80, Duration::from_secs(2))],
        // No way is documented, as far as we know: users uninstall the app at Pipedrive.
        revokes: false,
        item_kinds: vec![ItemKindDescriptor::flat("persons", "Persons").whole()],
        ..ProviderDescriptor::new("pipedrive", "Pipedrive", settings)
    }
}

#[cfg(test)]
mod tests {
    use testkit::builders::client_settings;

    use super::*;

    #[test]
    fn the_consent_page_may_be_anywhere_at_pipedrive() {
        let settings = client_settings(
            "https://oauth.pipedrive.com",
            ("id", "secret"),
            "/oauth/authorize",
            "/oauth/token",
        );
        let expected = ["https://oauth.pipedrive.com", "https://*.pipedrive.com"];
        assert_eq!(describe(&settings).consent_origins, expected);
    }
}
