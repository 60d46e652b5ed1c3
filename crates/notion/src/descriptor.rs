//! Notion as data.

use std::time::Duration;

use integrations::{
    ClientSettings, ProviderDescriptor,
    descriptor::{ItemKindDescriptor, Pkce, TokenRequestFormat, consent_origins},
    gate::{Budget, RequestClass},
};

const SETUP: &str =
    "Register a public integration at Notion, then set NOTION_CLIENT_ID and NOTION_CLIENT_SECRET and start again.";

pub(crate) fn describe(settings: &ClientSettings) -> ProviderDescriptor {
    ProviderDescriptor {
        summary: "The pages and databases of a Notion workspace.",
        colour: "#4a4a48",
        setup: SETUP,
        token_request_format: TokenRequestFormat::Json,
        pkce: Pkce::Refused,
        // Notion has none: people choose pages instead.
        scopes: Vec::new(),
        authorization_parameters: vec![("owner", "user".to_owned())],
        // Notion sends the browser from its API's host on to its pages' (which ones, is from memory).
        consent_origins: consent_origins(&settings.authorize_url, &["notion.com", "notion.so"]),
        // Notion: three requests a second on average.
        budgets: vec![Budget::new(RequestClass::Any, 3, Duration::from_secs(1))],
        account_facts: &["workspace_id", "workspace_name", "owner", "bot_id"],
        revokes: true,
        item_kinds: vec![ItemKindDescriptor::tree("pages", "Pages").whole()],
        ..ProviderDescriptor::new("notion", "Notion", settings)
    }
}

#[cfg(test)]
mod tests {
    use testkit::builders::client_settings;

    use super::*;

    #[test]
    fn the_consent_page_may_be_anywhere_at_notion() {
        let settings = client_settings(
            "https://api.notion.com",
            ("id", "secret"),
            "/v1/oauth/authorize",
            "/v1/oauth/token",
        );
        let expected = ["https://api.notion.com", "https://*.notion.com", "https://*.notion.so"];
        assert_eq!(describe(&settings).consent_origins, expected);
    }
}
