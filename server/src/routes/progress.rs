//! `GET /api/progress`: how far a list is, told as it changes (server-sent events, HTML Standard §9.2).

mod events;

use axum::{
    body::Body,
    extract::{Extension, RawQuery, State},
    response::{IntoResponse as _, Response},
};
use http::{HeaderName, header::CONTENT_TYPE};
use integrations::{Caller, Connections};

use self::events::Events;
use super::asked::{Asked, Refused};
use crate::{lasting::lasting, metrics::names::PROGRESS_STREAMS, places::Places, stopping::Stopping};

/// Streams at a time, of all visitors together.
const MOST: usize = 2000;

/// In one session.
const IN_SESSION: usize = 20;

/// For one connection in one session: browsers open six to a host over HTTP/1.1, and need some for the rest.
const FOR_CONNECTION: usize = 4;

/// Of which limit the metrics speak.
const LIMIT: &str = "progress";

/// Places for streams.
#[derive(Clone)]
pub(crate) struct Streams(Places);

impl Default for Streams {
    fn default() -> Self {
        Self(Places::new(MOST, PROGRESS_STREAMS))
    }
}

/// Each event is a [`model::list::Progress`] as JSON. The list is kept up to date as long as this is read.
///
/// The stream ends when the list goes, when the process stops, and after half an hour: the browser
/// comes back by itself then, and is asked anew who it is.
///
/// # Errors
/// What kept us from the first records; that there are too many streams.
pub(crate) async fn progress(
    State(connections): State<Connections>,
    State(stopping): State<Stopping>,
    State(streams): State<Streams>,
    Extension(caller): Extension<Caller>,
    RawQuery(query): RawQuery,
) -> Result<Response, Refused> {
    let asked = Asked::read(caller, &query.unwrap_or_default())?;
    let place = asked.take_place(&streams.0, LIMIT, IN_SESSION, FOR_CONNECTION)?;
    let watching = connections
        .watch(&asked.principal, &asked.connection, &asked.place)
        .await?;
    let events = Events::new(watching, stopping, place).stream();
    let head = [
        (CONTENT_TYPE, "text/event-stream"),
        // Proxies that collect answers are told not to (nginx: proxy_buffering).
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok(lasting((head, Body::from_stream(events)).into_response()))
}
