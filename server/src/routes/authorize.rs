//! `POST /integrations/{provider}/authorize`: send the browser to the provider's consent page.

use std::time::Duration;

use axum::{
    body::Bytes,
    extract::{Extension, Path, State},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use http::{StatusCode, header::SET_COOKIE};
use integrations::{Caller, Connections, ReturnTo, StoreError, connections::BeginError};
use model::{ConnectionId, Notice, ProviderId};
use url::form_urlencoded;

use super::error_page::ErrorPage;
use crate::layers::session::SessionKeeper;

/// Why nobody is sent anywhere.
#[derive(Debug, thiserror::Error)]
pub enum AuthorizeError {
    /// There is no such provider.
    #[error("there is no such provider")]
    UnknownProvider,
    /// The provider has no client credentials.
    #[error("the provider is not configured")]
    NotConfigured,
    /// The session began too many and finished none (assurance T61).
    #[error("too many connections were begun")]
    TooMany {
        /// When there is a place again.
        retry_after: Duration,
    },
    /// Nothing can be remembered now, so nothing must be begun.
    #[error("the store does not answer")]
    Store(#[source] Option<StoreError>),
}

/// Begins. The browser gets its session here, if it has none yet.
///
/// A 303: the form is not posted on to the provider (RFC 9700 §4.12).
///
/// # Errors
/// See [`AuthorizeError`].
pub async fn authorize(
    State(connections): State<Connections>,
    State(keeper): State<SessionKeeper>,
    Extension(caller): Extension<Caller>,
    Path(provider): Path<String>,
    form: Bytes,
) -> Result<Response, AuthorizeError> {
    let provider = ProviderId::new(provider).map_err(|_| AuthorizeError::UnknownProvider)?;
    connections.can_begin(&provider)?; // Nobody gets a session for nothing.
    let (session, cookie) = match caller {
        Caller::Known(session) => (session, None),
        Caller::Nobody => keeper.issue().await.map(|(session, cookie)| (session, Some(cookie)))?,
        Caller::Unknown => return Err(AuthorizeError::Store(None)),
    };
    let consent_page = connections
        .begin(&session, &provider, return_to(&form), renews(&form))
        .await?;
    let cookie = AppendHeaders(cookie.map(|cookie| (SET_COOKIE, cookie)));
    Ok((cookie, Redirect::to(consent_page.as_str())).into_response())
}

/// The optional field `return_to`; anything but a path on this site is ignored.
fn return_to(form: &[u8]) -> Option<ReturnTo> {
    ReturnTo::parse(&field(form, "return_to")?)
}

/// The optional field `connection`: which one the user wants to renew. One that is not the user's
/// own renews nothing: it is only compared with the user's own.
fn renews(form: &[u8]) -> Option<ConnectionId> {
    ConnectionId::new(field(form, "connection")?).ok()
}

fn field(form: &[u8], wanted: &str) -> Option<String> {
    let (_, value) = form_urlencoded::parse(form).find(|(name, _)| name == wanted)?;
    Some(value.into_owned())
}

impl From<StoreError> for AuthorizeError {
    fn from(error: StoreError) -> Self {
        Self::Store(Some(error))
    }
}

impl From<BeginError> for AuthorizeError {
    fn from(error: BeginError) -> Self {
        match error {
            BeginError::UnknownProvider => Self::UnknownProvider,
            BeginError::NotConfigured => Self::NotConfigured,
            BeginError::TooMany { retry_after } => Self::TooMany { retry_after },
            BeginError::Store(error) => Self::Store(Some(error)),
        }
    }
}

impl IntoResponse for AuthorizeError {
    fn into_response(self) -> Response {
        match self {
            Self::UnknownProvider => ErrorPage::new(StatusCode::NOT_FOUND, "There is no such provider.").response(),
            Self::NotConfigured => ErrorPage::new(
                StatusCode::NOT_FOUND,
                "This provider is not configured yet. The start page says what to set.",
            )
            .response(),
            Self::TooMany { retry_after } => ErrorPage::new(StatusCode::TOO_MANY_REQUESTS, Notice::TooMany.sentence())
                .retry_after(retry_after)
                .response(),
            Self::Store(_) => {
                tracing::error!(
                    error = &self as &dyn std::error::Error,
                    "a connection could not be begun"
                );
                ErrorPage::try_again(
                    "The connection cannot be started right now. Nothing was changed. Try again in a minute.",
                )
                .response()
            }
        }
    }
}
