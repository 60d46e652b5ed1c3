//! Doubts: the provider counts another number of records than came, and what to make of it.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::random;

/// While somebody looks, it is looked so often what has changed, give or take a tenth.
const ROUND_EVERY: Duration = Duration::from_secs(10);
/// A number that differs for so long is not explained by records that come and go.
const LONGEST: SignedDuration = SignedDuration::from_mins(5);

/// What the numbers mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// All records are here.
    Settled,
    /// It is looked again in a moment: what the provider says may lag behind.
    Doubtful,
    /// Only reading everything again will do.
    ReadAgain,
}

/// What is not explained.
#[derive(Debug, Default)]
pub(super) struct Doubts {
    open: Option<Doubt>,
    /// A difference that a full reading did not end: the provider counts in another way.
    accepted: Option<i64>,
}

#[derive(Debug)]
struct Doubt {
    difference: i64,
    /// Since when there has been a difference.
    since: Timestamp,
    /// Since when it has been this one.
    steady_since: Timestamp,
    /// Whether everything was read again because of it.
    read_again: bool,
}

impl Doubts {
    /// Judges how many more records the provider counts than there are here, as of `at`.
    pub(super) fn judge(&mut self, difference: i64, at: Timestamp, lag: Duration) -> Verdict {
        if difference == 0 || self.accepted == Some(difference) {
            (self.open, self.accepted) = (None, self.accepted.filter(|_| difference != 0));
            return Verdict::Settled;
        }
        let doubt = self.open.get_or_insert(Doubt {
            difference,
            since: at,
            steady_since: at,
            read_again: false,
        });
        if doubt.difference != difference {
            (doubt.difference, doubt.steady_since) = (difference, at);
        }
        let lag = SignedDuration::try_from(lag).unwrap_or(LONGEST);
        let is_steady = at.duration_since(doubt.steady_since) > lag;
        if !is_steady && at.duration_since(doubt.since) < LONGEST {
            return Verdict::Doubtful;
        }
        if !std::mem::replace(&mut doubt.read_again, true) {
            return Verdict::ReadAgain;
        }
        (self.open, self.accepted) = (None, Some(difference));
        Verdict::Settled
    }
}

/// How long after a round the next one is due.
pub(super) fn until_next_round(doubtful: bool, lag: Duration) -> Duration {
    if doubtful {
        return lag.clamp(Duration::from_secs(1), ROUND_EVERY);
    }
    ROUND_EVERY * 9 / 10 + random::up_to(ROUND_EVERY / 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAG: Duration = Duration::from_secs(5);

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_difference_that_stays_has_everything_read_again_and_is_then_accepted() {
        let mut doubts = Doubts::default();
        assert_eq!(doubts.judge(-2, at(0), LAG), Verdict::Doubtful);
        assert_eq!(doubts.judge(-2, at(5), LAG), Verdict::Doubtful);
        assert_eq!(doubts.judge(-2, at(6), LAG), Verdict::ReadAgain);
        assert_eq!(doubts.judge(-2, at(100), LAG), Verdict::Settled);
        assert_eq!(doubts.judge(-2, at(110), LAG), Verdict::Settled);
        assert_eq!(doubts.judge(-1, at(120), LAG), Verdict::Doubtful, "another one is news");
    }

    #[test]
    fn a_difference_that_ends_is_forgotten() {
        let mut doubts = Doubts::default();
        assert_eq!(doubts.judge(1, at(0), LAG), Verdict::Doubtful);
        assert_eq!(doubts.judge(0, at(3), LAG), Verdict::Settled);
        assert_eq!(doubts.judge(1, at(20), LAG), Verdict::Doubtful);
    }

    #[test]
    fn numbers_that_never_meet_are_not_excused_for_ever() {
        let mut doubts = Doubts::default();
        for second in 0..300 {
            assert_eq!(doubts.judge(1 + second % 2, at(second), LAG), Verdict::Doubtful);
        }
        assert_eq!(doubts.judge(3, at(300), LAG), Verdict::ReadAgain);
    }
}
