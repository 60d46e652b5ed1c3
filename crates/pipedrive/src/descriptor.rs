//! `PipedriveDescriptor`: Pipedrive as data.

use std::time::Duration;

use integrations::{
    ProviderDescriptor, RateLimit,
    descriptor::{ClientAuthentication, ItemKindDescriptor, Pkce, TokenRequestFormat},
    gate::{Budget, RequestClass},
};
use model::ProviderId;
use url::Url;

use crate::PipedriveSettings;

/// The kind that is listed.
pub(crate) const PERSONS: &str = "persons";

/// The scopes stand here because nobody else asks for them; their names are from memory.
const SETUP: &str = "Register an app at Pipedrive with the scopes base and contacts:read, then set \
    PIPEDRIVE_CLIENT_ID and PIPEDRIVE_CLIENT_SECRET and start again.";

/// Pipedrive limits bursts in windows of two seconds; that a small plan has 80 requests is from memory.
/// Requests are counted when they leave and Pipedrive counts them when they arrive: the window is a little
/// longer than Pipedrive's.
const BURST: RateLimit = RateLimit {
    permits: 80,
    window: Duration::from_millis(2_100),
};

#[expect(clippy::expect_used, reason = "a constant that a test reads")]
pub(crate) fn describe(settings: &PipedriveSettings) -> ProviderDescriptor {
    ProviderDescriptor {
        id: ProviderId::new("pipedrive").expect("a lower-case word is a provider id"),
        display_name: "Pipedrive",
        summary: "The persons of a Pipedrive company.",
        colour: "#1a7f45",
        setup: SETUP,
        client: settings.client.clone(),
        authorization_endpoint: settings.authorize_url.clone(),
        token_endpoint: settings.token_url.clone(),
        issuer: Some(settings.authorize_url.origin().ascii_serialization()),
        client_authentication: ClientAuthentication::Basic,
        token_request_format: TokenRequestFormat::Form,
        pkce: Pkce::Refused,
        refusals: &[],
        // They are chosen when the app is registered, and not asked for.
        scopes: Vec::new(),
        optional_scopes: Vec::new(),
        scope_separator: " ",
        authorization_parameters: Vec::new(),
        consent_origins: consent_origins(&settings.authorize_url),
        budgets: vec![Budget {
            class: RequestClass::Any,
            limit: BURST,
        }],
        change_lag: Duration::ZERO,
        account_facts: &[],
        revokes: false,
        item_kinds: vec![ItemKindDescriptor::flat(PERSONS, "Persons").whole()],
    }
}

/// Pipedrive sends the browser on to a host of its own (which one, is from memory).
fn consent_origins(authorize_url: &Url) -> Vec<String> {
    let own = authorize_url.origin().ascii_serialization();
    let domain = authorize_url.domain().unwrap_or_default();
    let further = domain
        .ends_with(".pipedrive.com")
        .then(|| "https://*.pipedrive.com".to_owned());
    [own].into_iter().chain(further).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_consent_page_may_be_anywhere_at_pipedrive_and_nowhere_else() {
        let real = Url::parse("https://oauth.pipedrive.com/oauth/authorize").unwrap();
        let expected = ["https://oauth.pipedrive.com", "https://*.pipedrive.com"];
        assert_eq!(consent_origins(&real), expected);
        let elsewhere = Url::parse("http://127.0.0.1:4013/oauth/authorize").unwrap();
        assert_eq!(consent_origins(&elsewhere), ["http://127.0.0.1:4013"]);
    }
}
