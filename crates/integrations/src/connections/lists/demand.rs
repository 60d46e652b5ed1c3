//! Who looks at a list, and what they want of it: what is kept true, and for how long.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    sync::{Notify, watch},
    time::Instant,
};

/// So long after a window was asked for, somebody still looks at it.
const ATTENTION: Duration = Duration::from_mins(1);
/// A list that nobody used for so long is dropped.
pub(super) const IDLE: Duration = Duration::from_mins(30);
/// So many properties by name may be wanted beyond the usual ones.
const MOST_WANTED: usize = 64;

/// What people want of one list.
pub(super) struct Demand {
    watchers: AtomicUsize,
    used: Mutex<Instant>,
    wanted: Mutex<BTreeSet<String>>,
    refreshes: watch::Sender<Refreshes>,
    woken: Notify,
}

/// How often somebody asked for a look at the provider, and how many of these have had it.
#[derive(Clone, Copy, Debug, Default)]
struct Refreshes {
    asked: u64,
    done: u64,
}

/// Somebody looks as long as this lives.
pub(super) struct Looking(Arc<Demand>);

impl Drop for Looking {
    fn drop(&mut self) {
        *self.0.used() = Instant::now();
        self.0.watchers.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Default for Demand {
    fn default() -> Self {
        Self {
            watchers: AtomicUsize::new(0),
            used: Mutex::new(Instant::now()),
            wanted: Mutex::default(),
            refreshes: watch::Sender::default(),
            woken: Notify::new(),
        }
    }
}

impl Demand {
    fn used(&self) -> MutexGuard<'_, Instant> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody looks now.
    pub(super) fn touch(&self) {
        let was_looked_at = self.is_looked_at();
        *self.used() = Instant::now();
        if !was_looked_at {
            self.wake();
        }
    }

    /// Somebody looks from now on.
    pub(super) fn watch(self: &Arc<Self>) -> Looking {
        self.touch();
        self.watchers.fetch_add(1, Ordering::SeqCst);
        Looking(Arc::clone(self))
    }

    /// Whether anybody looks.
    pub(super) fn is_looked_at(&self) -> bool {
        self.is_watched() || self.last_used().elapsed() < ATTENTION
    }

    /// When somebody last looked; whoever watches does so all the time.
    pub(super) fn last_used(&self) -> Instant {
        if self.is_watched() {
            return Instant::now();
        }
        *self.used()
    }

    /// Whether it is time to drop the list.
    pub(super) fn is_idle(&self) -> bool {
        self.last_used().elapsed() >= IDLE
    }

    fn is_watched(&self) -> bool {
        self.watchers.load(Ordering::SeqCst) > 0
    }

    /// Wants these properties of all records too, as far as there is room for more.
    pub(super) fn want(&self, names: impl IntoIterator<Item = String>) {
        let mut wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        let before = wanted.len();
        for name in names {
            if wanted.len() < MOST_WANTED {
                wanted.insert(name);
            }
        }
        if wanted.len() > before {
            self.wake();
        }
    }

    /// Wants no other properties than these any more.
    pub(super) fn want_only(&self, is_one: impl Fn(&str) -> bool) {
        let mut wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        wanted.retain(|name| is_one(name));
    }

    /// The properties that are wanted by name.
    pub(super) fn wanted(&self) -> BTreeSet<String> {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Asks for a look at the provider. Returns which one it is: see [`Self::refreshed`].
    pub(super) fn refresh(&self) -> u64 {
        let mut number = 0;
        self.refreshes.send_modify(|refreshes| {
            refreshes.asked += 1;
            number = refreshes.asked;
        });
        self.wake();
        number
    }

    /// The latest look that was asked for and that nobody has had yet.
    pub(super) fn refresh_due(&self) -> Option<u64> {
        let refreshes = *self.refreshes.borrow();
        (refreshes.asked > refreshes.done).then_some(refreshes.asked)
    }

    /// That look, and all before it, came to an end.
    pub(super) fn finish_refresh(&self, number: u64) {
        self.refreshes
            .send_modify(|refreshes| refreshes.done = refreshes.done.max(number));
    }

    /// Waits for the end of that look.
    pub(super) async fn refreshed(&self, number: u64) {
        let mut refreshes = self.refreshes.subscribe();
        // The sender lives as long as this does.
        refreshes.wait_for(|refreshes| refreshes.done >= number).await.ok();
    }

    /// Has the feed look around.
    pub(super) fn wake(&self) {
        self.woken.notify_one();
    }

    /// Waits until there may be something new to do.
    pub(super) async fn woken(&self) {
        self.woken.notified().await;
    }
}
