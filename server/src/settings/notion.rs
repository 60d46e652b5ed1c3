//! Notion's section of the settings.

use notion::NotionSettings;

use super::{
    client::{self, ClientVariables},
    problems::{Noted, Problems},
    urls,
};
use crate::cli::NotionVariables;

const CLIENT: ClientVariables = ClientVariables {
    id: "NOTION_CLIENT_ID",
    secret: "NOTION_CLIENT_SECRET",
};

/// Reads the section.
pub(super) fn read(variables: NotionVariables, problems: &mut Problems) -> Result<NotionSettings, Noted> {
    let client = client::read(
        CLIENT,
        variables.client_id,
        variables.client_secret,
        variables.client_secret_file,
        problems,
    );
    let authorize_url = problems.keep("NOTION_AUTHORIZE_URL", urls::parse_base(&variables.authorize_url));
    let token_url = problems.keep("NOTION_TOKEN_URL", urls::parse_base(&variables.token_url));
    let api_url = problems.keep("NOTION_API_URL", urls::parse_base(&variables.api_url));
    Ok(NotionSettings {
        client: client?,
        authorize_url: authorize_url?,
        token_url: token_url?,
        api_url: api_url?,
    })
}
