//! A sound authorization request, and what becomes of it: a code, a refusal, a page.

use std::time::Duration;

use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use url::Url;

use super::consent_page;
use super::grants::{Code, Grants};
use crate::config::Denial;
use crate::front::Front;

/// A sound authorization request for an account `A`.
#[derive(Debug)]
pub(crate) struct Authorization<A> {
    pub(crate) account: A,
    /// Each once, in the order of asking.
    pub(crate) scopes: Vec<String>,
    pub(crate) redirect_uri: Url,
    /// As it was sent: the exchange must repeat it to the letter.
    pub(crate) redirect_uri_text: String,
    pub(crate) state: Option<String>,
    /// The S256 challenge, if one was sent.
    pub(crate) challenge: Option<String>,
}

/// Sends the browser back with a code.
pub(crate) fn allow<A: Clone>(
    front: &Front,
    grants: &mut Grants<A>,
    grantable: Option<&[String]>,
    authorization: Authorization<A>,
    code_ttl: Duration,
) -> Response {
    let mut scopes = authorization.scopes;
    if let Some(grantable) = grantable {
        scopes.retain(|scope| grantable.contains(scope));
    }
    let code = grants.issue_code(Code {
        account: authorization.account,
        scopes,
        redirect_uri: authorization.redirect_uri_text,
        challenge: authorization.challenge,
        expires_at: front.in_future(code_ttl),
    });
    let state = authorization.state.as_deref();
    send_back(authorization.redirect_uri, &[("code", &code)], state)
}

/// Sends the browser back with the refusal, or keeps it.
pub(crate) fn deny<A>(front: &Front, authorization: Authorization<A>) -> Response {
    match front.decision().denial {
        // RFC 6749 §4.1.2.1. The sentence is invented.
        Denial::Redirect => {
            let error = [
                ("error", "access_denied"),
                ("error_description", "the user denied access to the app"),
            ];
            send_back(authorization.redirect_uri, &error, authorization.state.as_deref())
        }
        Denial::Stay => Html(consent_page::denied()).into_response(),
    }
}

/// A redirect to the app, with the state that it sent.
pub(crate) fn send_back(mut to: Url, parameters: &[(&str, &str)], state: Option<&str>) -> Response {
    to.query_pairs_mut()
        .extend_pairs(parameters)
        .extend_pairs(state.map(|state| ("state", state)));
    (StatusCode::FOUND, [(header::LOCATION, String::from(to))]).into_response()
}

/// A mistake that keeps the browser at the provider.
///
/// HubSpot's page is a script that is served with 200 whatever it shows; the sandbox says 400, so that tests can tell.
pub(crate) fn explain(sentence: &str) -> Response {
    (StatusCode::BAD_REQUEST, Html(consent_page::failed(sentence))).into_response()
}
