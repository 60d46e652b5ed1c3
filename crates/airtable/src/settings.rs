//! What a server must say of Airtable.

use integrations::descriptor::Client;
use url::Url;

/// Airtable's settings, already parsed.
#[derive(Clone, Debug)]
pub struct AirtableSettings {
    /// The integration registered at Airtable; `None` when there is none yet.
    pub client: Option<Client>,
    /// Where the user consents.
    pub authorize_url: Url,
    /// Where codes and refresh tokens are redeemed.
    pub token_url: Url,
    /// All else hangs below it.
    pub api_url: Url,
    /// What to ask for. Each must be configured on the registered integration.
    pub scopes: Vec<String>,
}

#[cfg(test)]
pub(crate) fn example() -> AirtableSettings {
    AirtableSettings {
        client: None,
        authorize_url: Url::parse("https://airtable.com/oauth2/v1/authorize").unwrap(),
        token_url: Url::parse("https://airtable.com/oauth2/v1/token").unwrap(),
        api_url: Url::parse("https://api.airtable.com").unwrap(),
        scopes: ["data.records:read", "schema.bases:read", "user.email:read"]
            .map(str::to_owned)
            .to_vec(),
    }
}
