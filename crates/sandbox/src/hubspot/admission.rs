//! Who may call: the bearer token, the rate limits, the headers that tell of them.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{OriginalUri, Request, State};
use axum::http::{HeaderMap, HeaderName};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::api_error::ApiError;
use super::oauth::grants::Bearer;
use crate::config::RateLimit;
use crate::oauth::bearer::bearer_token;
use crate::oauth::grants::Standing;
use crate::rate::retry_after;
use crate::world::World;

/// HubSpot: searches have a limit of their own, per account.
const SEARCHES: usize = 5;
const SEARCH_WINDOW: Duration = Duration::from_secs(1);
/// HubSpot: about 8 KB; with hundreds of `properties` a list must become a batch read.
const LONGEST_URI: usize = 8192;

const INTERVAL: HeaderName = HeaderName::from_static("x-hubspot-ratelimit-interval-milliseconds");
const MAX: HeaderName = HeaderName::from_static("x-hubspot-ratelimit-max");
const REMAINING: HeaderName = HeaderName::from_static("x-hubspot-ratelimit-remaining");
const SECONDLY: HeaderName = HeaderName::from_static("x-hubspot-ratelimit-secondly");
const SECONDLY_REMAINING: HeaderName = HeaderName::from_static("x-hubspot-ratelimit-secondly-remaining");

impl Bearer {
    /// Passes when one of the scopes was granted.
    pub(crate) fn require(&self, any_of: &[&str]) -> Result<(), ApiError> {
        let granted = self.scopes.iter().any(|scope| any_of.contains(&scope.as_str()));
        if granted {
            Ok(())
        } else {
            Err(ApiError::missing_scopes(any_of))
        }
    }
}

/// Lets an ordinary call through, with its budget in the headers.
pub(crate) async fn admit_call(
    State(world): State<Arc<World>>,
    OriginalUri(uri): OriginalUri,
    mut request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let path_and_query = uri.path_and_query().map_or(0, |both| both.as_str().len());
    if path_and_query > LONGEST_URI {
        return Err(ApiError::uri_too_long());
    }
    let bearer = authenticate(&world, request.headers())?;
    let RateLimit::Rolling { requests, window } = world.config.rate_limit else {
        request.extensions_mut().insert(bearer);
        return Ok(next.run(request).await);
    };
    let now = world.config.clock.now();
    let budget = world
        .hubspot
        .lock()
        .calls
        .entry(bearer.portal.hub_id)
        .or_default()
        .admit(now, requests, window);
    let (mut response, remaining) = match budget {
        Ok(remaining) => {
            request.extensions_mut().insert(bearer);
            (next.run(request).await, remaining)
        }
        Err(wait) => (
            ApiError::too_many_calls(retry_after(&world.front, wait)).into_response(),
            0,
        ),
    };
    tell_budget(response.headers_mut(), requests, window, remaining);
    Ok(response)
}

/// Lets a search through. HubSpot: its answers carry no rate-limit headers.
pub(crate) async fn admit_search(
    State(world): State<Arc<World>>,
    mut request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let bearer = authenticate(&world, request.headers())?;
    if world.config.rate_limit != RateLimit::Off {
        let now = world.config.clock.now();
        let budget = world
            .hubspot
            .lock()
            .searches
            .entry(bearer.portal.hub_id)
            .or_default()
            .admit(now, SEARCHES, SEARCH_WINDOW);
        budget.map_err(|wait| ApiError::too_many_searches(retry_after(&world.front, wait)))?;
    }
    request.extensions_mut().insert(bearer);
    Ok(next.run(request).await)
}

fn authenticate(world: &World, headers: &HeaderMap) -> Result<Bearer, ApiError> {
    let token = bearer_token(headers).ok_or_else(ApiError::no_credentials)?;
    let now = world.config.clock.now();
    match world.hubspot.lock().grants.standing(token, now) {
        Standing::Live(bearer) => Ok(bearer.into()),
        Standing::Expired { at } => Err(ApiError::expired(at, now)),
        Standing::Unknown => Err(ApiError::no_credentials()),
    }
}

fn tell_budget(headers: &mut HeaderMap, requests: usize, window: Duration, remaining: usize) {
    let milliseconds = u64::try_from(window.as_millis()).unwrap_or(u64::MAX);
    // Deprecated at HubSpot and still sent: a tenth of the ten-secondly budget.
    let secondly = requests.div_ceil(10);
    headers.insert(INTERVAL, milliseconds.into());
    headers.insert(MAX, requests.into());
    headers.insert(REMAINING, remaining.into());
    headers.insert(SECONDLY, secondly.into());
    headers.insert(SECONDLY_REMAINING, remaining.min(secondly).into());
}
