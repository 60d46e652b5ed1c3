//! How often a token request is made: a second time only where that does no harm.

use std::time::Duration;

use backon::{ConstantBuilder, Retryable as _};

use super::{Failure, Grant, Reach, Redeemed, TokenEndpointError};
use crate::random;

/// The longest pause before the second attempt.
const LONGEST_PAUSE: Duration = Duration::from_millis(500);
/// A provider that wants a longer pause gets no second attempt now.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// How long a code may take: there is no second attempt.
const CODE_DEADLINE: Duration = Duration::from_secs(10);
/// How long the first attempt at a refresh may take. Long: a provider that rotates and answers later
/// than this may take the second attempt for a replay.
const FIRST_DEADLINE: Duration = Duration::from_secs(7);
/// How long the second may take: together no longer than a user waits.
const SECOND_DEADLINE: Duration = Duration::from_secs(3);

/// Makes one attempt, and a second one where the first failed for now. Each is told its deadline.
pub(super) async fn at_most_two<F: Future<Output = Result<Redeemed, Failure>>>(
    grant: &Grant,
    attempt: impl Fn(Duration) -> F,
) -> Result<Redeemed, TokenEndpointError> {
    let once_more = ConstantBuilder::default().with_delay(LONGEST_PAUSE).with_max_times(1);
    let mut made = 0;
    let next = || {
        made += 1;
        attempt(deadline(grant, made))
    };
    next.retry(once_more)
        .adjust(|failure, planned| planned.and(pause(grant, failure)))
        .await
        .map_err(|failure| failure.error)
}

fn deadline(grant: &Grant, attempt: u32) -> Duration {
    match (grant, attempt) {
        (Grant::AuthorizationCode { .. }, _) => CODE_DEADLINE,
        (Grant::RefreshToken(_), 1) => FIRST_DEADLINE,
        (Grant::RefreshToken(_), _) => SECOND_DEADLINE,
    }
}

/// How long to wait before a second attempt; `None`: there must be none.
fn pause(grant: &Grant, failure: &Failure) -> Option<Duration> {
    let is_code = matches!(grant, Grant::AuthorizationCode { .. });
    match failure.reach {
        Reach::NotSent => Some(random::up_to(LONGEST_PAUSE)),
        // RFC 6749 §4.1.2: a code that is sent twice may cost the user the whole grant.
        _ if is_code => None,
        // The answer to a refresh got lost. A provider that rotates with a grace takes the old token
        // once more at once (FAPI 2.0 asks that of it); after a while it does not.
        Reach::Unknown => Some(Duration::ZERO),
        Reach::Answered => answered(failure.error),
    }
}

fn answered(error: TokenEndpointError) -> Option<Duration> {
    match error {
        TokenEndpointError::Unavailable { retry_after: None } => Some(random::up_to(LONGEST_PAUSE)),
        TokenEndpointError::Unavailable {
            retry_after: Some(wait),
        } if wait <= LONGEST_WAIT => Some(wait),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use url::Url;

    use super::*;
    use crate::secret::{AuthorizationCode, RefreshToken};

    const LATER: TokenEndpointError = TokenEndpointError::Unavailable { retry_after: None };

    fn refresh() -> Grant {
        Grant::RefreshToken(RefreshToken::new("r"))
    }

    fn code() -> Grant {
        Grant::AuthorizationCode {
            code: AuthorizationCode::new("c"),
            redirect_uri: Url::parse("http://localhost:3000/").unwrap(),
            verifier: None,
        }
    }

    async fn attempts(grant: &Grant, error: TokenEndpointError, reach: Reach) -> u32 {
        let made = Cell::new(0);
        let outcome = at_most_two(grant, |_| {
            made.set(made.get() + 1);
            async { Err(Failure { error, reach }) }
        });
        assert_eq!(outcome.await.unwrap_err(), error);
        made.get()
    }

    #[tokio::test(start_paused = true)]
    async fn a_refresh_that_failed_for_now_is_tried_twice_and_no_more() {
        for reach in [Reach::NotSent, Reach::Unknown, Reach::Answered] {
            assert_eq!(attempts(&refresh(), LATER, reach).await, 2, "{reach:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_code_is_sent_once_whatever_becomes_of_it() {
        assert_eq!(attempts(&code(), LATER, Reach::NotSent).await, 2, "nothing was sent");
        assert_eq!(attempts(&code(), LATER, Reach::Unknown).await, 1);
        assert_eq!(attempts(&code(), LATER, Reach::Answered).await, 1);
    }

    #[tokio::test(start_paused = true)]
    async fn what_time_does_not_mend_is_not_tried_again() {
        let soon = Some(Duration::from_secs(1));
        let late = Some(Duration::from_secs(3));
        for (error, expected) in [
            (TokenEndpointError::Refused, 1),
            (TokenEndpointError::Misconfigured, 1),
            (TokenEndpointError::Malformed, 1),
            (TokenEndpointError::Throttled { retry_after: soon }, 1),
            (TokenEndpointError::Unavailable { retry_after: late }, 1),
            (TokenEndpointError::Unavailable { retry_after: soon }, 2),
        ] {
            assert_eq!(
                attempts(&refresh(), error, Reach::Answered).await,
                expected,
                "{error:?}"
            );
        }
    }
}
