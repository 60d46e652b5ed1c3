//! Whether a provider is configured, can be reached, and knows us.

use std::sync::Arc;

use integrations::{
    ProviderDescriptor, SystemClock,
    connections::redirect_uri,
    descriptor::Pkce,
    pkce,
    secret::AuthorizationCode,
    token_endpoint::{Grant, TokenEndpoint, TokenEndpointError},
};
use jiff::{Timestamp, fmt::rfc2822::DateTimeParser};
use reqwest::{Client, Response, header::DATE};
use url::Url;

use super::Finding;

/// No answer came.
#[derive(Debug)]
pub(super) struct Unreachable;

/// Asks for the root of the endpoint's host. Any answer will do; it may tell the time (RFC 9110 §6.6.1).
pub(super) async fn visit(client: &Client, endpoint: &Url) -> Result<Option<Timestamp>, Unreachable> {
    let mut root = endpoint.clone();
    root.set_path("/");
    let answer = client.get(root).send().await.map_err(|_| Unreachable)?;
    Ok(told_time(&answer))
}

fn told_time(answer: &Response) -> Option<Timestamp> {
    let date = answer.headers().get(DATE)?.to_str().ok()?;
    DateTimeParser::new().parse_timestamp(date).ok()
}

/// Says what must be registered at the provider, or what to do first.
pub(super) fn configured(descriptor: &ProviderDescriptor, public_url: &Url) -> Finding {
    let redirect_uri = redirect_uri(public_url, &descriptor.id);
    match descriptor.client {
        Some(_) => Finding::Fine(format!(
            "configured; the app there must have the redirect URL {redirect_uri}"
        )),
        None => Finding::Note(format!("not configured: {}", descriptor.setup)),
    }
}

/// Says whether the visit met anybody.
pub(super) fn reachable<T>(descriptor: &ProviderDescriptor, visit: &Result<T, Unreachable>) -> Finding {
    let host = descriptor.token_endpoint.origin().ascii_serialization();
    match visit {
        Ok(_) => Finding::Fine(format!("{host} answers")),
        Err(Unreachable) => Finding::Failed(format!("{host} does not answer")),
    }
}

/// Offers the token endpoint a code that nobody issued. It checks who asks before it looks at the code
/// (RFC 6749 §4.1.3), so what it refuses tells whether it knows us.
pub(super) async fn knows_us(client: &Client, descriptor: &ProviderDescriptor, public_url: &Url) -> Finding {
    let endpoint = TokenEndpoint::new(client.clone(), Arc::new(SystemClock));
    let grant = Grant::AuthorizationCode {
        code: AuthorizationCode::new("tributary-doctor"),
        redirect_uri: redirect_uri(public_url, &descriptor.id),
        verifier: (descriptor.pkce == Pkce::S256).then(pkce::draw_verifier),
    };
    let name = descriptor.id.as_str().to_uppercase();
    match endpoint.redeem(descriptor, &grant, &[]).await {
        Err(TokenEndpointError::Refused) => Finding::Fine("accepts our client credentials".to_owned()),
        Err(TokenEndpointError::Misconfigured) => Finding::Failed(format!(
            "does not accept us: compare {name}_CLIENT_ID, {name}_CLIENT_SECRET and the redirect URL with the app \
             that is registered there"
        )),
        Err(error) => Finding::Note(format!("cannot be asked whether it accepts us: {error}")),
        Ok(_) => Finding::Note("gives tokens for a code that nobody issued".to_owned()),
    }
}
