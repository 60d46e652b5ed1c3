//! What happens to every provider request before and after its route: journal, latency, faults.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::Instant;

use crate::connection::ResetSwitch;
use crate::faults::{Outcome, Strike};
use crate::fields::Fields;
use crate::front::Front;
use crate::journal::JournalEntry;

/// Far above what a batch of a hundred records needs.
const BODY_LIMIT: usize = 8 * 1024 * 1024;

/// Journals a request, lets it wait, lets a fault meet it, and hands it on.
pub(crate) async fn intercept(State(front): State<Arc<Front>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_LIMIT).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let form = Fields::from_body(&parts.headers, &body);
    let entry = JournalEntry::of(&parts.method, &parts.uri, &form).with_contents(&parts, &body);
    let number = front.journal.open(entry);
    let strike = front.faults.strike(&parts.method, parts.uri.path());
    if strike.is_some() {
        front.journal.amend(number, |entry| entry.faulted = true);
    }
    pause(&front, front.config.latency).await;

    let Some(response) = answer(&front, strike, Request::from_parts(parts, Body::from(body)), next).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    front.journal.amend(number, |entry| {
        entry.status = Some(response.status().as_u16());
        entry.milliseconds = u64::try_from(started.elapsed().as_millis()).ok();
    });
    response
}

/// The answer, or `None` where a fault says that there is none.
async fn answer(front: &Front, strike: Option<Strike>, request: Request, next: Next) -> Option<Response> {
    let Some(strike) = strike else {
        return Some(next.run(request).await);
    };
    pause(front, strike.delay).await;
    match strike.outcome {
        Outcome::Handle => Some(next.run(request).await),
        Outcome::Answer(answer) => Some(answer.into_response()),
        Outcome::Hang => {
            front.stop.cancelled().await;
            None
        }
        Outcome::Reset => {
            if let Some(ConnectInfo(switch)) = request.extensions().get::<ConnectInfo<ResetSwitch>>() {
                switch.cut();
            }
            None
        }
    }
}

/// Real waiting, cut short when the sandbox stops.
async fn pause(front: &Front, duration: Duration) {
    if !duration.is_zero() {
        front.stop.run_until_cancelled(tokio::time::sleep(duration)).await;
    }
}
