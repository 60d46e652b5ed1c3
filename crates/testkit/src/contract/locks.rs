//! The contract of `Locks`.

#![expect(clippy::missing_panics_doc, reason = "a claim panics where it does not hold")]

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    task::Poll,
};

use futures::{
    future::{join, join_all, poll_fn, poll_immediate},
    pin_mut,
};
use integrations::{Lock, Locks, Principal};

use super::TimeTravel;
use crate::builders;

/// How many tasks crowd before one door.
const CROWD: usize = 40;

type Store<'a> = &'a dyn Locks;
type Time<'a> = &'a dyn TimeTravel;

async fn acquire(store: Store<'_>, name: &str) -> Lock {
    let lock = store.acquire(&builders::principal(), name).await;
    lock.expect("it comes in")
}

/// Whether nobody holds it. It is given back at once.
async fn is_free(store: Store<'_>, principal: &Principal, name: &str) -> bool {
    let lock = store.try_acquire(principal, name).await.expect("asking works");
    let free = lock.is_some();
    if let Some(lock) = lock {
        lock.release().await;
    }
    free
}

async fn let_others_run() {
    let mut ran = false;
    poll_fn(|context| {
        if std::mem::replace(&mut ran, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Releasing lets the next one in.
pub async fn a_lock_is_held_by_one_at_a_time(store: Store<'_>, _: Time<'_>) {
    for _ in 0..3 {
        let held = acquire(store, "a").await;
        assert!(!is_free(store, &builders::principal(), "a").await);
        held.release().await;
        assert!(is_free(store, &builders::principal(), "a").await);
    }
}

/// What has nothing to do with each other does not wait for each other.
pub async fn other_names_and_other_principals_do_not_wait(store: Store<'_>, _: Time<'_>) {
    let _held = acquire(store, "a").await;
    assert!(is_free(store, &builders::principal(), "b").await);
    assert!(is_free(store, &Principal::new("local", "eve"), "a").await);
}

/// An account's name comes from outside.
pub async fn any_name_can_be_locked(store: Store<'_>, _: Time<'_>) {
    let long = "é{}:/*".repeat(200);
    let names = ["", "~", "{a}", "a b", "\n", &long];
    let mut held = Vec::new();
    for name in names {
        held.push(acquire(store, name).await);
    }
    for name in names {
        assert!(!is_free(store, &builders::principal(), name).await, "{name:?}");
    }
}

/// It need not ask again.
pub async fn whoever_waits_comes_in_when_the_lock_is_released(store: Store<'_>, _: Time<'_>) {
    let held = acquire(store, "a").await;
    let waiting = acquire(store, "a");
    pin_mut!(waiting);
    assert!(poll_immediate(&mut waiting).await.is_none(), "it waits");
    let ((), next) = join(held.release(), waiting).await;
    assert!(!is_free(store, &builders::principal(), "a").await, "it holds it now");
    next.release().await;
}

/// A task that failed or was dropped does not lock others out.
pub async fn a_dropped_lock_lets_the_next_one_in(store: Store<'_>, _: Time<'_>) {
    drop(acquire(store, "a").await);
    acquire(store, "a").await.release().await;
}

/// Nor does one that gave up while it waited.
pub async fn whoever_stops_waiting_is_in_nobodys_way(store: Store<'_>, _: Time<'_>) {
    let held = acquire(store, "a").await;
    {
        let waiting = acquire(store, "a");
        pin_mut!(waiting);
        assert!(poll_immediate(waiting).await.is_none(), "it waits");
    }
    held.release().await;
    acquire(store, "a").await.release().await;
}

/// assurance R31: what happens inside happens once at a time.
pub async fn of_many_tasks_one_is_inside_at_a_time(store: Store<'_>, _: Time<'_>) {
    let (inside, visits) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let visit = async || {
        let lock = acquire(store, "a").await;
        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0, "somebody is inside already");
        let_others_run().await;
        inside.fetch_sub(1, Ordering::SeqCst);
        visits.fetch_add(1, Ordering::SeqCst);
        lock.release().await;
    };
    join_all((0..CROWD).map(|_| visit())).await;
    assert_eq!(visits.load(Ordering::SeqCst), CROWD);
}
