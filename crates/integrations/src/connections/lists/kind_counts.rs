//! How many records there are of each kind: as lists know it, else as the provider said a while ago.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

use super::{shelved::count, source::Source};
use crate::{connections::Inner, snapshot_log::ListName};

/// So long a number is taken to be as it was, and a provider that told none is not asked again.
const LASTING: Duration = Duration::from_mins(10);
/// So many numbers are remembered.
const MOST: usize = 10_000;

/// What providers said, and when they were asked.
#[derive(Default)]
pub(in crate::connections) struct KindCounts(Mutex<HashMap<ListName, (Instant, Option<u32>)>>);

impl KindCounts {
    fn lock(&self) -> MutexGuard<'_, HashMap<ListName, (Instant, Option<u32>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn known(&self, name: &ListName) -> Option<u32> {
        self.lock().get(name).and_then(|(_, count)| *count)
    }

    /// Whether it is time to ask; whoever is told so has to.
    fn is_due(&self, name: &ListName) -> bool {
        let mut counts = self.lock();
        if counts.get(name).is_some_and(|(at, _)| at.elapsed() < LASTING) {
            return false;
        }
        if counts.len() >= MOST {
            counts.retain(|_, (at, _)| at.elapsed() < LASTING);
        }
        let before = counts.get(name).and_then(|(_, count)| *count);
        if counts.len() < MOST {
            counts.insert(name.clone(), (Instant::now(), before));
        }
        true
    }

    fn remember(&self, name: &ListName, told: Option<u32>) {
        if let Some((_, count)) = self.lock().get_mut(name) {
            *count = told;
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
        let listed = self.shelf.standing(name).and_then(|list| {
            let progress = list.progress();
            if progress.is_complete() {
                Some(progress.loaded)
            } else {
                progress.expected
            }
        });
        listed.or_else(|| self.kind_counts.known(name))
    }
}

impl Source {
    /// Asks how many records there are, if that is not known and has not been asked lately.
    pub(super) async fn learn_count(&self, name: &ListName) {
        let inner = &self.connections.0;
        if inner.kind_count(name).is_some() || !inner.kind_counts.is_due(name) {
            return;
        }
        match self.count().await {
            Ok(told) => {
                let told = told.map(|told| count(usize::try_from(told).unwrap_or(usize::MAX)));
                inner.kind_counts.remember(name, told);
            }
            Err(error) => tracing::debug!(error = &error as &dyn std::error::Error, "a kind was not counted"),
        }
    }
}
