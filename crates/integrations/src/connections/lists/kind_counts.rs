//! How many records there are of each kind: as lists know it, else as the provider said a while ago.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::{Instant, sleep};

use super::{shelved::count, source::Source};
use crate::{
    connections::{Inner, ItemsError},
    snapshot_log::ListName,
};

/// So long a number is taken to be as it was, and a provider that told none is not asked again.
const LASTING: Duration = Duration::from_mins(10);
/// So long after a failure it is not asked again.
const REST: Duration = Duration::from_secs(30);
/// So long in all a provider's pauses are waited for.
const PATIENCE: Duration = Duration::from_mins(1);
/// No pause is shorter.
const SHORTEST_PAUSE: Duration = Duration::from_millis(250);
/// So many numbers are remembered.
const MOST: usize = 10_000;

/// What a provider said of one kind.
struct Entry {
    count: Option<u32>,
    /// Until when it is not asked anew.
    until: Instant,
    /// Whether it is being asked.
    asking: bool,
}

/// What providers said, and when they were asked.
#[derive(Default)]
pub(in crate::connections) struct KindCounts(Mutex<HashMap<ListName, Entry>>);

impl KindCounts {
    fn lock(&self) -> MutexGuard<'_, HashMap<ListName, Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn known(&self, name: &ListName) -> Option<u32> {
        self.lock().get(name).and_then(|entry| entry.count)
    }

    /// Whether an answer is on its way.
    fn is_asked(&self, name: &ListName) -> bool {
        self.lock()
            .get(name)
            .is_some_and(|entry| entry.asking && Instant::now() < entry.until)
    }

    /// Whether it is time to ask; whoever is told so has to, and to [`Self::settle`] it.
    fn is_due(&self, name: &ListName) -> bool {
        let (mut counts, now) = (self.lock(), Instant::now());
        if counts.get(name).is_some_and(|entry| now < entry.until) {
            return false;
        }
        if counts.len() >= MOST {
            counts.retain(|_, entry| now < entry.until);
        }
        let count = counts.get(name).and_then(|entry| entry.count);
        if counts.len() < MOST {
            let until = now + LASTING;
            let asking = true;
            counts.insert(name.clone(), Entry { count, until, asking });
        }
        true
    }

    /// Takes down what came of asking. A number that did not come is asked for again soon.
    fn settle(&self, name: &ListName, told: Result<Option<u32>, ()>) {
        if let Some(entry) = self.lock().get_mut(name) {
            entry.asking = false;
            match told {
                Ok(count) => entry.count = count,
                Err(()) => entry.until = Instant::now() + REST,
            }
        }
    }

    /// Forgets all of a connection.
    pub(super) fn forget(&self, is_of_it: impl Fn(&ListName) -> bool) {
        self.lock().retain(|name, _| !is_of_it(name));
    }
}

impl Inner {
    /// How many records that list has, as far as it is known.
    pub(super) fn kind_count(&self, name: &ListName) -> Option<u32> {
        let listed = self.shelf.standing(name).and_then(|list| list.progress().count());
        listed.or_else(|| self.kind_counts.known(name))
    }

    /// Whether somebody is asking for that number.
    pub(super) fn is_being_counted(&self, name: &ListName) -> bool {
        self.kind_counts.is_asked(name)
    }
}

impl Source {
    /// Whether nobody knows how many records there are, nor has asked lately: whoever is told so has to.
    pub(super) fn is_to_be_counted(&self) -> bool {
        let (inner, name) = (&self.connections.0, self.name());
        inner.kind_count(&name).is_none() && inner.kind_counts.is_due(&name)
    }

    /// Asks how many records there are.
    pub(super) async fn learn_count(&self) {
        let told = self.count_in_time().await;
        if let Err(error) = &told {
            tracing::debug!(error = error as &dyn std::error::Error, "a kind was not counted");
        }
        let counts = &self.connections.0.kind_counts;
        counts.settle(&self.name(), told.map_err(drop));
    }

    /// Asks how many there are. Several kinds at once may be more than a provider lets search at a time: its pauses
    /// are kept, for a minute in all.
    async fn count_in_time(&self) -> Result<Option<u32>, ItemsError> {
        let until = Instant::now() + PATIENCE;
        loop {
            let pause = match self.count().await {
                Ok(told) => return Ok(told.map(|told| count(usize::try_from(told).unwrap_or(usize::MAX)))),
                Err(ItemsError::RateLimited { retry_after }) => retry_after.max(SHORTEST_PAUSE),
                Err(error) => return Err(error),
            };
            if Instant::now() + pause > until {
                return Err(ItemsError::RateLimited { retry_after: pause });
            }
            sleep(pause).await;
        }
    }
}
