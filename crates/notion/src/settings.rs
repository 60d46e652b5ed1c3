//! What a server must say of Notion.

use integrations::descriptor::Client;
use url::Url;

/// Notion's settings, already parsed.
#[derive(Clone, Debug)]
pub struct NotionSettings {
    /// The public integration registered at Notion; `None` when there is none yet.
    pub client: Option<Client>,
    /// Where the user consents.
    pub authorize_url: Url,
    /// Where codes and refresh tokens are redeemed.
    pub token_url: Url,
    /// All else hangs below it.
    pub api_url: Url,
}

#[cfg(test)]
pub(crate) fn example() -> NotionSettings {
    NotionSettings {
        client: None,
        authorize_url: Url::parse("https://api.notion.com/v1/oauth/authorize").unwrap(),
        token_url: Url::parse("https://api.notion.com/v1/oauth/token").unwrap(),
        api_url: Url::parse("https://api.notion.com").unwrap(),
    }
}
