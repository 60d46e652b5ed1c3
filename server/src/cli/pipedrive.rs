//! Pipedrive's settings as text.

use clap::Args;

/// Pipedrive's settings as text. No `Debug`: one is a secret.
#[derive(Args)]
#[command(next_help_heading = "Pipedrive")]
pub struct PipedriveVariables {
    /// Client id of the app registered at Pipedrive; without it Pipedrive is shown as not configured
    #[arg(long = "pipedrive-client-id", env = "PIPEDRIVE_CLIENT_ID", value_name = "ID")]
    #[arg(id = "pipedrive_client_id", global = true, hide_env_values = true)]
    pub client_id: Option<String>,

    /// Its client secret
    #[arg(
        long = "pipedrive-client-secret",
        env = "PIPEDRIVE_CLIENT_SECRET",
        value_name = "SECRET"
    )]
    #[arg(id = "pipedrive_client_secret", global = true, hide_env_values = true)]
    pub client_secret: Option<String>,

    /// File that holds the client secret
    #[arg(
        long = "pipedrive-client-secret-file",
        env = "PIPEDRIVE_CLIENT_SECRET_FILE",
        value_name = "PATH"
    )]
    #[arg(id = "pipedrive_client_secret_file", global = true, hide_env_values = true)]
    pub client_secret_file: Option<String>,

    /// Where users consent
    #[arg(
        long = "pipedrive-authorize-url",
        env = "PIPEDRIVE_AUTHORIZE_URL",
        value_name = "URL"
    )]
    #[arg(default_value = "https://oauth.pipedrive.com/oauth/authorize")]
    #[arg(id = "pipedrive_authorize_url", global = true, hide_env_values = true)]
    pub authorize_url: String,

    /// Where codes and refresh tokens are redeemed
    #[arg(long = "pipedrive-token-url", env = "PIPEDRIVE_TOKEN_URL", value_name = "URL")]
    #[arg(default_value = "https://oauth.pipedrive.com/oauth/token")]
    #[arg(id = "pipedrive_token_url", global = true, hide_env_values = true)]
    pub token_url: String,

    /// Base of all other endpoints
    #[arg(long = "pipedrive-api-url", env = "PIPEDRIVE_API_URL", value_name = "URL")]
    #[arg(default_value = "https://api.pipedrive.com")]
    #[arg(id = "pipedrive_api_url", global = true, hide_env_values = true)]
    pub api_url: String,
}
