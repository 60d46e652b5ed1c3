//! What the authorization endpoint is asked, once it is known to be sound.

use url::Url;

use crate::fields::Fields;
use crate::hubspot::app::known_scope;
use crate::hubspot::portal::Portal;
use crate::oauth::authorization::Authorization;
use crate::oauth::client::{CLIENT_ID, is_registered_redirect};
use crate::world::World;

/// A sound authorization request; its scopes are the required and the optional ones.
pub(crate) type AuthorizationRequest = Authorization<Portal>;

/// A mistake of the app. HubSpot keeps the browser: the app gets no callback.
///
/// The sentences are those that people quote, where there are any.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ConfigurationError {
    #[error("Authorization failed because an invalid app client_id was provided. Please contact the app developer.")]
    UnknownClient,
    #[error("Authorization failed as the redirect URL '{0}' doesn't match the app's registered redirect URL")]
    RedirectMismatch(String),
    #[error("Authorization failed because the provided scopes are insufficient. Please contact the app developer.")]
    NoScopes,
    #[error(
        "Authorization failed because there is a mismatch between the scopes in the install URL and the app's \
         configured scopes. Please contact the app developer."
    )]
    ScopeMismatch,
    #[error("An invalid scope name was provided. Please contact the app developer.")]
    UnknownScope,
    // Invented: HubSpot does not say what it does with the weaker `plain`.
    #[error("Authorization failed because only the code challenge method S256 is supported.")]
    ChallengeMethod,
    // Invented.
    #[error("Authorization failed because you have no access to the account in the install URL.")]
    UnknownAccount,
}

/// Reads a request, or says what the app did wrong. `hub_id` names the account that was chosen already.
pub(crate) fn check(
    world: &World,
    fields: &Fields,
    hub_id: Option<u64>,
) -> Result<AuthorizationRequest, ConfigurationError> {
    if fields.get("client_id") != Some(CLIENT_ID) {
        return Err(ConfigurationError::UnknownClient);
    }
    let redirect_uri_text = fields.get("redirect_uri").unwrap_or_default().to_owned();
    let mismatch = || ConfigurationError::RedirectMismatch(redirect_uri_text.clone());
    if !is_registered_redirect("hubspot", &redirect_uri_text) {
        return Err(mismatch());
    }
    let redirect_uri = Url::parse(&redirect_uri_text).map_err(|_| mismatch())?;
    let scopes = scopes(fields)?;
    let challenge = challenge(fields)?;
    let hubspot = world.hubspot.lock();
    let portal = hubspot.portals.get(&hub_id.unwrap_or(hubspot.consenting)).cloned();
    let account = portal.ok_or(ConfigurationError::UnknownAccount)?;
    let state = fields.get("state").map(str::to_owned);
    Ok(AuthorizationRequest {
        account,
        scopes,
        redirect_uri,
        redirect_uri_text,
        state,
        challenge,
    })
}

/// HubSpot: `oauth` must be asked for, and nothing that the app does not have, not even optionally.
fn scopes(fields: &Fields) -> Result<Vec<String>, ConfigurationError> {
    let split = |name| fields.get(name).unwrap_or_default().split_whitespace();
    let required: Vec<&str> = split("scope").collect();
    if required.is_empty() {
        return Err(ConfigurationError::NoScopes);
    }
    if required.iter().any(|scope| known_scope(scope).is_none()) {
        return Err(ConfigurationError::UnknownScope);
    }
    if !required.contains(&"oauth") || split("optional_scope").any(|scope| known_scope(scope).is_none()) {
        return Err(ConfigurationError::ScopeMismatch);
    }
    let mut scopes: Vec<String> = Vec::new();
    for scope in required.into_iter().chain(split("optional_scope")) {
        if !scopes.iter().any(|known| known == scope) {
            scopes.push(scope.to_owned());
        }
    }
    Ok(scopes)
}

fn challenge(fields: &Fields) -> Result<Option<String>, ConfigurationError> {
    let challenge = fields.get("code_challenge").map(str::to_owned);
    // RFC 7636 §4.3: without a method it would be `plain`.
    if challenge.is_some() && fields.get("code_challenge_method") != Some("S256") {
        return Err(ConfigurationError::ChallengeMethod);
    }
    Ok(challenge)
}
