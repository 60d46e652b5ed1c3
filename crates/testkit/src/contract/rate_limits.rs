//! The contract of `RateLimits`.

#![expect(clippy::missing_panics_doc, reason = "a claim panics where it does not hold")]

use std::time::{Duration, Instant};

use futures::future::join_all;
use integrations::{Admission, RateKey, RateLimit, RateLimits, random};

use super::TimeTravel;

type Store<'a> = &'a dyn RateLimits;
type Time<'a> = &'a dyn TimeTravel;

/// Three in ten seconds: long enough that the claims themselves take no part of it that matters.
const LIMIT: RateLimit = RateLimit {
    permits: 3,
    window: Duration::from_secs(10),
};

fn key(name: &str) -> RateKey {
    RateKey::new(&["contract", name])
}

async fn admit(store: Store<'_>, name: &str, limit: RateLimit) -> Admission {
    store.admit(&key(name), limit).await.expect("asking works")
}

async fn is_admitted(store: Store<'_>, name: &str, limit: RateLimit) -> bool {
    admit(store, name, limit).await == Admission::Admitted
}

/// How many of so many in a row are admitted.
async fn admitted_of(store: Store<'_>, name: &str, limit: RateLimit, attempts: usize) -> usize {
    let mut admitted = 0;
    for _ in 0..attempts {
        admitted += usize::from(is_admitted(store, name, limit).await);
    }
    admitted
}

async fn paused(store: Store<'_>, name: &str) -> Option<Duration> {
    store.paused(&key(name)).await.expect("asking works")
}

async fn pause(store: Store<'_>, name: &str, pause: Duration) {
    store.pause(&key(name), pause).await.expect("pausing works");
}

/// And is told for how long.
pub async fn so_many_are_admitted_and_the_next_one_waits(store: Store<'_>, _: Time<'_>) {
    assert_eq!(admitted_of(store, "a", LIMIT, 3).await, 3);
    let Admission::Wait(wait) = admit(store, "a", LIMIT).await else {
        panic!("the fourth came in");
    };
    assert!(wait <= LIMIT.window && wait > LIMIT.window / 2, "{wait:?}");
}

/// Nobody is told to come back too early.
pub async fn waiting_as_long_as_it_says_is_enough(store: Store<'_>, time: Time<'_>) {
    admitted_of(store, "a", LIMIT, 1).await;
    time.pass(LIMIT.window / 4).await;
    for round in 0..6 {
        admitted_of(store, "a", LIMIT, 3).await;
        let Admission::Wait(wait) = admit(store, "a", LIMIT).await else {
            panic!("too many came in, in round {round}");
        };
        // Redis ages its keys by whole milliseconds.
        time.pass(wait + Duration::from_millis(1)).await;
        assert!(is_admitted(store, "a", LIMIT).await, "round {round}");
    }
}

/// Whoever keeps asking is let in as soon as whoever does not.
pub async fn what_was_refused_is_not_counted(store: Store<'_>, time: Time<'_>) {
    admitted_of(store, "a", LIMIT, 3).await;
    for _ in 0..20 {
        assert!(!is_admitted(store, "a", LIMIT).await);
        time.pass(LIMIT.window / 25).await;
    }
    time.pass(LIMIT.window / 5).await;
    assert_eq!(admitted_of(store, "a", LIMIT, 5).await, 3);
}

/// For random schedules: one is admitted exactly when the third last admission is a window ago.
pub async fn no_window_wherever_it_begins_has_more(store: Store<'_>, time: Time<'_>) {
    // What the schedule says passes by itself too, while the store is asked: that much is uncertain.
    let (mut passed, mut admitted, begun) = (Duration::ZERO, Vec::<(Duration, Duration)>::new(), ambient());
    for step in random::bytes::<200>() {
        let pause = Duration::from_millis(u64::from(step % 50) * 100);
        time.pass(pause).await;
        passed += pause;
        let before = begun.elapsed();
        let came_in = is_admitted(store, "a", LIMIT).await;
        let after = begun.elapsed();
        let third_last = admitted.len().checked_sub(3).map(|index| admitted[index]);
        let (shortest, longest) = third_last.map_or((Duration::MAX, Duration::MAX), |(then, by_itself)| {
            let planned = passed.saturating_sub(then);
            (planned, planned + after.saturating_sub(by_itself))
        });
        let what = format!("{admitted:?}, and now {passed:?}");
        assert!(!came_in || longest >= LIMIT.window, "one too many: {what}");
        assert!(came_in || shortest < LIMIT.window, "one too few: {what}");
        if came_in {
            admitted.push((passed, before));
        }
    }
    assert!(admitted.len() > 20, "the schedule let some in");
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long a real store takes is not up to a clock of ours"
)]
fn ambient() -> Instant {
    Instant::now()
}

/// Side by side, as instances do.
pub async fn of_many_at_once_so_many_are_admitted(store: Store<'_>, _: Time<'_>) {
    let admitted = join_all((0..50).map(|_| is_admitted(store, "a", LIMIT))).await;
    assert_eq!(admitted.into_iter().filter(|came_in| *came_in).count(), 3);
}

/// Nobody uses up what is another's.
pub async fn two_keys_are_counted_apart(store: Store<'_>, _: Time<'_>) {
    assert_eq!(admitted_of(store, "a", LIMIT, 5).await, 3);
    pause(store, "a", LIMIT.window).await;
    assert_eq!(admitted_of(store, "b", LIMIT, 5).await, 3);
    assert_eq!(paused(store, "b").await, None);
}

/// A provider may tell another limit at any time.
pub async fn a_limit_may_change(store: Store<'_>, time: Time<'_>) {
    let wider = RateLimit { permits: 5, ..LIMIT };
    let narrower = RateLimit { permits: 1, ..LIMIT };
    assert_eq!(admitted_of(store, "a", LIMIT, 1).await, 1);
    time.pass(LIMIT.window / 2).await;
    assert_eq!(admitted_of(store, "a", LIMIT, 5).await, 2);
    assert_eq!(admitted_of(store, "a", wider, 5).await, 2);
    let Admission::Wait(wait) = admit(store, "a", narrower).await else {
        panic!("one too many");
    };
    assert!(wait > LIMIT.window * 3 / 4, "the last one counts: {wait:?}");
    time.pass(LIMIT.window).await;
    assert_eq!(admitted_of(store, "a", narrower, 5).await, 1);
}

/// A limit of none is no fault.
pub async fn no_permits_admit_nobody(store: Store<'_>, time: Time<'_>) {
    let none = RateLimit { permits: 0, ..LIMIT };
    assert!(!is_admitted(store, "a", none).await);
    assert!(is_admitted(store, "a", LIMIT).await);
    assert!(!is_admitted(store, "a", none).await);
    time.pass(LIMIT.window).await;
    assert!(!is_admitted(store, "a", none).await);
}

/// And what is refused then is told how long it lasts.
pub async fn nothing_is_admitted_during_a_pause(store: Store<'_>, time: Time<'_>) {
    assert_eq!(paused(store, "a").await, None);
    pause(store, "a", Duration::from_mins(1)).await;
    time.pass(Duration::from_secs(20)).await;
    let left = paused(store, "a").await.expect("it lasts");
    assert!((39..=40).contains(&left.as_secs()), "{left:?}");
    let Admission::Wait(wait) = admit(store, "a", LIMIT).await else {
        panic!("one came in");
    };
    assert!((39..=40).contains(&wait.as_secs()), "{wait:?}");
    time.pass(Duration::from_secs(40)).await;
    assert_eq!(paused(store, "a").await, None);
    assert_eq!(
        admitted_of(store, "a", LIMIT, 5).await,
        3,
        "what was refused was not counted"
    );
}

/// Two instances were told different times; the later one counts.
pub async fn a_longer_pause_stays_and_a_shorter_one_does_not_shorten_it(store: Store<'_>, time: Time<'_>) {
    for length in [20, 60, 1] {
        pause(store, "a", Duration::from_secs(length)).await;
    }
    time.pass(Duration::from_secs(50)).await;
    assert!(paused(store, "a").await.is_some());
    time.pass(Duration::from_secs(10)).await;
    assert_eq!(paused(store, "a").await, None);
}

/// The user reconnected, say.
pub async fn a_pause_that_was_ended_is_over(store: Store<'_>, _: Time<'_>) {
    pause(store, "a", Duration::from_mins(1)).await;
    store.resume(&key("a")).await.expect("resuming works");
    assert_eq!(paused(store, "a").await, None);
    assert!(is_admitted(store, "a", LIMIT).await);
    store.resume(&key("never paused")).await.expect("resuming works");
}

/// A `Retry-After` of zero, say.
pub async fn a_pause_of_nothing_is_none(store: Store<'_>, _: Time<'_>) {
    pause(store, "a", Duration::ZERO).await;
    assert_eq!(paused(store, "a").await, None);
    assert!(is_admitted(store, "a", LIMIT).await);
}
