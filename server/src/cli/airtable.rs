//! Airtable's settings as text.

use clap::Args;

use super::client::client_variables;

client_variables! {
    AirtableClient: "Airtable", "airtable", "AIRTABLE",
    authorize_url: "https://airtable.com/oauth2/v1/authorize",
    token_url: "https://airtable.com/oauth2/v1/token",
    api_url: "https://api.airtable.com"
}

/// Airtable's settings as text. No `Debug`: one is a secret.
#[derive(Args)]
#[command(next_help_heading = "Airtable")]
pub struct AirtableVariables {
    /// Those of any provider.
    #[command(flatten)]
    pub client: AirtableClient,

    /// Scopes to ask for, separated by spaces
    #[arg(long = "airtable-scopes", env = "AIRTABLE_SCOPES", value_name = "SCOPES")]
    #[arg(default_value = "data.records:read schema.bases:read user.email:read")]
    #[arg(id = "airtable_scopes", global = true, hide_env_values = true)]
    pub scopes: String,
}
