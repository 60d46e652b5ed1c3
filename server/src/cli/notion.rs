//! Notion's settings as text.

use clap::Args;

/// Notion's settings as text. No `Debug`: one is a secret.
#[derive(Args)]
#[command(next_help_heading = "Notion")]
pub struct NotionVariables {
    /// Client id of the integration registered at Notion; without it Notion is shown as not configured
    #[arg(long = "notion-client-id", env = "NOTION_CLIENT_ID", value_name = "ID")]
    #[arg(id = "notion_client_id", global = true, hide_env_values = true)]
    pub client_id: Option<String>,

    /// Its client secret
    #[arg(long = "notion-client-secret", env = "NOTION_CLIENT_SECRET", value_name = "SECRET")]
    #[arg(id = "notion_client_secret", global = true, hide_env_values = true)]
    pub client_secret: Option<String>,

    /// File that holds the client secret
    #[arg(
        long = "notion-client-secret-file",
        env = "NOTION_CLIENT_SECRET_FILE",
        value_name = "PATH"
    )]
    #[arg(id = "notion_client_secret_file", global = true, hide_env_values = true)]
    pub client_secret_file: Option<String>,

    /// Where users consent
    #[arg(long = "notion-authorize-url", env = "NOTION_AUTHORIZE_URL", value_name = "URL")]
    #[arg(default_value = "https://api.notion.com/v1/oauth/authorize")]
    #[arg(id = "notion_authorize_url", global = true, hide_env_values = true)]
    pub authorize_url: String,

    /// Where codes and refresh tokens are redeemed
    #[arg(long = "notion-token-url", env = "NOTION_TOKEN_URL", value_name = "URL")]
    #[arg(default_value = "https://api.notion.com/v1/oauth/token")]
    #[arg(id = "notion_token_url", global = true, hide_env_values = true)]
    pub token_url: String,

    /// Base of all other endpoints
    #[arg(long = "notion-api-url", env = "NOTION_API_URL", value_name = "URL")]
    #[arg(default_value = "https://api.notion.com")]
    #[arg(id = "notion_api_url", global = true, hide_env_values = true)]
    pub api_url: String,
}
