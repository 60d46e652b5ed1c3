//! What happens on one connection: whether anything was asked yet, and which answers are under way.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use tokio::{
    sync::watch,
    time::{Instant, timeout, timeout_at},
};

/// Requests of one connection. Cheap to clone; all clones are one.
#[derive(Clone, Default)]
pub(super) struct Activity(Arc<watch::Sender<Requests>>);

#[derive(Default)]
struct Requests {
    /// How many there were.
    count: u64,
    /// Until when those under way must have ended, by number.
    under_way: BTreeMap<u64, Instant>,
}

/// A request under way, until this is dropped.
pub(super) struct UnderWay {
    activity: Activity,
    number: u64,
}

impl Activity {
    /// A request that must have ended by then.
    pub(super) fn begin(&self, due: Instant) -> UnderWay {
        let mut number = 0;
        self.0.send_modify(|requests| {
            number = requests.count;
            requests.count += 1;
            requests.under_way.insert(number, due);
        });
        let activity = self.clone();
        UnderWay { activity, number }
    }

    /// Completes when the first request does not come in time.
    pub(super) async fn never_begins(&self, within: Duration) {
        let mut requests = self.0.subscribe();
        if timeout(within, requests.wait_for(|requests| requests.count > 0))
            .await
            .is_ok()
        {
            std::future::pending::<()>().await;
        }
    }

    /// Completes when nothing has been under way for so long.
    pub(super) async fn rests(&self, at_least: Duration) {
        let mut requests = self.0.subscribe();
        loop {
            // The sender lives as long as this, so neither ends by an error.
            requests.wait_for(|requests| requests.under_way.is_empty()).await.ok();
            if timeout(at_least, requests.changed()).await.is_err() {
                return;
            }
        }
    }

    /// Completes when a request has not ended when it must have.
    pub(super) async fn overdue(&self) {
        let mut requests = self.0.subscribe();
        loop {
            let next = requests.borrow_and_update().under_way.values().min().copied();
            match next {
                None => drop(requests.changed().await),
                Some(due) if timeout_at(due, requests.changed()).await.is_err() => return,
                Some(_) => {}
            }
        }
    }
}

impl UnderWay {
    /// It has until then.
    pub(super) fn put_off(&self, due: Instant) {
        self.activity.0.send_modify(|requests| {
            requests.under_way.insert(self.number, due);
        });
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.activity.0.send_modify(|requests| {
            requests.under_way.remove(&self.number);
        });
    }
}
