//! Budgets: how often a provider lets us ask for one account.

use std::time::Duration;

use crate::RateLimit;

/// Requests are counted when they leave, and the provider counts them when they arrive: its window is taken to
/// be longer by one in so many parts, and by this at least, so that a delayed one does not meet too many others.
const SLACK: u32 = 40;
const LEAST_SLACK: Duration = Duration::from_millis(100);

/// One limit of a provider on the requests for one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Which requests: all of them, or a class that the provider counts by itself besides.
    pub class: RequestClass,
    /// How many.
    pub limit: RateLimit,
}

impl Budget {
    /// So many requests of that class in each `window`, as the provider's documentation has it.
    #[must_use]
    pub fn new(class: RequestClass, permits: u32, window: Duration) -> Self {
        let limit = RateLimit::of_provider(permits, window);
        Self { class, limit }
    }
}

impl RateLimit {
    /// So many in each of a provider's windows, as it counts them: the window that is counted here is a little
    /// longer.
    #[must_use]
    pub fn of_provider(permits: u32, window: Duration) -> Self {
        let window = window + LEAST_SLACK.max(window / SLACK);
        Self { permits, window }
    }
}

/// What kind of request, as a provider counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RequestClass {
    /// Any request.
    Any,
    /// A search.
    Search,
    /// A request for one part of the account, each of which has its own limit: see [`crate::Gate::pass_part`].
    Part,
}

impl RequestClass {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Search => "search",
            Self::Part => "part",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_a_little_longer_than_the_providers() {
        let window = |millis| {
            let limit = RateLimit::of_provider(5, Duration::from_millis(millis));
            limit.window.as_millis()
        };
        assert_eq!((window(1_000), window(2_000)), (1_100, 2_100));
        assert_eq!((window(10_000), window(60_000)), (10_250, 61_500));
    }
}
