//! `NotionDescriptor`: Notion as data.

use std::time::Duration;

use integrations::{
    ProviderDescriptor, RateLimit,
    descriptor::{ClientAuthentication, ItemKindDescriptor, Pkce, TokenRequestFormat},
    gate::{Budget, RequestClass},
};
use model::ProviderId;
use url::Url;

use crate::NotionSettings;

/// The kind of pages and databases.
pub(crate) const PAGES: &str = "pages";

const SETUP: &str =
    "Register a public integration at Notion, then set NOTION_CLIENT_ID and NOTION_CLIENT_SECRET and start again.";

/// Notion: three requests a second on average. Requests are counted when they leave and Notion counts
/// them when they arrive: the window is a little longer than Notion's.
fn budgets() -> Vec<Budget> {
    let limit = RateLimit {
        permits: 3,
        window: Duration::from_millis(1_100),
    };
    vec![Budget {
        class: RequestClass::Any,
        limit,
    }]
}

#[expect(clippy::expect_used, reason = "a constant that a test reads")]
pub(crate) fn describe(settings: &NotionSettings) -> ProviderDescriptor {
    ProviderDescriptor {
        id: ProviderId::new("notion").expect("a lower-case word is a provider id"),
        display_name: "Notion",
        summary: "The pages and databases of a Notion workspace.",
        colour: "#4a4a48",
        setup: SETUP,
        client: settings.client.clone(),
        authorization_endpoint: settings.authorize_url.clone(),
        token_endpoint: settings.token_url.clone(),
        issuer: Some(settings.authorize_url.origin().ascii_serialization()),
        client_authentication: ClientAuthentication::Basic,
        token_request_format: TokenRequestFormat::Json,
        pkce: Pkce::Refused,
        refusals: &[],
        // Notion has none: people choose pages instead.
        scopes: Vec::new(),
        optional_scopes: Vec::new(),
        scope_separator: " ",
        authorization_parameters: vec![("owner", "user".to_owned())],
        consent_origins: consent_origins(&settings.authorize_url),
        budgets: budgets(),
        change_lag: Duration::ZERO,
        account_facts: &["workspace_id", "workspace_name", "owner", "bot_id"],
        revokes: true,
        item_kinds: vec![ItemKindDescriptor::tree(PAGES, "Pages").whole()],
    }
}

/// Notion sends the browser from its API's host on to its pages' (which ones, is from memory).
fn consent_origins(authorize_url: &Url) -> Vec<String> {
    let mut origins = vec![authorize_url.origin().ascii_serialization()];
    if authorize_url
        .domain()
        .is_some_and(|domain| domain.ends_with(".notion.com"))
    {
        origins.extend(["https://*.notion.com", "https://*.notion.so"].map(str::to_owned));
    }
    origins
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::example;

    #[test]
    fn the_consent_page_may_be_anywhere_at_notion_and_nowhere_else() {
        let expected = ["https://api.notion.com", "https://*.notion.com", "https://*.notion.so"];
        assert_eq!(describe(&example()).consent_origins, expected);
        let elsewhere = Url::parse("http://127.0.0.1:4012/v1/oauth/authorize").unwrap();
        assert_eq!(consent_origins(&elsewhere), ["http://127.0.0.1:4012"]);
    }
}
