//! The gate before a provider's API: no more requests for an account than the provider allows,
//! counted together with all instances.

mod budget;

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use model::ProviderId;
use tokio::time::sleep;

pub use self::budget::{Budget, RequestClass};
use crate::{Admission, Clock, ProviderDescriptor, ProviderError, RateKey, RateLimit, RateLimits, rate_limits::Counts};

/// A request waits for its turn so long; a longer wait is told to the user.
const LONGEST_WAIT: Duration = Duration::from_secs(1);
/// A provider that asks for a longer pause is asked again after this one (assurance R18).
const LONGEST_PAUSE: Duration = Duration::from_mins(1);
/// One in so many turns is left for others by whoever leaves room.
const ROOM: u32 = 36;
/// So many accounts' own limits are remembered.
const MAX_LEARNED: usize = 10_000;

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
    leaves_room: bool,
}

impl Gate {
    /// Lets everything pass: for the few requests before the account is known.
    #[must_use]
    pub fn open() -> Self {
        Self(None)
    }

    /// The gate before one account of that provider, for whoever asks it outside of a connection.
    #[must_use]
    pub fn counting(
        limits: Arc<dyn RateLimits>,
        clock: Arc<dyn Clock>,
        provider: &ProviderDescriptor,
        account: &str,
    ) -> Self {
        let counts = Arc::new(Counts::new(limits, clock));
        let (id, budgets) = (provider.id.clone(), provider.budgets.clone());
        Self::before(counts, Arc::default(), id, account.to_owned(), budgets)
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
            leaves_room: false,
        }))
    }

    /// The same gate for whoever has many questions and no hurry: a few turns are left for others.
    pub(crate) fn leaving_room(self) -> Self {
        Self(self.0.map(|counted| Counted {
            leaves_room: true,
            ..counted
        }))
    }

    /// Waits for the turn of one request, for a second at most.
    ///
    /// # Errors
    /// [`ProviderError::RateLimited`] when it is not its turn so soon: nothing may be sent then.
    pub async fn pass(&self, class: RequestClass) -> Result<(), ProviderError> {
        self.wait(class, "").await
    }

    /// The same for a request for one part of the account: a base, a table.
    ///
    /// # Errors
    /// As [`Self::pass`].
    pub async fn pass_part(&self, part: &str) -> Result<(), ProviderError> {
        self.wait(RequestClass::Part, part).await
    }

    async fn wait(&self, class: RequestClass, part: &str) -> Result<(), ProviderError> {
        let Some(counted) = &self.0 else {
            return Ok(());
        };
        let Some(wait) = counted.try_admit(class, part).await else {
            return Ok(());
        };
        if wait > LONGEST_WAIT {
            return Err(counted.too_early(wait));
        }
        sleep(wait).await;
        match counted.try_admit(class, part).await {
            Some(wait) => Err(counted.too_early(wait)),
            None => Ok(()),
        }
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

    /// How often the account may be asked, as far as that is known.
    pub(crate) fn allowance(&self) -> Option<RateLimit> {
        let counted = self.0.as_ref()?;
        let mut budgets = counted.budgets_of(RequestClass::Any);
        budgets
            .next()
            .map(|budget| counted.limit(budget, &counted.key(budget.class)))
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

    fn key_of(&self, class: RequestClass, part: &str) -> RateKey {
        match class {
            RequestClass::Part => {
                RateKey::new(&["outgoing", self.provider.as_str(), &self.account, class.name(), part])
            }
            RequestClass::Any | RequestClass::Search => self.key(class),
        }
    }

    /// How long it is not the turn of a request yet; `None` when it is. Each limit counts it as of now:
    /// one that waited for the second limit is counted anew under the first, since it is sent later.
    async fn try_admit(&self, class: RequestClass, part: &str) -> Option<Duration> {
        for budget in self.budgets_of(class) {
            let key = self.key_of(budget.class, part);
            if let Admission::Wait(wait) = self.counts.admit(&key, self.limit(budget, &key)).await {
                return Some(wait);
            }
        }
        None
    }

    /// What the provider said of all requests goes before what its documentation says.
    fn limit(&self, budget: Budget, key: &RateKey) -> RateLimit {
        let is_any = budget.class == RequestClass::Any;
        let learned = is_any.then(|| self.learned.of(key)).flatten();
        let limit = learned.unwrap_or(budget.limit);
        let left = if self.leaves_room && is_any {
            limit.permits / ROOM
        } else {
            0
        };
        RateLimit {
            permits: limit.permits - left,
            ..limit
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

#[cfg(test)]
mod tests;
