//! HubSpot's section of the settings.

use hubspot::HubSpotSettings;
use integrations::{descriptor::Client, secret::ClientSecret};

use super::{
    problems::{Noted, Problems},
    secret_text, urls,
};
use crate::cli::HubSpotVariables;

const CLIENT_ID: &str = "HUBSPOT_CLIENT_ID";
const CLIENT_SECRET: &str = "HUBSPOT_CLIENT_SECRET";

#[derive(Debug, thiserror::Error)]
enum HubSpotProblem {
    #[error("not a version such as 2026-09 or v3")]
    Version,
    #[error("holds a word that is no scope")]
    NotAScope,
    #[error("must contain oauth: HubSpot refuses any list without it")]
    NoOAuth,
}

/// Reads the section.
pub(super) fn read(variables: HubSpotVariables, problems: &mut Problems) -> Result<HubSpotSettings, Noted> {
    let client = read_client(
        variables.client_id,
        variables.client_secret,
        variables.client_secret_file,
        problems,
    );
    let authorize_url = problems.keep("HUBSPOT_AUTHORIZE_URL", urls::parse_base(&variables.authorize_url));
    let api_url = problems.keep("HUBSPOT_API_URL", urls::parse_base(&variables.api_url));
    let api_version = problems.keep("HUBSPOT_API_VERSION", parse_version(&variables.api_version));
    let scopes = problems.keep("HUBSPOT_SCOPES", parse_scopes(&variables.scopes));
    Ok(HubSpotSettings {
        client: client?,
        authorize_url: authorize_url?,
        api_url: api_url?,
        api_version: api_version?,
        scopes: scopes?,
    })
}

/// Both halves make a client, neither means that HubSpot is not configured; half of one is a mistake.
fn read_client(
    id: Option<String>,
    secret: Option<String>,
    secret_file: Option<String>,
    problems: &mut Problems,
) -> Result<Option<Client>, Noted> {
    let secret = secret_text::read(CLIENT_SECRET, secret, secret_file, problems)?;
    match (secret_text::given(id), secret) {
        (Some(id), Some(secret)) => Ok(Some(Client {
            id,
            secret: ClientSecret::new(secret.as_str()),
        })),
        (None, None) => Ok(None),
        (Some(_), None) => Err(problems.note(CLIENT_SECRET, format!("required because {CLIENT_ID} is given"))),
        (None, Some(_)) => Err(problems.note(CLIENT_ID, format!("required because {CLIENT_SECRET} is given"))),
    }
}

/// The version becomes a segment of paths.
fn parse_version(text: &str) -> Result<String, HubSpotProblem> {
    let plausible = (1..=20).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    plausible.then(|| text.to_owned()).ok_or(HubSpotProblem::Version)
}

fn parse_scopes(text: &str) -> Result<Vec<String>, HubSpotProblem> {
    let scopes: Vec<String> = text.split_ascii_whitespace().map(str::to_owned).collect();
    if !scopes.iter().all(|scope| is_scope(scope)) {
        return Err(HubSpotProblem::NotAScope);
    }
    if !scopes.iter().any(|scope| scope == "oauth") {
        return Err(HubSpotProblem::NoOAuth);
    }
    Ok(scopes)
}

/// `scope-token` of RFC 6749 §3.3: visible ASCII without `"` and `\`.
fn is_scope(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_graphic() && b != b'"' && b != b'\\')
}
