//! What a native route is asked about a list: of which connection, by whom; and why there is no answer.

use std::error::Error;

use app::api::{ApiError, status, wait};
use axum::{
    Json,
    response::{IntoResponse, Response},
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use http::{HeaderValue, StatusCode, header::RETRY_AFTER};
use integrations::{Caller, Principal, Session};
use metrics::counter;
use model::{ConnectionId, list, query};

use crate::{
    metrics::names::{RATE_LIMITED, SHED},
    places::{NoPlace, Place, Places, Share},
};

/// When a place may be free again, in seconds.
const PLACE_WAIT: u32 = 5;

/// Whose list is meant.
pub(super) struct Asked {
    /// Who asks.
    pub(super) principal: Principal,
    /// Of which connection; whether it is the principal's, the flow will say.
    pub(super) connection: ConnectionId,
    /// Where in it.
    pub(super) place: list::Place,
    /// Names the session, where one has a share of something.
    session: String,
}

/// Why there is no answer, in the words of server functions.
#[derive(Debug)]
pub(crate) enum Refused {
    /// The parameters ask for what there is not.
    BadRequest,
    /// Any other reason.
    Api(ApiError),
}

/// A parameter of the query; the first one of that name.
pub(super) fn parameter(query: &str, wanted: &str) -> Option<String> {
    let (_, value) = query::pairs(query).find(|(name, _)| name == wanted)?;
    Some(value.into_owned())
}

impl Asked {
    /// Who asks for which connection.
    ///
    /// # Errors
    /// [`ApiError::NotFound`] without a session, and for what cannot be an id; [`ApiError::Busy`] when the
    /// store did not say who asks.
    pub(super) fn read(caller: Caller, query: &str) -> Result<Self, Refused> {
        let session = match caller {
            Caller::Known(session) => session,
            Caller::Nobody => return Err(Refused::not_found()),
            Caller::Unknown => return Err(Refused::Api(ApiError::Busy)),
        };
        let id = parameter(query, "connection").and_then(|id| ConnectionId::new(id).ok());
        let connection = id.ok_or_else(Refused::not_found)?;
        let name = name_of(&session);
        Ok(Self {
            principal: session.principal,
            connection,
            place: list::Place::new(
                &parameter(query, "kind").unwrap_or_default(),
                &parameter(query, "folder").unwrap_or_default(),
            ),
            session: name,
        })
    }

    /// A place: so many for a session, and so many of those for one connection.
    ///
    /// # Errors
    /// [`ApiError::RateLimited`] when this session has its share, [`ApiError::Busy`] when all are taken.
    pub(super) fn take_place(
        &self,
        places: &Places,
        what: &'static str,
        in_session: usize,
        for_connection: usize,
    ) -> Result<Place, Refused> {
        let of_connection = Share {
            key: format!("{} {}", self.session, self.connection),
            most: for_connection,
        };
        let of_session = Share {
            key: self.session.clone(),
            most: in_session,
        };
        places
            .take([of_connection, of_session])
            .map_err(|none| no_place(none, what))
    }
}

fn name_of(session: &Session) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(session.binding.digest())
}

fn no_place(none: NoPlace, what: &'static str) -> Refused {
    match none {
        NoPlace::ShareTaken => {
            counter!(RATE_LIMITED, "limit" => what).increment(1);
            Refused::Api(ApiError::RateLimited {
                retry_after_secs: PLACE_WAIT,
            })
        }
        NoPlace::AllTaken => {
            counter!(SHED).increment(1);
            Refused::Api(ApiError::Busy)
        }
    }
}

impl Refused {
    /// The caller has no such thing.
    pub(super) const fn not_found() -> Self {
        Self::Api(ApiError::NotFound)
    }
}

impl<E: Error + 'static> From<E> for Refused
where
    for<'a> ApiError: From<&'a E>,
{
    fn from(error: E) -> Self {
        let answer = ApiError::from(&error);
        if status(&answer).is_server_error() {
            tracing::warn!(error = &error as &dyn Error, "a list could not be read");
        }
        Self::Api(answer)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let Self::Api(error) = self else {
            return (StatusCode::BAD_REQUEST, Json("BadRequest")).into_response();
        };
        let mut response = (status(&error), Json(&error)).into_response();
        if let Some(seconds) = wait(&error) {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
