//! Our registration at a provider: an id and a secret, both or neither.

use integrations::{descriptor::Client, secret::ClientSecret};

use super::{
    problems::{Noted, Problems},
    secret_text,
};

/// The variables by which it is given.
#[derive(Clone, Copy)]
pub(super) struct ClientVariables {
    pub(super) id: &'static str,
    pub(super) secret: &'static str,
}

/// Both halves make a client, neither means that the provider is not configured; half of one is a mistake.
pub(super) fn read(
    names: ClientVariables,
    id: Option<String>,
    secret: Option<String>,
    secret_file: Option<String>,
    problems: &mut Problems,
) -> Result<Option<Client>, Noted> {
    let secret = secret_text::read(names.secret, secret, secret_file, problems)?;
    match (secret_text::given(id), secret) {
        (Some(id), Some(secret)) => Ok(Some(Client {
            id,
            secret: ClientSecret::new(secret.as_str()),
        })),
        (None, None) => Ok(None),
        (Some(_), None) => Err(problems.note(names.secret, format!("required because {} is given", names.id))),
        (None, Some(_)) => Err(problems.note(names.id, format!("required because {} is given", names.secret))),
    }
}
