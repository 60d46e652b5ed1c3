//! Airtable's section of the settings.

use airtable::AirtableSettings;

use super::{
    client::{self, ClientVariables},
    problems::{Noted, Problems},
    scopes::{self, NotAScope},
    urls,
};
use crate::cli::AirtableVariables;

const CLIENT: ClientVariables = ClientVariables {
    id: "AIRTABLE_CLIENT_ID",
    secret: "AIRTABLE_CLIENT_SECRET",
};

#[derive(Debug, thiserror::Error)]
enum AirtableProblem {
    #[error(transparent)]
    NotAScope(#[from] NotAScope),
    #[error("must contain a scope: Airtable refuses to be asked for nothing")]
    NoScope,
}

/// Reads the section.
pub(super) fn read(variables: AirtableVariables, problems: &mut Problems) -> Result<AirtableSettings, Noted> {
    let client = client::read(
        CLIENT,
        variables.client_id,
        variables.client_secret,
        variables.client_secret_file,
        problems,
    );
    let authorize_url = problems.keep("AIRTABLE_AUTHORIZE_URL", urls::parse_base(&variables.authorize_url));
    let token_url = problems.keep("AIRTABLE_TOKEN_URL", urls::parse_base(&variables.token_url));
    let api_url = problems.keep("AIRTABLE_API_URL", urls::parse_base(&variables.api_url));
    let scopes = problems.keep("AIRTABLE_SCOPES", parse_scopes(&variables.scopes));
    Ok(AirtableSettings {
        client: client?,
        authorize_url: authorize_url?,
        token_url: token_url?,
        api_url: api_url?,
        scopes: scopes?,
    })
}

fn parse_scopes(text: &str) -> Result<Vec<String>, AirtableProblem> {
    let scopes = scopes::parse(text)?;
    if scopes.is_empty() {
        return Err(AirtableProblem::NoScope);
    }
    Ok(scopes)
}
