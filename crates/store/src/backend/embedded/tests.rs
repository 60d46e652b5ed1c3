//! Lifetimes to the millisecond, and expired values that do not pile up.

use testkit::clock::ManualClock;

use super::*;

const LIFETIME: Duration = Duration::from_mins(10);
const MOMENT: Duration = Duration::from_millis(1);
const ALMOST: Duration = LIFETIME.saturating_sub(MOMENT);

fn embedded() -> (Embedded, ManualClock) {
    let clock = ManualClock::default();
    (Embedded::in_memory(Arc::new(clock.clone())).unwrap(), clock)
}

async fn rows(embedded: &Embedded) -> (u64, u64) {
    embedded.write(|tables| tables.count()).await.unwrap()
}

#[tokio::test]
async fn a_value_ends_exactly_with_its_lifetime() {
    let (embedded, clock) = embedded();
    embedded.put("k", b"v", LIFETIME).await.unwrap();
    clock.advance(ALMOST);
    assert_eq!(embedded.get("k").await.unwrap().as_deref(), Some(&b"v"[..]));
    clock.advance(MOMENT);
    assert_eq!(embedded.get("k").await.unwrap(), None);
    assert_eq!(embedded.take("k").await.unwrap(), None);
}

#[tokio::test]
async fn a_value_is_taken_until_the_last_moment() {
    let (embedded, clock) = embedded();
    embedded.put("k", b"v", LIFETIME).await.unwrap();
    clock.advance(ALMOST);
    assert!(embedded.take("k").await.unwrap().is_some());
}

#[tokio::test]
async fn writing_again_counts_the_lifetime_anew() {
    let (embedded, clock) = embedded();
    embedded.put("k", b"v", LIFETIME).await.unwrap();
    clock.advance(ALMOST);
    embedded.put("k", b"w", LIFETIME).await.unwrap();
    clock.advance(ALMOST);
    assert_eq!(embedded.get("k").await.unwrap().as_deref(), Some(&b"w"[..]));
    assert_eq!(rows(&embedded).await, (1, 1));
}

#[tokio::test]
async fn expired_values_are_removed_by_later_writes() {
    let (embedded, clock) = embedded();
    for number in 0..100 {
        embedded.put(&format!("k{number}"), b"v", LIFETIME).await.unwrap();
    }
    clock.advance(LIFETIME);
    for _ in 0..7 {
        embedded.put("other", b"v", LIFETIME).await.unwrap();
    }
    assert_eq!(rows(&embedded).await, (1, 1));
}

#[tokio::test]
async fn a_taken_value_leaves_nothing_behind() {
    let (embedded, _) = embedded();
    embedded.put("k", b"v", LIFETIME).await.unwrap();
    embedded.take("k").await.unwrap();
    assert_eq!(rows(&embedded).await, (0, 0));
}

#[tokio::test]
async fn what_replaces_a_value_ends_when_it_would_have_ended() {
    let (embedded, clock) = embedded();
    embedded.put("k", b"v", LIFETIME).await.unwrap();
    clock.advance(ALMOST);
    assert!(!embedded.replace("k", b"w", b"x").await.unwrap(), "it is another one");
    assert!(embedded.replace("k", b"v", b"x").await.unwrap());
    assert_eq!(embedded.get("k").await.unwrap().as_deref(), Some(&b"x"[..]));
    clock.advance(MOMENT);
    assert_eq!(embedded.get("k").await.unwrap(), None);
    assert!(
        !embedded.replace("k", b"x", b"y").await.unwrap(),
        "nor is it brought back"
    );
    assert_eq!(rows(&embedded).await, (0, 0), "and it is removed in its time");
}
