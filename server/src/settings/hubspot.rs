//! HubSpot's section of the settings.

use hubspot::HubSpotSettings;

use super::{
    client,
    problems::{Noted, Problems},
    scopes::{self, NotAScope},
    urls,
};
use crate::cli::HubSpotVariables;

#[derive(Debug, thiserror::Error)]
enum HubSpotProblem {
    #[error("not a version such as 2026-09 or v3")]
    Version,
    #[error(transparent)]
    NotAScope(#[from] NotAScope),
    #[error("must contain oauth: HubSpot refuses any list without it")]
    NoOAuth,
}

/// Reads the section.
pub(super) fn read(variables: HubSpotVariables, problems: &mut Problems) -> Result<HubSpotSettings, Noted> {
    let client = client::read(
        "HUBSPOT",
        variables.client_id,
        variables.client_secret,
        variables.client_secret_file,
        problems,
    );
    let authorize_url = problems.keep("HUBSPOT_AUTHORIZE_URL", urls::parse_base(&variables.authorize_url));
    let api_url = problems.keep("HUBSPOT_API_URL", urls::parse_base(&variables.api_url));
    let api_version = problems.keep("HUBSPOT_API_VERSION", parse_version(&variables.api_version));
    let scopes = problems.keep("HUBSPOT_SCOPES", parse_scopes(&variables.scopes));
    let optional_scopes = problems.keep("HUBSPOT_OPTIONAL_SCOPES", scopes::parse(&variables.optional_scopes));
    Ok(HubSpotSettings {
        client: client?,
        authorize_url: authorize_url?,
        api_url: api_url?,
        api_version: api_version?,
        scopes: scopes?,
        optional_scopes: optional_scopes?,
    })
}

/// The version becomes a segment of paths.
fn parse_version(text: &str) -> Result<String, HubSpotProblem> {
    let plausible = (1..=20).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    plausible.then(|| text.to_owned()).ok_or(HubSpotProblem::Version)
}

fn parse_scopes(text: &str) -> Result<Vec<String>, HubSpotProblem> {
    let scopes = scopes::parse(text)?;
    if !scopes.iter().any(|scope| scope == "oauth") {
        return Err(HubSpotProblem::NoOAuth);
    }
    Ok(scopes)
}
