//! The gate before a provider's API: no more requests for an account than the provider allows,
//! counted together with all instances.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use model::ProviderId;
use tokio::time::sleep;

use crate::{Admission, ProviderError, RateKey, RateLimit, rate_limits::Counts};

/// A request waits for its turn so long; a longer wait is told to the user.
const LONGEST_WAIT: Duration = Duration::from_secs(1);
/// A provider that asks for a longer pause is asked again after this one (assurance R18).
const LONGEST_PAUSE: Duration = Duration::from_mins(1);
/// So many accounts' own limits are remembered.
const MAX_LEARNED: usize = 10_000;

/// One limit of a provider on the requests for one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Which requests: all of them, or a class that the provider counts by itself besides.
    pub class: RequestClass,
    /// How many.
    pub limit: RateLimit,
}

/// What kind of request, as a provider counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RequestClass {
    /// Any request.
    Any,
    /// A search.
    Search,
}

impl RequestClass {
    fn name(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Search => "search",
        }
    }
}

/// What providers said in their answers about the limit of an account. It ends with the process.
#[derive(Debug, Default)]
pub(crate) struct Learned(Mutex<HashMap<RateKey, RateLimit>>);

impl Learned {
    fn of(&self, key: &RateKey) -> Option<RateLimit> {
        self.lock().get(key).copied()
    }

    fn remember(&self, key: &RateKey, limit: RateLimit) {
        let mut learned = self.lock();
        if learned.len() < MAX_LEARNED || learned.contains_key(key) {
            learned.insert(key.clone(), limit);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<RateKey, RateLimit>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Lets requests for one account pass, each when it is its turn.
#[derive(Clone)]
pub struct Gate(Option<Counted>);

#[derive(Clone)]
struct Counted {
    counts: Arc<Counts>,
    learned: Arc<Learned>,
    provider: ProviderId,
    account: String,
    budgets: Vec<Budget>,
}

impl Gate {
    /// Lets everything pass: for the few requests before the account is known.
    #[must_use]
    pub fn open() -> Self {
        Self(None)
    }

    /// The gate before one account.
    pub(crate) fn before(
        counts: Arc<Counts>,
        learned: Arc<Learned>,
        provider: ProviderId,
        account: String,
        budgets: Vec<Budget>,
    ) -> Self {
        Self(Some(Counted {
            counts,
            learned,
            provider,
            account,
            budgets,
        }))
    }

    /// Waits for the turn of one request, for a second at most.
    ///
    /// # Errors
    /// [`ProviderError::RateLimited`] when it is not its turn so soon: nothing may be sent then.
    pub async fn pass(&self, class: RequestClass) -> Result<(), ProviderError> {
        let Some(counted) = &self.0 else {
            return Ok(());
        };
        for budget in counted.budgets_of(class) {
            counted.admit(budget).await?;
        }
        Ok(())
    }

    /// Keeps all instances away from the account for so long, and for a minute at most: the provider
    /// asked for it.
    pub async fn close(&self, wait: Duration) {
        let Some(counted) = &self.0 else {
            return;
        };
        counted.count_wait();
        let key = counted.key(RequestClass::Any);
        counted.counts.pause(&key, wait.min(LONGEST_PAUSE)).await;
    }

    /// How long the account is left alone, if it is.
    pub async fn closed(&self) -> Option<Duration> {
        let counted = self.0.as_ref()?;
        counted.counts.paused(&counted.key(RequestClass::Any)).await
    }

    /// Takes note of the limit that an answer of the provider names for this account.
    pub fn learn(&self, limit: RateLimit) {
        if let Some(counted) = &self.0 {
            counted.learned.remember(&counted.key(RequestClass::Any), limit);
        }
    }
}

impl Counted {
    /// The limits on a class: its own first, so that nothing is counted for a request that waits.
    fn budgets_of(&self, class: RequestClass) -> impl Iterator<Item = Budget> {
        let own = move |budget: &&Budget| budget.class == class && class != RequestClass::Any;
        let any = |budget: &&Budget| budget.class == RequestClass::Any;
        let (own, any) = (self.budgets.iter().filter(own), self.budgets.iter().filter(any));
        own.chain(any).copied()
    }

    fn key(&self, class: RequestClass) -> RateKey {
        RateKey::new(&["outgoing", self.provider.as_str(), &self.account, class.name()])
    }

    async fn admit(&self, budget: Budget) -> Result<(), ProviderError> {
        let key = self.key(budget.class);
        let learned = (budget.class == RequestClass::Any)
            .then(|| self.learned.of(&key))
            .flatten();
        let limit = learned.unwrap_or(budget.limit);
        let Some(wait) = self.try_admit(&key, limit).await else {
            return Ok(());
        };
        if wait > LONGEST_WAIT {
            return Err(self.too_early(wait));
        }
        sleep(wait).await;
        match self.try_admit(&key, limit).await {
            Some(wait) => Err(self.too_early(wait)),
            None => Ok(()),
        }
    }

    fn too_early(&self, wait: Duration) -> ProviderError {
        self.count_wait();
        ProviderError::RateLimited {
            retry_after: Some(wait),
        }
    }

    fn count_wait(&self) {
        metrics::counter!("tributary_throttled_total", "provider" => self.provider.to_string()).increment(1);
    }

    /// How long it is not its turn yet; `None` when it is.
    async fn try_admit(&self, key: &RateKey, limit: RateLimit) -> Option<Duration> {
        match self.counts.admit(key, limit).await {
            Admission::Admitted => None,
            Admission::Wait(wait) => Some(wait),
        }
    }
}

impl fmt::Debug for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() {
            "Gate(counted)"
        } else {
            "Gate(open)"
        })
    }
}
