//! Pipedrive's section of the settings.

use pipedrive::PipedriveSettings;

use super::{
    client::{self, ClientVariables},
    problems::{Noted, Problems},
    urls,
};
use crate::cli::PipedriveVariables;

const CLIENT: ClientVariables = ClientVariables {
    id: "PIPEDRIVE_CLIENT_ID",
    secret: "PIPEDRIVE_CLIENT_SECRET",
};

/// Reads the section.
pub(super) fn read(variables: PipedriveVariables, problems: &mut Problems) -> Result<PipedriveSettings, Noted> {
    let client = client::read(
        CLIENT,
        variables.client_id,
        variables.client_secret,
        variables.client_secret_file,
        problems,
    );
    let authorize_url = problems.keep("PIPEDRIVE_AUTHORIZE_URL", urls::parse_base(&variables.authorize_url));
    let token_url = problems.keep("PIPEDRIVE_TOKEN_URL", urls::parse_base(&variables.token_url));
    let api_url = problems.keep("PIPEDRIVE_API_URL", urls::parse_base(&variables.api_url));
    Ok(PipedriveSettings {
        client: client?,
        authorize_url: authorize_url?,
        token_url: token_url?,
        api_url: api_url?,
    })
}
