//! Notion's settings as text.

use super::client::client_variables;

client_variables! {
    NotionVariables: "Notion", "notion", "NOTION",
    authorize_url: "https://api.notion.com/v1/oauth/authorize",
    token_url: "https://api.notion.com/v1/oauth/token",
    api_url: "https://api.notion.com"
}
