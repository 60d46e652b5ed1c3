//! The token request: grant parameters and client authentication, as the provider wants them.

use reqwest::{Client as HttpClient, RequestBuilder, header::ACCEPT};

use super::Grant;
use crate::{
    ProviderDescriptor,
    descriptor::{Client, ClientAuthentication, TokenRequestFormat},
};

/// Builds the request. Parameters go into the body, never into the URL (RFC 6749 §2.3.1).
pub(super) fn build(
    http: &HttpClient,
    descriptor: &ProviderDescriptor,
    client: &Client,
    grant: &Grant,
) -> RequestBuilder {
    let mut parameters = grant_parameters(grant);
    let mut request = http
        .post(descriptor.token_endpoint.clone())
        .header(ACCEPT, "application/json");
    match descriptor.client_authentication {
        ClientAuthentication::Body => {
            parameters.push(("client_id", &client.id));
            parameters.push(("client_secret", client.secret.reveal()));
        }
        ClientAuthentication::Basic => request = request.basic_auth(&client.id, Some(client.secret.reveal())),
    }
    match descriptor.token_request_format {
        TokenRequestFormat::Form => request.form(&parameters),
        TokenRequestFormat::Json => request.json(&parameters.into_iter().collect::<std::collections::BTreeMap<_, _>>()),
    }
}

fn grant_parameters(grant: &Grant) -> Vec<(&'static str, &str)> {
    match grant {
        Grant::AuthorizationCode {
            code,
            redirect_uri,
            verifier,
        } => {
            let mut parameters = vec![
                ("grant_type", "authorization_code"),
                ("code", code.reveal()),
                ("redirect_uri", redirect_uri.as_str()),
            ];
            parameters.extend(verifier.as_ref().map(|verifier| ("code_verifier", verifier.reveal())));
            parameters
        }
        Grant::RefreshToken(token) => vec![("grant_type", "refresh_token"), ("refresh_token", token.reveal())],
    }
}
