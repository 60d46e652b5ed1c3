//! Stops asking a server that does not answer, and lets one question through now and then.
//!
//! Waiting for deadlines costs every caller half a second and ties up what they hold (assurance R08).

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

use super::redis_fault::RedisFault;

/// After so many deadlines in a row nobody is let through.
const PATIENCE: u32 = 5;
/// For how long. Then one is let through, to see.
const OPEN: Duration = Duration::from_secs(1);

/// Counts deadlines that were missed in a row.
#[derive(Default)]
pub(super) struct Breaker(Mutex<State>);

#[derive(Default)]
struct State {
    missed: u32,
    /// Until when nobody is let through.
    open_until: Option<Instant>,
    /// Whether one is under way, to see.
    probing: bool,
}

/// The leave to ask. To drop it without a word says nothing about the server.
pub(super) struct Pass<'a> {
    breaker: &'a Breaker,
    probe: bool,
}

impl Breaker {
    /// The leave to ask.
    ///
    /// # Errors
    /// At once, while the server is taken to be silent.
    pub(super) fn enter(&self) -> Result<Pass<'_>, RedisFault> {
        let mut state = self.state();
        let Some(until) = state.open_until else {
            return Ok(Pass {
                breaker: self,
                probe: false,
            });
        };
        if state.probing || Instant::now() < until {
            return Err(RedisFault::Silent);
        }
        state.probing = true;
        Ok(Pass {
            breaker: self,
            probe: true,
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pass<'_> {
    /// Says whether the deadline was missed. Any answer, also an error, is a sign of life.
    pub(super) fn leave(self, missed: bool) {
        let mut state = self.breaker.state();
        if !missed {
            state.missed = 0;
            state.open_until = None;
            return;
        }
        state.missed = state.missed.saturating_add(1);
        let opens = self.probe || (state.open_until.is_none() && state.missed >= PATIENCE);
        if opens {
            state.open_until = Some(Instant::now() + OPEN);
        }
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        if self.probe {
            self.breaker.state().probing = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    fn miss(breaker: &Breaker, times: u32) {
        for _ in 0..times {
            breaker.enter().unwrap().leave(true);
        }
    }

    fn is_open(breaker: &Breaker) -> bool {
        matches!(breaker.enter(), Err(RedisFault::Silent))
    }

    #[tokio::test(start_paused = true)]
    async fn five_missed_deadlines_in_a_row_open_it_for_a_second() {
        let breaker = Breaker::default();
        miss(&breaker, PATIENCE - 1);
        assert!(!is_open(&breaker));
        miss(&breaker, 1);
        assert!(is_open(&breaker));
        advance(Duration::from_millis(999)).await;
        assert!(is_open(&breaker));
        advance(Duration::from_millis(1)).await;
        assert!(!is_open(&breaker));
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_in_between_begins_the_count_anew() {
        let breaker = Breaker::default();
        miss(&breaker, PATIENCE - 1);
        breaker.enter().unwrap().leave(false);
        miss(&breaker, PATIENCE - 1);
        assert!(!is_open(&breaker));
    }

    #[tokio::test(start_paused = true)]
    async fn one_at_a_time_may_see_whether_it_answers_again() {
        let breaker = Breaker::default();
        miss(&breaker, PATIENCE);
        advance(OPEN).await;
        let probe = breaker.enter().unwrap();
        assert!(is_open(&breaker));
        probe.leave(true);
        assert!(is_open(&breaker), "for another second");
        advance(OPEN).await;
        breaker.enter().unwrap().leave(false);
        assert!(!is_open(&breaker) && !is_open(&breaker));
    }

    #[tokio::test(start_paused = true)]
    async fn a_probe_that_was_given_up_makes_room_for_the_next() {
        let breaker = Breaker::default();
        miss(&breaker, PATIENCE);
        advance(OPEN).await;
        drop(breaker.enter().unwrap());
        assert!(!is_open(&breaker));
    }

    #[tokio::test(start_paused = true)]
    async fn late_bad_news_keeps_it_open_no_longer() {
        let breaker = Breaker::default();
        let late: Vec<_> = (0..3).map(|_| breaker.enter().unwrap()).collect();
        miss(&breaker, PATIENCE);
        advance(OPEN / 2).await;
        for pass in late {
            pass.leave(true);
        }
        advance(OPEN / 2).await;
        assert!(!is_open(&breaker));
    }

    #[tokio::test(start_paused = true)]
    async fn a_late_answer_closes_it() {
        let breaker = Breaker::default();
        let late = breaker.enter().unwrap();
        miss(&breaker, PATIENCE);
        late.leave(false);
        assert!(!is_open(&breaker));
    }
}
