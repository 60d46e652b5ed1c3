//! Bare handlers to compare with: the same bytes, the same number of store calls, and nothing else.

use std::{fs, io::Write as _, sync::Arc};

use axum::{
    Router,
    extract::State,
    response::{Html, IntoResponse, Redirect},
    routing::{get, post},
};
use integrations::{SessionId, SystemClock, random, secret};
use store::{Keyring, Location, Store};
use tokio::net::TcpListener;

/// Serves at a free port, which it prints, until the process ends: `/page` the bytes of that file, and
/// a flow that keeps what ours keeps, in that store.
pub async fn serve(store: &str, page: &str) -> anyhow::Result<()> {
    let page: Arc<str> = fs::read_to_string(page)?.into();
    let store = store::open(Location::parse(store)?, Keyring::draw(), Arc::new(SystemClock))?;
    let router = Router::new()
        .route("/page", get(move || async move { Html(page.to_string()) }))
        .route("/integrations/hubspot/authorize", post(authorize))
        .route("/integrations/hubspot/oauth2callback", get(callback))
        .with_state(store);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    writeln!(std::io::stdout(), "{}", listener.local_addr()?.port())?;
    axum::serve(listener, router).await?;
    Ok(())
}

/// A new visitor: one session and one pending authorization are saved.
async fn authorize(State(store): State<Store>) -> Result<impl IntoResponse, Failed> {
    let (id, session) = (SessionId::draw(), testkit::builders::session());
    store.sessions.save(&id, &session).await?;
    let state = secret::State::new(random::token());
    store
        .pending
        .save(&session.binding, &state, &testkit::builders::pending())
        .await?;
    Ok(Redirect::to("/integrations/hubspot/oauth2callback"))
}

/// The session is read, the pending authorization taken, the principal's connections listed, one saved.
async fn callback(State(store): State<Store>) -> Result<impl IntoResponse, Failed> {
    let connection = testkit::builders::connection();
    let session = testkit::builders::session();
    store.sessions.load(&SessionId::draw()).await?;
    let state = secret::State::new(random::token());
    store.pending.take(&session.binding, &state).await?;
    let mut principal = session.principal;
    principal.user = random::name();
    store.vault.list(&principal).await?;
    store.vault.save(&principal, &connection).await?;
    Ok(Redirect::to(&format!("/connections/{}", connection.id)))
}

struct Failed;

impl<E: std::error::Error> From<E> for Failed {
    fn from(_: E) -> Self {
        Self
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> axum::response::Response {
        axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}
