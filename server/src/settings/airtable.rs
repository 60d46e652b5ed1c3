//! Airtable's section of the settings.

use airtable::AirtableSettings;

use super::{
    client,
    problems::{Noted, Problems},
    scopes::{self, NotAScope},
};
use crate::cli::AirtableVariables;

#[derive(Debug, thiserror::Error)]
enum AirtableProblem {
    #[error(transparent)]
    NotAScope(#[from] NotAScope),
    #[error("must contain a scope: Airtable refuses to be asked for nothing")]
    NoScope,
}

/// Reads the section.
pub(super) fn read(variables: AirtableVariables, problems: &mut Problems) -> Result<AirtableSettings, Noted> {
    let client = client::read_settings(variables.client.into(), problems);
    let scopes = problems.keep("AIRTABLE_SCOPES", parse_scopes(&variables.scopes));
    Ok(AirtableSettings {
        client: client?,
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
