//! The application as it is registered at a provider, and where the provider is.

use url::Url;

use crate::secret::ClientSecret;

/// The application as it is registered at the provider.
#[derive(Clone, Debug)]
pub struct Client {
    /// `client_id`.
    pub id: String,
    /// `client_secret`.
    pub secret: ClientSecret,
}

/// What a server must say of any provider, already parsed. Every address can be set, so that a stand-in can take
/// the provider's place.
#[derive(Clone, Debug)]
pub struct ClientSettings {
    /// Our registration; `None` when there is none yet.
    pub client: Option<Client>,
    /// Where the user consents.
    pub authorize_url: Url,
    /// Where codes and refresh tokens are redeemed.
    pub token_url: Url,
    /// All else hangs below it.
    pub api_url: Url,
}
