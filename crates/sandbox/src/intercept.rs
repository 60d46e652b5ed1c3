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
use crate::journal::JournalEntry;
use crate::world::World;

/// Far above what a batch of a hundred records needs.
const BODY_LIMIT: usize = 8 * 1024 * 1024;

/// Journals a request, lets it wait, lets a fault meet it, and hands it on.
pub(crate) async fn intercept(State(world): State<Arc<World>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_LIMIT).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let form = Fields::from_body(&parts.headers, &body);
    let number = world.journal.open(JournalEntry::of(&parts.method, &parts.uri, &form));
    let strike = world.faults.strike(&parts.method, parts.uri.path());
    if strike.is_some() {
        world.journal.amend(number, |entry| entry.faulted = true);
    }
    pause(&world, world.config.latency).await;

    let Some(response) = answer(&world, strike, Request::from_parts(parts, Body::from(body)), next).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    world.journal.amend(number, |entry| {
        entry.status = Some(response.status().as_u16());
        entry.milliseconds = u64::try_from(started.elapsed().as_millis()).ok();
    });
    response
}

/// The answer, or `None` where a fault says that there is none.
async fn answer(world: &World, strike: Option<Strike>, request: Request, next: Next) -> Option<Response> {
    let Some(strike) = strike else {
        return Some(next.run(request).await);
    };
    pause(world, strike.delay).await;
    match strike.outcome {
        Outcome::Handle => Some(next.run(request).await),
        Outcome::Answer(answer) => Some(answer.into_response()),
        Outcome::Hang => {
            world.stop.cancelled().await;
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
async fn pause(world: &World, duration: Duration) {
    if !duration.is_zero() {
        world.stop.run_until_cancelled(tokio::time::sleep(duration)).await;
    }
}
