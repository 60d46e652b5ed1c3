//! What a failure means for a list: to wait, to try again, to stand still, or to end.

use std::time::Duration;

use model::list::{ReadState, Stall};

use crate::{ProviderError, connections::ItemsError};

/// The first pause after a failure; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
/// No pause is longer.
const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// What holds a list up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hold {
    /// What it is.
    pub(super) why: Why,
    /// How long; `None`: until somebody has done something.
    pub(super) pause: Option<Duration>,
}

/// What holds a list up: the provider's wish, or a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// The provider asks us to wait.
    Asked,
    /// It does not come on.
    Stall(Stall),
}

impl Hold {
    /// What holds a list up after this failure, the `failures`th one in a row; `None` when there is no
    /// such connection any more.
    pub(super) fn after(error: &ItemsError, failures: u32) -> Option<Self> {
        let again = FIRST_PAUSE.saturating_mul(1 << failures.saturating_sub(1).min(5));
        let again = Some(again.min(LONGEST_PAUSE));
        let (why, pause) = match error {
            ItemsError::NotFound => return None,
            ItemsError::RateLimited { retry_after } => (Why::Asked, Some(*retry_after)),
            ItemsError::ReconnectRequired => (Why::Stall(Stall::ReconnectRequired), None),
            ItemsError::MissingScopes(_) => (Why::Stall(Stall::MissingScopes), None),
            ItemsError::Provider(_) | ItemsError::TokenEndpoint(_) => (Why::Stall(Stall::ProviderUnavailable), again),
            ItemsError::Store(_) | ItemsError::Busy | ItemsError::Interrupted => (Why::Stall(Stall::OurSide), again),
        };
        Some(Self { why, pause })
    }

    /// There is no room for the rest of the list; `pause`: until others may have made some.
    pub(super) fn no_room(pause: Option<Duration>) -> Self {
        let why = Why::Stall(Stall::NoRoom);
        Self { why, pause }
    }

    /// The state of a list that is still held up for so long.
    pub(super) fn state(self, left: Option<Duration>) -> ReadState {
        let seconds = left.map(|left| u32::try_from(left.as_millis().div_ceil(1000)).unwrap_or(u32::MAX));
        match self.why {
            Why::Asked => ReadState::Waiting {
                seconds: seconds.unwrap_or_default(),
            },
            Why::Stall(stall) => ReadState::Stalled {
                stall,
                retry_seconds: seconds,
            },
        }
    }
}

/// Whether the provider refused the question itself: a cursor that it does not know any more.
pub(super) fn is_refused(error: &ItemsError) -> bool {
    matches!(
        error,
        ItemsError::Provider(ProviderError::Rejected {
            status: 400 | 404 | 410
        })
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_in_a_row_waits_twice_as_long_and_a_minute_at_most() {
        let error = ItemsError::Provider(ProviderError::Unavailable);
        let pauses: Vec<u64> = (1..=8)
            .map(|failures| Hold::after(&error, failures).unwrap().pause.unwrap().as_secs())
            .collect();
        assert_eq!(pauses, [2, 4, 8, 16, 32, 60, 60, 60]);
    }

    #[test]
    fn what_only_the_user_can_mend_is_not_tried_again() {
        for error in [ItemsError::ReconnectRequired, ItemsError::MissingScopes(Vec::new())] {
            assert_eq!(Hold::after(&error, 1).unwrap().pause, None);
        }
    }

    #[test]
    fn a_wait_is_told_in_whole_seconds_rounded_up() {
        let hold = Hold::after(
            &ItemsError::RateLimited {
                retry_after: Duration::from_millis(3_200),
            },
            1,
        )
        .unwrap();
        assert_eq!(hold.state(hold.pause), ReadState::Waiting { seconds: 4 });
    }
}
