//! Airtable: its state, and which paths there are.

mod account;
mod admission;
mod api_error;
mod bases;
mod cells;
mod consent;
mod ids;
mod list_query;
mod places;
mod records;
mod schema;
mod scopes;
mod token;

use std::sync::Arc;

use axum::routing::{get, post};
use axum::{Router, middleware};
use tokio_util::sync::CancellationToken;

use crate::config::{AirtableConfig, SandboxConfig};
use crate::front::Front;
use crate::oauth::authorize;
use crate::oauth::desk::Desk;
use crate::oauth::terms::Terms;
use crate::stand_in::{StandIn, Tokens};
use account::Account;
use admission::{Limits, admit};
use api_error::ApiError;
use places::Extent;

/// The sandbox's Airtable. Its consent covers all bases: choosing among them is not here.
#[derive(Debug)]
pub(crate) struct Airtable {
    config: AirtableConfig,
    front: Arc<Front>,
    desk: Desk<Account>,
    limits: Limits,
    extent: Extent,
}

impl Airtable {
    pub(crate) fn new(config: &Arc<SandboxConfig>, own: &AirtableConfig, stop: &CancellationToken) -> Arc<Self> {
        Arc::new(Self {
            config: own.clone(),
            front: Front::new(config, stop),
            desk: Desk::new(Account::default(), token::SHAPES),
            limits: Limits::default(),
            extent: Extent::of(config, own),
        })
    }

    fn terms(&self) -> Terms {
        token::terms(self.config.token_ttl)
    }

    /// Every route; at Airtable, consent and API have hosts of their own.
    pub(crate) fn router(self: Arc<Self>) -> Router {
        let calls = Router::new()
            .route("/v0/meta/whoami", get(bases::whoami))
            .route("/v0/meta/bases", get(bases::bases))
            .route("/v0/meta/bases/{base}/tables", get(bases::tables))
            .route("/v0/{base}/{table}", get(records::list))
            .route("/v0/{base}/{table}/listRecords", post(records::list_by_body))
            .route("/v0/{base}/{table}/{record}", get(records::read))
            .layer(middleware::from_fn_with_state(self.clone(), admit));
        Router::new()
            .route(consent::PATH, authorize::endpoint::<Self>())
            .route("/oauth2/v1/token", post(token::token))
            .merge(calls)
            .fallback(async || ApiError::not_found())
            .with_state(self)
    }
}

impl StandIn for Airtable {
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
