//! The authorization endpoint of a provider that has one account at a time: asks the user, sends the browser back.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse as _, Response};
use axum::routing::{MethodRouter, get};
use url::Url;

use super::authorization::{Authorization, deny, explain, send_back};
use super::consent_page::{self, Question};
use super::desk::Desk;
use crate::config::Consent;
use crate::fields::Fields;
use crate::front::Front;

/// A provider that asks a user for consent.
pub(crate) trait AsksForConsent: Send + Sync + 'static {
    /// Whose account that is.
    type Account: Clone + Send + 'static;

    fn front(&self) -> &Front;

    fn desk(&self) -> &Desk<Self::Account>;

    /// Reads a request, or says what is wrong with it.
    fn check(&self, fields: &Fields) -> Result<Authorization<Self::Account>, Mistake>;

    /// How long a code lives: where that is not published, as long as the sandbox was told.
    fn code_ttl(&self) -> Duration {
        self.front().config.code_ttl
    }

    /// What a person is asked.
    fn question<'a>(&self, authorization: &Authorization<Self::Account>, fields: &'a Fields) -> Question<'a>;
}

/// What is wrong with an authorization request.
#[derive(Debug)]
pub(crate) enum Mistake {
    /// RFC 6749 §4.1.2.1: without a client or redirect URI to trust, nobody is sent back.
    Stays(&'static str),
    /// The app is told at its redirect URI.
    GoesBack {
        to: Box<Url>,
        error: &'static str,
        description: &'static str,
        state: Option<String>,
    },
}

impl Mistake {
    fn into_response(self) -> Response {
        match self {
            Self::Stays(sentence) => explain(sentence),
            Self::GoesBack {
                to,
                error,
                description,
                state,
            } => {
                let parameters = [("error", error), ("error_description", description)];
                send_back(*to, &parameters, state.as_deref())
            }
        }
    }
}

/// `GET` asks, `POST` decides.
pub(crate) fn endpoint<P: AsksForConsent>() -> MethodRouter<Arc<P>> {
    get(show::<P>).post(decide::<P>)
}

async fn show<P: AsksForConsent>(State(provider): State<Arc<P>>, RawQuery(query): RawQuery) -> Response {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let authorization = match provider.check(&fields) {
        Ok(authorization) => authorization,
        Err(mistake) => return mistake.into_response(),
    };
    match provider.front().decision().consent {
        Consent::Page => {
            let question = provider.question(&authorization, &fields);
            Html(consent_page::ask(&question)).into_response()
        }
        Consent::Auto => allow(&*provider, authorization),
        Consent::Deny => deny(provider.front(), authorization),
    }
}

/// The consent page's own form. All is checked again: hidden inputs can be edited.
async fn decide<P: AsksForConsent>(State(provider): State<Arc<P>>, headers: HeaderMap, body: Bytes) -> Response {
    let fields = Fields::from_body(&headers, &body);
    match provider.check(&fields) {
        Err(mistake) => mistake.into_response(),
        Ok(authorization) if fields.get("decision") == Some("allow") => allow(&*provider, authorization),
        Ok(authorization) => deny(provider.front(), authorization),
    }
}

fn allow<P: AsksForConsent>(provider: &P, authorization: Authorization<P::Account>) -> Response {
    let code_ttl = provider.code_ttl();
    provider.desk().allow(provider.front(), authorization, code_ttl)
}
