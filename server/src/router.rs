//! The router: which route goes where, and through which layers.

mod pages;
mod server_functions;

use std::sync::Arc;

use axum::{
    Router,
    extract::{FromRef, Request},
    middleware::{from_fn, from_fn_with_state},
    response::{Redirect, Response},
    routing::{get, post},
};
use http::{HeaderName, StatusCode, header::ALLOW};
use integrations::{Clock, Connections, RateLimits, Sessions, Vault};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use url::Url;

use crate::{
    layers::{
        body_limit::limit_body,
        client_address::find_client,
        compression::{compression, keep_lengths_from_other_sites},
        farewell::say_farewell,
        in_flight::{InFlight, bound_in_flight},
        measure::measure_requests,
        methods::allow_known_methods,
        rate_limits::{Limiter, limit_addresses, limit_sessions},
        request_id::name_request,
        same_origin::guard_same_origin,
        security_headers::{Policy, write_security_headers},
        session::{SessionKeeper, identify_caller},
        tracing::trace_requests,
        uri_limit::limit_uri,
    },
    routes::{
        authorize,
        error_page::ErrorPage,
        export::{self, Exports},
        health, oauth2callback,
        progress::{self, Streams},
        site,
    },
    settings::Visitors,
    stopping::Stopping,
};

/// Where a flow begins.
pub(crate) const AUTHORIZE: &str = "/integrations/{provider}/authorize";

/// Where a flow comes back to.
pub(crate) const CALLBACK: &str = "/integrations/{provider}/oauth2callback";

/// What the routes stand on.
pub struct Services {
    /// The flow.
    pub connections: Connections,
    /// Where sessions rest.
    pub sessions: Arc<dyn Sessions>,
    /// Where connections rest: here, whether it answers.
    pub vault: Arc<dyn Vault>,
    /// How often visitors asked, in all instances together.
    pub limits: Arc<dyn RateLimits>,
    /// Who visitors are, and how much they may do.
    pub visitors: Visitors,
    /// Whether the process is about to end.
    pub stopping: Stopping,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Where browsers reach us.
    pub public_url: Url,
}

/// What handlers may ask for.
#[derive(Clone, FromRef)]
struct AppState {
    connections: Connections,
    keeper: SessionKeeper,
    vault: Arc<dyn Vault>,
    stopping: Stopping,
    streams: Streams,
    exports: Exports,
    clock: Arc<dyn Clock>,
}

/// All routes behind all layers.
pub fn router(services: Services) -> Router {
    let policy = Policy::new(&services.connections, &services.public_url);
    let limiter = Limiter::new(
        services.limits,
        Arc::clone(&services.clock),
        services.visitors.strictness,
    );
    let clock = services.clock;
    let keeper = SessionKeeper::new(services.sessions, Arc::clone(&clock), &services.public_url);
    let state = AppState {
        connections: services.connections,
        keeper: keeper.clone(),
        vault: services.vault,
        stopping: services.stopping.clone(),
        streams: Streams::default(),
        exports: Exports::default(),
        clock,
    };
    let layers = ServiceBuilder::new()
        .layer(from_fn_with_state(services.stopping, say_farewell))
        .layer(from_fn(name_request))
        .layer(from_fn_with_state(services.visitors.trusted_proxies, find_client))
        .layer(from_fn(trace_requests))
        .layer(from_fn(measure_requests))
        .layer(from_fn_with_state(policy, write_security_headers))
        .layer(CatchPanicLayer::custom(answer_panic))
        .layer(from_fn(limit_uri))
        .layer(from_fn(allow_known_methods))
        .layer(from_fn_with_state(services.public_url, guard_same_origin))
        .layer(from_fn(limit_body))
        .layer(from_fn_with_state(InFlight::default(), bound_in_flight))
        .layer(from_fn(keep_lengths_from_other_sites))
        .layer(compression());
    for_people()
        .layer(from_fn_with_state(limiter.clone(), limit_sessions))
        .layer(from_fn_with_state(keeper, identify_caller))
        .layer(from_fn_with_state(limiter, limit_addresses))
        .merge(for_machines())
        .with_state(state)
        .layer(layers)
}

/// Whatever asks who is calling.
fn for_people() -> Router<AppState> {
    let flow = Router::new()
        .route(AUTHORIZE, post(authorize::authorize))
        .route(CALLBACK, get(oauth2callback::oauth2callback).head(refuse_head))
        .route("/api/progress", get(progress::progress).head(refuse_head))
        .route("/api/export", get(export::export).head(refuse_head));
    server_functions::add_to(pages::add_to(flow))
}

/// Whatever does not: no store is asked for a file or a probe.
fn for_machines() -> Router<AppState> {
    Router::new()
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/pkg/{*file}", get(site::serve))
        .route("/favicon.svg", get(site::serve))
        .route("/robots.txt", get(site::serve))
        // Whoever shortens the address of a connection looks for all of them.
        .route("/connections", get(async || Redirect::to("/")))
}

/// A `HEAD` must change nothing, and a `GET` that completes a flow does: link scanners send it first.
async fn refuse_head() -> (StatusCode, [(HeaderName, &'static str); 1]) {
    (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET")])
}

/// A panic ends one answer, not the process. Its text may quote what a request brought: the panic
/// hook has logged the place.
fn answer_panic(_panic: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a request panicked");
    ErrorPage::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "Something went wrong on our side. Try again.",
    )
    .response()
}

/// The nonce that the headers layer drew for this request.
fn nonce_of(request: &Request) -> String {
    let nonce = request.extensions().get::<crate::layers::security_headers::CspNonce>();
    nonce.map(|nonce| nonce.0.clone()).unwrap_or_default()
}
