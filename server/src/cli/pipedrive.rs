//! Pipedrive's settings as text.

use super::client::client_variables;

client_variables! {
    PipedriveVariables: "Pipedrive", "pipedrive", "PIPEDRIVE",
    authorize_url: "https://oauth.pipedrive.com/oauth/authorize",
    token_url: "https://oauth.pipedrive.com/oauth/token",
    api_url: "https://api.pipedrive.com"
}
