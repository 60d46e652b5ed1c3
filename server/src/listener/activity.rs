//! What happens on one connection: whether anything was asked yet, and how many answers are under way.

use std::{sync::Arc, time::Duration};

use tokio::{sync::watch, time::timeout};

/// Requests of one connection. Cheap to clone; all clones are one.
#[derive(Clone, Default)]
pub(super) struct Activity(Arc<watch::Sender<Requests>>);

#[derive(Default)]
struct Requests {
    any: bool,
    under_way: usize,
}

/// A request under way, until this is dropped.
pub(super) struct UnderWay(Activity);

impl Activity {
    pub(super) fn begin(&self) -> UnderWay {
        self.0.send_modify(|requests| {
            requests.any = true;
            requests.under_way += 1;
        });
        UnderWay(self.clone())
    }

    /// Completes when the first request does not come in time.
    pub(super) async fn never_begins(&self, within: Duration) {
        let mut requests = self.0.subscribe();
        if timeout(within, requests.wait_for(|requests| requests.any))
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
            requests.wait_for(|requests| requests.under_way == 0).await.ok();
            if timeout(at_least, requests.changed()).await.is_err() {
                return;
            }
        }
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.0.send_modify(|requests| requests.under_way -= 1);
    }
}
