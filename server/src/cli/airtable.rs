//! Airtable's settings as text.

use clap::Args;

/// Airtable's settings as text. No `Debug`: one is a secret.
#[derive(Args)]
#[command(next_help_heading = "Airtable")]
pub struct AirtableVariables {
    /// Client id of the integration registered at Airtable; without it Airtable is shown as not configured
    #[arg(long = "airtable-client-id", env = "AIRTABLE_CLIENT_ID", value_name = "ID")]
    #[arg(id = "airtable_client_id", global = true, hide_env_values = true)]
    pub client_id: Option<String>,

    /// Its client secret
    #[arg(
        long = "airtable-client-secret",
        env = "AIRTABLE_CLIENT_SECRET",
        value_name = "SECRET"
    )]
    #[arg(id = "airtable_client_secret", global = true, hide_env_values = true)]
    pub client_secret: Option<String>,

    /// File that holds the client secret
    #[arg(
        long = "airtable-client-secret-file",
        env = "AIRTABLE_CLIENT_SECRET_FILE",
        value_name = "PATH"
    )]
    #[arg(id = "airtable_client_secret_file", global = true, hide_env_values = true)]
    pub client_secret_file: Option<String>,

    /// Where users consent
    #[arg(long = "airtable-authorize-url", env = "AIRTABLE_AUTHORIZE_URL", value_name = "URL")]
    #[arg(default_value = "https://airtable.com/oauth2/v1/authorize")]
    #[arg(id = "airtable_authorize_url", global = true, hide_env_values = true)]
    pub authorize_url: String,

    /// Where codes and refresh tokens are redeemed
    #[arg(long = "airtable-token-url", env = "AIRTABLE_TOKEN_URL", value_name = "URL")]
    #[arg(default_value = "https://airtable.com/oauth2/v1/token")]
    #[arg(id = "airtable_token_url", global = true, hide_env_values = true)]
    pub token_url: String,

    /// Base of all other endpoints
    #[arg(long = "airtable-api-url", env = "AIRTABLE_API_URL", value_name = "URL")]
    #[arg(default_value = "https://api.airtable.com")]
    #[arg(id = "airtable_api_url", global = true, hide_env_values = true)]
    pub api_url: String,

    /// Scopes to ask for, separated by spaces
    #[arg(long = "airtable-scopes", env = "AIRTABLE_SCOPES", value_name = "SCOPES")]
    #[arg(default_value = "data.records:read schema.bases:read user.email:read")]
    #[arg(id = "airtable_scopes", global = true, hide_env_values = true)]
    pub scopes: String,
}
