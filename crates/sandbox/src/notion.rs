//! Notion: its state, and which paths there are.

mod account;
mod admission;
mod api_error;
mod blocks;
mod consent;
mod ids;
mod objects;
mod paging;
mod properties;
mod reading;
mod rich_text;
mod search;
mod titles;
mod token;
mod token_error;
mod token_facts;
mod workspace;

use std::sync::Arc;

use axum::routing::{get, post};
use axum::{Router, middleware};
use tokio_util::sync::CancellationToken;

use crate::config::{NotionConfig, SandboxConfig};
use crate::front::Front;
use crate::oauth::authorize;
use crate::oauth::desk::Desk;
use crate::oauth::terms::Terms;
use crate::stand_in::{StandIn, Tokens};
use account::Account;
use admission::{Limits, admit};
use api_error::ApiError;
use workspace::Workspace;

/// The sandbox's Notion. Its consent shares all pages: choosing among them is not here.
#[derive(Debug)]
pub(crate) struct Notion {
    config: NotionConfig,
    front: Arc<Front>,
    desk: Desk<Account>,
    limits: Limits,
    workspace: Workspace,
}

impl Notion {
    pub(crate) fn new(config: &Arc<SandboxConfig>, own: &NotionConfig, stop: &CancellationToken) -> Arc<Self> {
        Arc::new(Self {
            config: own.clone(),
            front: Front::new(config, stop),
            desk: Desk::new(Account::default(), token::SHAPES),
            limits: Limits::default(),
            workspace: Workspace::new(config, own),
        })
    }

    fn terms(&self) -> Terms {
        token::terms(self.config.token_ttl)
    }

    /// Every route.
    pub(crate) fn router(self: Arc<Self>) -> Router {
        let calls = Router::new()
            .route("/v1/search", post(search::search))
            .route("/v1/users/me", get(reading::me))
            .route("/v1/pages/{id}", get(reading::read_page))
            .route("/v1/data_sources/{id}", get(reading::read_source))
            .route("/v1/data_sources/{id}/query", post(reading::query))
            .route("/v1/databases/{id}", get(reading::read_database))
            .route("/v1/blocks/{id}", get(reading::read_block))
            .route("/v1/blocks/{id}/children", get(reading::read_children))
            .layer(middleware::from_fn_with_state(self.clone(), admit));
        Router::new()
            .route(consent::PATH, authorize::endpoint::<Self>())
            .route("/v1/oauth/token", post(token::token))
            .route("/v1/oauth/introspect", post(token_facts::introspect))
            .route("/v1/oauth/revoke", post(token_facts::revoke))
            .merge(calls)
            .fallback(async || ApiError::invalid_request_url())
            .with_state(self)
    }
}

impl StandIn for Notion {
    fn front(&self) -> &Arc<Front> {
        &self.front
    }

    fn tokens(&self) -> &dyn Tokens {
        &self.desk
    }

    fn start_over(&self) {
        self.desk.reset();
        self.limits.forget();
    }
}
