//! What a server must say of Pipedrive.

use integrations::descriptor::Client;
use url::Url;

/// Pipedrive's settings, already parsed.
#[derive(Clone, Debug)]
pub struct PipedriveSettings {
    /// The app registered in Pipedrive's developer hub; `None` when there is none yet.
    pub client: Option<Client>,
    /// Where the user consents.
    pub authorize_url: Url,
    /// Where codes and refresh tokens are redeemed.
    pub token_url: Url,
    /// All else hangs below it.
    pub api_url: Url,
}
