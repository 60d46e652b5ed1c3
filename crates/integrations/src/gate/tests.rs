//! Tests of the gate: whatever is asked when, no window sees more than the provider allows.

use jiff::Timestamp;
use proptest::prelude::*;
use tokio::{
    runtime::Builder,
    time::{Instant, advance},
};

use super::*;
use crate::{Clock, InProcessRateLimits};

const BUDGETS: [Budget; 2] = [
    Budget {
        class: RequestClass::Any,
        limit: limit(6, 10),
    },
    Budget {
        class: RequestClass::Search,
        limit: limit(2, 3),
    },
];
/// More than a request waits for its turn.
const LONG: Duration = Duration::from_secs(2);

const fn limit(permits: u32, seconds: u64) -> RateLimit {
    RateLimit {
        permits,
        window: Duration::from_secs(seconds),
    }
}

/// Noon, when it was made, and then as late as the paused time of the test.
struct Watch(Instant);

impl Watch {
    fn at_noon() -> Arc<Self> {
        Arc::new(Self(Instant::now()))
    }
}

impl Clock for Watch {
    fn now(&self) -> Timestamp {
        Timestamp::constant(1_900_000_800, 0) + self.0.elapsed()
    }
}

/// Gates of so many instances before one account.
fn gates(watch: &Arc<Watch>, instances: usize) -> Vec<Gate> {
    let shared = Arc::new(InProcessRateLimits::new(Arc::clone(watch) as Arc<dyn Clock>));
    let one = |_| {
        let counts = Arc::new(Counts::new(shared.clone(), Arc::clone(watch) as Arc<dyn Clock>));
        let provider = ProviderId::new("hubspot").unwrap();
        Gate::before(counts, Arc::default(), provider, "62515".to_owned(), BUDGETS.to_vec())
    };
    (0..instances).map(one).collect()
}

/// How many pass of so many that ask at once.
async fn passed(gate: &Gate, class: RequestClass, attempts: usize) -> usize {
    let mut passed = 0;
    for _ in 0..attempts {
        passed += usize::from(gate.pass(class).await.is_ok());
    }
    passed
}

/// The largest number of these moments that any window holds.
fn most_in(window: Duration, moments: &[Timestamp]) -> usize {
    let in_window = |first: &Timestamp| {
        moments
            .iter()
            .filter(|one| (*first..*first + window).contains(one))
            .count()
    };
    moments.iter().map(in_window).max().unwrap_or_default()
}

/// One request: through which instance's gate, of which class, so many milliseconds after the one before.
fn requests() -> impl Strategy<Value = Vec<(usize, bool, u64)>> {
    proptest::collection::vec((0..3_usize, any::<bool>(), 0..1_500_u64), 1..120)
}

/// When the requests passed, and when those that were searches did.
async fn admissions(requests: Vec<(usize, bool, u64)>) -> (Vec<Timestamp>, Vec<Timestamp>) {
    let watch = Watch::at_noon();
    let gates = gates(&watch, 3);
    let (mut all, mut searches) = (Vec::new(), Vec::new());
    for (instance, is_search, later) in requests {
        advance(Duration::from_millis(later)).await;
        let class = if is_search {
            RequestClass::Search
        } else {
            RequestClass::Any
        };
        if gates[instance].pass(class).await.is_ok() {
            all.push(watch.now());
            searches.extend(is_search.then(|| watch.now()));
        }
    }
    (all, searches)
}

proptest! {
    #[test]
    fn no_window_sees_more_than_the_provider_allows(requests in requests()) {
        let runtime = Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        let (all, searches) = runtime.block_on(admissions(requests));
        prop_assert!(!all.is_empty(), "the first one passes");
        prop_assert!(most_in(Duration::from_secs(10), &all) <= 6);
        prop_assert!(most_in(Duration::from_secs(3), &searches) <= 2);
    }
}

#[tokio::test(start_paused = true)]
async fn a_search_counts_as_a_request_too() {
    let watch = Watch::at_noon();
    let gate = gates(&watch, 1).remove(0);
    assert_eq!(passed(&gate, RequestClass::Search, 3).await, 2);
    assert_eq!(passed(&gate, RequestClass::Any, 9).await, 4, "of six");
    advance(Duration::from_secs(3)).await;
    assert_eq!(passed(&gate, RequestClass::Search, 1).await, 0, "all six are gone");
}

#[tokio::test(start_paused = true)]
async fn what_the_provider_says_of_its_limit_holds() {
    let watch = Watch::at_noon();
    let gate = gates(&watch, 1).remove(0);
    gate.learn(limit(3, 20));
    assert_eq!(passed(&gate, RequestClass::Any, 9).await, 3, "fewer");
    advance(Duration::from_secs(10)).await;
    assert_eq!(passed(&gate, RequestClass::Any, 9).await, 0, "in a longer window");
    advance(Duration::from_secs(10)).await;
    gate.learn(limit(8, 20));
    assert_eq!(passed(&gate, RequestClass::Any, 9).await, 8, "more");
}

#[tokio::test(start_paused = true)]
async fn a_request_that_must_wait_longer_is_told_how_long() {
    let watch = Watch::at_noon();
    let gate = gates(&watch, 1).remove(0);
    gate.close(LONG).await;
    let wait = Some(LONG);
    assert_eq!(
        gate.pass(RequestClass::Any).await,
        Err(ProviderError::RateLimited { retry_after: wait })
    );
    assert_eq!(gate.closed().await, wait);
    advance(LONG).await;
    assert_eq!(gate.pass(RequestClass::Any).await, Ok(()));
}

#[tokio::test(start_paused = true)]
async fn a_gate_stays_closed_for_a_minute_at_most() {
    let watch = Watch::at_noon();
    let gate = gates(&watch, 1).remove(0);
    gate.close(Duration::MAX).await;
    assert_eq!(gate.closed().await, Some(LONGEST_PAUSE));
}

#[tokio::test(start_paused = true)]
async fn whoever_leaves_room_leaves_turns_for_others() {
    let gate = gates(&Watch::at_noon(), 1).remove(0);
    gate.learn(limit(72, 10));
    let reader = gate.clone().leaving_room();
    assert_eq!(passed(&reader, RequestClass::Any, 80).await, 70);
    assert_eq!(passed(&gate, RequestClass::Any, 80).await, 2);
}
