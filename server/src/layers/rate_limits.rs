//! Rate limits: how often one visitor, and one session, may ask (assurance T61).

use std::{num::NonZeroU32, sync::Arc, time::Duration};

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use integrations::{Admission, Caller, Clock, RateKey, RateLimit, RateLimits, rate_limits::Counts};

use super::{client_address::ClientAddress, turned_away};
use crate::{
    metrics::names::RATE_LIMITED,
    router::{AUTHORIZE, CALLBACK},
};

/// Everything is counted within the last minute.
const WINDOW: Duration = Duration::from_mins(1);

/// *Connect*, from one address: an office that shares one comes nowhere near.
const BEGINS: Limit = Limit {
    what: "begins",
    permits: 60,
};

/// Answers of providers, to one address.
const ANSWERS: Limit = Limit {
    what: "answers",
    permits: 60,
};

/// Anything but files and probes, from one address.
const REQUESTS: Limit = Limit {
    what: "requests",
    permits: 1200,
};

/// The same, in one session.
const SESSION: Limit = Limit {
    what: "session",
    permits: 600,
};

struct Limit {
    what: &'static str,
    permits: u32,
}

/// How strict the limits are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// Nothing is counted.
    Off,
    /// So many times as much as by default.
    Times(NonZeroU32),
}

/// Counts what visitors do. Cheap to clone; all clones count together.
#[derive(Clone)]
pub struct Limiter {
    counts: Arc<Counts>,
    strictness: Strictness,
}

impl Limiter {
    /// Counts by `shared`, and by the clock while that does not answer.
    #[must_use]
    pub fn new(shared: Arc<dyn RateLimits>, clock: Arc<dyn Clock>, strictness: Strictness) -> Self {
        let counts = Arc::new(Counts::new(shared, clock));
        Self { counts, strictness }
    }

    async fn admit(&self, limit: &Limit, who: &str) -> Admission {
        let Strictness::Times(factor) = self.strictness else {
            return Admission::Admitted;
        };
        let key = RateKey::new(&["inbound", limit.what, who]);
        let permits = limit.permits.saturating_mul(factor.get());
        self.counts
            .admit(
                &key,
                RateLimit {
                    permits,
                    window: WINDOW,
                },
            )
            .await
    }
}

/// Counts each request by its address, and the two ends of a flow once more.
pub async fn limit_addresses(State(limiter): State<Limiter>, request: Request, next: Next) -> Response {
    let address = ClientAddress::of(&request).network().to_string();
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let flow = match route {
        Some(AUTHORIZE) => Some(&BEGINS),
        Some(CALLBACK) => Some(&ANSWERS),
        _ => None,
    };
    for limit in flow.into_iter().chain([&REQUESTS]) {
        if let Admission::Wait(wait) = limiter.admit(limit, &address).await {
            return refuse(&request, limit, wait);
        }
    }
    next.run(request).await
}

/// Counts each request by its session, once the session layer has found it.
pub async fn limit_sessions(State(limiter): State<Limiter>, request: Request, next: Next) -> Response {
    let Some(Caller::Known(session)) = request.extensions().get::<Caller>() else {
        return next.run(request).await;
    };
    let session = BASE64_URL_SAFE_NO_PAD.encode(session.binding.digest());
    if let Admission::Wait(wait) = limiter.admit(&SESSION, &session).await {
        return refuse(&request, &SESSION, wait);
    }
    next.run(request).await
}

fn refuse(request: &Request, limit: &Limit, wait: Duration) -> Response {
    metrics::counter!(RATE_LIMITED, "limit" => limit.what).increment(1);
    tracing::warn!(
        target: "audit",
        event = "excess_rate_limit_exceeded",
        limit = limit.what,
        "a request was refused: too many came before it"
    );
    if limit.what == ANSWERS.what {
        return turned_away::too_many_answers(wait);
    }
    turned_away::too_many(request, wait)
}
