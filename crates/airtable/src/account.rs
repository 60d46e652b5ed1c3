//! Whose account was connected.

use integrations::{Access, Account, ProviderError};
use serde::Deserialize;

use crate::{api::AirtableApi, place::is_id};

/// `GET /v0/meta/whoami`. The address is there when `user.email:read` was granted.
#[derive(Deserialize)]
struct WhoAmI {
    id: String,
    email: Option<String>,
}

/// Airtable knows its people by their address: it is their account's name too.
pub(crate) async fn look_up(api: &AirtableApi, access: &Access) -> Result<Account, ProviderError> {
    let WhoAmI { id, email } = api.get(api.url(&["meta", "whoami"]), access).await?;
    if !is_id(&id, "usr") {
        return Err(ProviderError::Malformed);
    }
    let label = format!("user {id}");
    Ok(Account::new(id, label).named([email.clone()]).connected_by(email))
}
