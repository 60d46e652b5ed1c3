//! The settings that a provider has like any other: our client there, and its addresses.

/// They as text. No `Debug`: one is a secret.
pub struct ClientTexts {
    /// How their variables begin: `NOTION`.
    pub prefix: &'static str,
    /// `…_CLIENT_ID`.
    pub client_id: Option<String>,
    /// `…_CLIENT_SECRET`.
    pub client_secret: Option<String>,
    /// `…_CLIENT_SECRET_FILE`.
    pub client_secret_file: Option<String>,
    /// `…_AUTHORIZE_URL`.
    pub authorize_url: String,
    /// `…_TOKEN_URL`.
    pub token_url: String,
    /// `…_API_URL`.
    pub api_url: String,
}

/// Defines the flags and variables of one provider, with the addresses that it has when nothing is said.
macro_rules! client_variables {
    (
        $name:ident: $provider:literal, $flag:literal, $variable:literal,
        authorize_url: $authorize_url:literal, token_url: $token_url:literal, api_url: $api_url:literal
    ) => {
        #[doc = concat!("Our client at ", $provider, " and its addresses, as text. No `Debug`: one is a secret.")]
        #[derive(clap::Args)]
        #[command(next_help_heading = $provider)]
        pub struct $name {
            #[doc = concat!("`", $variable, "_CLIENT_ID`.")]
            #[arg(id = concat!($flag, "_client_id"), long = concat!($flag, "-client-id"))]
            #[arg(env = concat!($variable, "_CLIENT_ID"), value_name = "ID")]
            #[arg(global = true, hide_env_values = true)]
            #[arg(help = concat!("Client id of our app there; without it ", $provider, " is shown as not configured"))]
            pub client_id: Option<String>,

            /// Its client secret
            #[arg(id = concat!($flag, "_client_secret"), long = concat!($flag, "-client-secret"))]
            #[arg(env = concat!($variable, "_CLIENT_SECRET"), value_name = "SECRET")]
            #[arg(global = true, hide_env_values = true)]
            pub client_secret: Option<String>,

            /// File that holds the client secret
            #[arg(id = concat!($flag, "_client_secret_file"), long = concat!($flag, "-client-secret-file"))]
            #[arg(env = concat!($variable, "_CLIENT_SECRET_FILE"), value_name = "PATH")]
            #[arg(global = true, hide_env_values = true)]
            pub client_secret_file: Option<String>,

            /// Where users consent
            #[arg(id = concat!($flag, "_authorize_url"), long = concat!($flag, "-authorize-url"))]
            #[arg(env = concat!($variable, "_AUTHORIZE_URL"), value_name = "URL")]
            #[arg(global = true, hide_env_values = true, default_value = $authorize_url)]
            pub authorize_url: String,

            /// Where codes and refresh tokens are redeemed
            #[arg(id = concat!($flag, "_token_url"), long = concat!($flag, "-token-url"))]
            #[arg(env = concat!($variable, "_TOKEN_URL"), value_name = "URL")]
            #[arg(global = true, hide_env_values = true, default_value = $token_url)]
            pub token_url: String,

            /// Base of all other endpoints
            #[arg(id = concat!($flag, "_api_url"), long = concat!($flag, "-api-url"))]
            #[arg(env = concat!($variable, "_API_URL"), value_name = "URL")]
            #[arg(global = true, hide_env_values = true, default_value = $api_url)]
            pub api_url: String,
        }

        impl From<$name> for $crate::cli::ClientTexts {
            fn from(texts: $name) -> Self {
                Self {
                    prefix: $variable,
                    client_id: texts.client_id,
                    client_secret: texts.client_secret,
                    client_secret_file: texts.client_secret_file,
                    authorize_url: texts.authorize_url,
                    token_url: texts.token_url,
                    api_url: texts.api_url,
                }
            }
        }
    };
}

pub(super) use client_variables;
