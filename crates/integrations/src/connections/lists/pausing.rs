//! What a feed does while there is nothing to do: rest, wait, stand still; and what wakes it.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::{
    demand::IDLE,
    feed::{Feed, Next},
    trouble::{Hold, Why},
};
use crate::connections::ItemsError;

/// How often it is looked whether another instance has read on.
const FOLLOW_EVERY: Duration = Duration::from_millis(250);
/// The same while there is nothing to be read.
const FOLLOW_IDLY_EVERY: Duration = Duration::from_secs(1);

impl Feed {
    /// Notes the failure, and says what it holds up; `None` when the connection has gone.
    pub(super) fn failed(&mut self, error: &ItemsError) -> Option<Hold> {
        self.failures += 1;
        self.list.fail(error);
        let hold = Hold::after(error, self.failures);
        if let Some(hold) = hold {
            self.list.publish(hold.state(hold.pause), None, self.course.as_of);
        }
        // After that: whoever waits for a look is told what came of it.
        if let Some(number) = self.list.demand.refresh_due() {
            self.list.demand.finish_refresh(number);
        }
        if let Some(Why::Stall(stall)) = hold.map(|hold| hold.why) {
            let error = error as &dyn std::error::Error;
            tracing::info!(connection = %self.source.id, ?stall, error, "a list does not come on");
        }
        hold
    }

    pub(super) async fn pause(&mut self, next: Next) {
        if !matches!(next, Next::Hold(_)) {
            self.failures = 0;
        }
        if matches!(next, Next::GoOn) {
            return;
        }
        self.stop_leading().await;
        match next {
            Next::GoOn => {}
            Next::Hold(hold) => {
                self.hold(hold).await;
                self.publish();
            }
            Next::Follow => self.wait_until(Instant::now() + FOLLOW_EVERY).await,
            Next::Rest => self.rest().await,
        }
    }

    /// Waits until something is due; while nobody looks, nothing is.
    async fn rest(&mut self) {
        self.publish();
        let now = Instant::now();
        let mut until = now + IDLE;
        if self.list.demand.is_looked_at() {
            until = self.due;
            if self.following.is_some() {
                until = until.min(now + FOLLOW_IDLY_EVERY);
            }
        }
        self.wait_until(until).await;
    }

    /// Waits, says each second how long still, and no longer than nobody wants another attempt.
    async fn hold(&mut self, hold: Hold) {
        let until = hold.pause.map(|pause| Instant::now() + pause);
        while self.list.may_wait() && !self.list.demand.is_idle() {
            let left = until.map(|until| until.duration_since(Instant::now()));
            let goes_on = hold.why == Why::Asked || self.list.demand.is_looked_at();
            if left.is_some_and(|left| left.is_zero()) && goes_on {
                return;
            }
            self.list.publish(hold.state(left), None, self.course.as_of);
            let tick = left
                .filter(|left| !left.is_zero())
                .map_or(IDLE, |left| left.min(Duration::from_secs(1)));
            self.wait_until(Instant::now() + tick).await;
        }
    }

    /// Waits until then, until there may be something new to do, or until the list is idle.
    async fn wait_until(&mut self, until: Instant) {
        let idle_at = self.list.demand.last_used() + IDLE;
        tokio::select! {
            () = sleep_until(until.min(idle_at)) => {}
            () = self.list.demand.woken() => {}
        }
    }
}
