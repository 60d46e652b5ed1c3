//! What a server must say of Airtable.

use integrations::ClientSettings;

/// Airtable's settings, already parsed.
#[derive(Clone, Debug)]
pub struct AirtableSettings {
    /// The integration registered at Airtable.
    pub client: ClientSettings,
    /// What to ask for. Each must be configured on the registered integration.
    pub scopes: Vec<String>,
}

#[cfg(test)]
pub(crate) fn example() -> AirtableSettings {
    let url = |text: &str| text.parse().unwrap();
    AirtableSettings {
        client: ClientSettings {
            client: None,
            authorize_url: url("https://airtable.com/oauth2/v1/authorize"),
            token_url: url("https://airtable.com/oauth2/v1/token"),
            api_url: url("https://api.airtable.com"),
        },
        scopes: ["data.records:read", "schema.bases:read", "user.email:read"]
            .map(str::to_owned)
            .to_vec(),
    }
}
