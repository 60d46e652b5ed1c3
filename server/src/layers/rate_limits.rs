//! Rate limits: how often one visitor, and one session, may ask (assurance T61).

use std::{num::NonZeroU32, sync::Arc, time::Duration};

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use integrations::{
    Admission, Caller, Clock, RateKey, RateLimit, RateLimits,
    rate_limits::{Counts, InProcessRateLimits},
};

use super::{client_address::ClientAddress, turned_away};
use crate::{
    metrics::names::RATE_LIMITED,
    router::{AUTHORIZE, CALLBACK},
};

/// What is counted with the other instances, is counted within the last minute…
const MINUTE: Duration = Duration::from_mins(1);

/// … and what each counts alone, within less: there is more of it to keep.
const MOMENT: Duration = Duration::from_secs(10);

/// What whoever scrolls, types or leafs through records asks for, up to twenty times a second. It comes out of
/// memory, or is bounded by the provider's own budget.
const READS: [&str; 3] = ["/api/window", "/api/columns", "/api/record"];

/// *Connect*, from one address: an office that shares one comes nowhere near.
const BEGINS: Limit = Limit::together("begins", 60);

/// Answers of providers, to one address.
const ANSWERS: Limit = Limit::together("answers", 60);

/// Anything but files and probes, from one address.
const REQUESTS: Limit = Limit::together("requests", 1200);

/// The same, in one session.
const SESSION: Limit = Limit::together("session", 600);

/// Reads of lists, from one address: fifty people who scroll without a rest, and some more.
const ADDRESS_READS: Limit = Limit::alone("reads", 12_000);

/// The same, in one session: twice what one person can ask for.
const SESSION_READS: Limit = Limit::alone("session_reads", 400);

struct Limit {
    what: &'static str,
    rate: RateLimit,
    is_counted_alone: bool,
}

impl Limit {
    /// So many in a minute, in all instances together.
    const fn together(what: &'static str, permits: u32) -> Self {
        Self {
            what,
            rate: RateLimit {
                permits,
                window: MINUTE,
            },
            is_counted_alone: false,
        }
    }

    /// So many in a moment, in this instance: asking the store would take longer than the answer.
    const fn alone(what: &'static str, permits: u32) -> Self {
        Self {
            what,
            rate: RateLimit {
                permits,
                window: MOMENT,
            },
            is_counted_alone: true,
        }
    }
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
    own: Arc<InProcessRateLimits>,
    strictness: Strictness,
}

impl Limiter {
    /// Counts by `shared`, and by the clock while that does not answer.
    #[must_use]
    pub fn new(shared: Arc<dyn RateLimits>, clock: Arc<dyn Clock>, strictness: Strictness) -> Self {
        let own = Arc::new(InProcessRateLimits::new(Arc::clone(&clock)));
        let counts = Arc::new(Counts::new(shared, clock));
        Self {
            counts,
            own,
            strictness,
        }
    }

    async fn admit(&self, limit: &Limit, who: &str) -> Admission {
        let Strictness::Times(factor) = self.strictness else {
            return Admission::Admitted;
        };
        let key = RateKey::new(&["inbound", limit.what, who]);
        let permits = limit.rate.permits.saturating_mul(factor.get());
        let wide = RateLimit { permits, ..limit.rate };
        if limit.is_counted_alone {
            // Nothing of the store is in it that could fail.
            return self.own.admit(&key, wide).await.unwrap_or(Admission::Admitted);
        }
        self.counts.admit(&key, wide).await
    }
}

fn is_read(request: &Request) -> bool {
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    route.is_some_and(|route| READS.contains(&route))
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
    let any = if is_read(&request) { &ADDRESS_READS } else { &REQUESTS };
    for limit in flow.into_iter().chain([any]) {
        if let Admission::Wait(wait) = limiter.admit(limit, &address).await {
            return refuse(&request, limit, wait);
        }
    }
    next.run(request).await
}

/// Counts each request by its session, once the session layer has found it. Without one there is no list to
/// read: such a read counts as anything else from its address.
pub async fn limit_sessions(State(limiter): State<Limiter>, request: Request, next: Next) -> Response {
    let is_read = is_read(&request);
    let (limit, who) = match request.extensions().get::<Caller>() {
        Some(Caller::Known(session)) => {
            let limit = if is_read { &SESSION_READS } else { &SESSION };
            (limit, BASE64_URL_SAFE_NO_PAD.encode(session.binding.digest()))
        }
        _ if is_read => (&REQUESTS, ClientAddress::of(&request).network().to_string()),
        _ => return next.run(request).await,
    };
    if let Admission::Wait(wait) = limiter.admit(limit, &who).await {
        return refuse(&request, limit, wait);
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
