//! Our registration at a provider, an id and a secret, both or neither; and the provider's addresses.

use integrations::{ClientSettings, descriptor::Client, secret::ClientSecret};

use super::{
    problems::{Noted, Problems},
    secret_text, urls,
};
use crate::cli::ClientTexts;

/// Reads what is said of any provider.
pub(super) fn read_settings(texts: ClientTexts, problems: &mut Problems) -> Result<ClientSettings, Noted> {
    let ClientTexts { prefix, client_id, .. } = texts;
    let client = read(
        prefix,
        client_id,
        texts.client_secret,
        texts.client_secret_file,
        problems,
    );
    let mut url = |name: &str, text: &str| problems.keep(&format!("{prefix}_{name}"), urls::parse_base(text));
    let authorize_url = url("AUTHORIZE_URL", &texts.authorize_url);
    let token_url = url("TOKEN_URL", &texts.token_url);
    let api_url = url("API_URL", &texts.api_url);
    Ok(ClientSettings {
        client: client?,
        authorize_url: authorize_url?,
        token_url: token_url?,
        api_url: api_url?,
    })
}

/// Both halves make a client, neither means that the provider is not configured; half of one is a mistake.
pub(super) fn read(
    prefix: &str,
    id: Option<String>,
    secret: Option<String>,
    secret_file: Option<String>,
    problems: &mut Problems,
) -> Result<Option<Client>, Noted> {
    let (id_name, secret_name) = (format!("{prefix}_CLIENT_ID"), format!("{prefix}_CLIENT_SECRET"));
    let secret = secret_text::read(&secret_name, secret, secret_file, problems)?;
    match (secret_text::given(id), secret) {
        (Some(id), Some(secret)) => Ok(Some(Client {
            id,
            secret: ClientSecret::new(secret.as_str()),
        })),
        (None, None) => Ok(None),
        (Some(_), None) => Err(problems.note(secret_name, format!("required because {id_name} is given"))),
        (None, Some(_)) => Err(problems.note(id_name, format!("required because {secret_name} is given"))),
    }
}
