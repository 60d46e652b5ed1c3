//! Pipedrive: its state, and which paths there are.

mod account;
mod admission;
mod api_error;
mod consent;
mod custom_fields;
mod person;
mod person_fields;
mod persons;
mod token;

use std::sync::Arc;

use axum::routing::{get, post};
use axum::{Router, middleware};
use tokio_util::sync::CancellationToken;

use crate::config::{PipedriveConfig, SandboxConfig};
use crate::front::Front;
use crate::oauth::authorize;
use crate::oauth::desk::Desk;
use crate::oauth::terms::Terms;
use crate::stand_in::{StandIn, Tokens};
use account::Account;
use admission::{Limits, admit};
use api_error::ApiError;
use person::Person;

/// The sandbox's Pipedrive.
#[derive(Debug)]
pub(crate) struct Pipedrive {
    config: PipedriveConfig,
    front: Arc<Front>,
    desk: Desk<Account>,
    limits: Limits,
}

impl Pipedrive {
    pub(crate) fn new(config: &Arc<SandboxConfig>, own: &PipedriveConfig, stop: &CancellationToken) -> Arc<Self> {
        Arc::new(Self {
            config: own.clone(),
            front: Front::new(config, stop),
            desk: Desk::new(Account::default(), token::SHAPES),
            limits: Limits::default(),
        })
    }

    fn terms(&self) -> Terms {
        token::terms(self.config.token_ttl)
    }

    fn person(&self, id: u32) -> Person {
        Person::new(self.front.config.seed, id)
    }

    /// Every route; at Pipedrive, consent and API have hosts of their own.
    pub(crate) fn router(self: Arc<Self>) -> Router {
        let calls = Router::new()
            .route("/v1/users/me", get(persons::me))
            .route("/v1/personFields", get(person_fields::list_v1))
            .route("/api/v2/persons", get(persons::list))
            .route("/api/v2/persons/{id}", get(persons::read))
            .route("/api/v2/personFields", get(person_fields::list))
            .layer(middleware::from_fn_with_state(self.clone(), admit));
        Router::new()
            .route(consent::PATH, authorize::endpoint::<Self>())
            .route("/oauth/token", post(token::token))
            .merge(calls)
            .fallback(async || ApiError::not_found("Path"))
            .with_state(self)
    }
}

impl StandIn for Pipedrive {
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
