//! What is said in warnings while something is done: how many records were left out.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    instrument::WithSubscriber as _,
    span,
};

/// The field of a warning that says how many were left out.
const SKIPPED: &str = "skipped";

/// Does it, and says how many records were told to be left out meanwhile.
pub(super) async fn skipped_during<T>(work: impl Future<Output = T>) -> (T, u64) {
    let skipped = Arc::new(AtomicU64::new(0));
    let listener = Listener(Arc::clone(&skipped));
    let done = work.with_subscriber(listener).await;
    (done, skipped.load(Ordering::SeqCst))
}

struct Listener(Arc<AtomicU64>);

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.fields().field(SKIPPED).is_some()
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut Count(&self.0));
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

struct Count<'a>(&'a AtomicU64);

impl Visit for Count<'_> {
    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == SKIPPED {
            self.0.fetch_add(value, Ordering::SeqCst);
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_told_to_be_left_out_is_added_up() {
        let work = async {
            tracing::warn!(skipped = 2_usize, "records were left out");
            tracing::warn!(skipped = 3_usize, kind = "x", "records were left out");
            tracing::warn!(left = 7_usize, "something else");
            "done"
        };
        assert_eq!(skipped_during(work).await, ("done", 5));
    }
}
