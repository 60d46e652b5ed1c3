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

/// A store with room for two of each kind, which are in it, and the keys of the two and of one more.
async fn full(embedded: &mut Embedded) -> Vec<[String; 3]> {
    embedded.caps = Caps {
        pending: 2,
        sessions: 2,
        connections: 2,
    };
    let connection = |name: u32| format!("t:v1:{{local/user-{name}}}:rec:{name}");
    let kinds = vec![
        [1, 2, 3].map(|name| format!("t:v1:st:{name}")),
        [1, 2, 3].map(|name| format!("t:v1:sess:{name}")),
        [1, 2, 3].map(connection),
    ];
    for key in kinds.iter().flat_map(|keys| &keys[..2]) {
        embedded.put(key, b"v", LIFETIME).await.unwrap();
    }
    kinds
}

#[tokio::test]
async fn a_full_store_refuses_new_ones_and_keeps_the_old_ones() {
    let (mut embedded, _) = embedded();
    for [one, other, new] in full(&mut embedded).await {
        let said = embedded.put(&new, b"v", LIFETIME).await.unwrap_err();
        assert!(format!("{said:?}").contains("Full"), "{said:?}");
        assert_eq!(embedded.get(&new).await.unwrap(), None);
        for old in [one, other] {
            embedded.put(&old, b"w", LIFETIME).await.unwrap();
            assert_eq!(embedded.get(&old).await.unwrap().as_deref(), Some(&b"w"[..]));
        }
    }
}

#[tokio::test]
async fn a_full_store_takes_no_new_record_either() {
    let (mut embedded, _) = embedded();
    let kinds = full(&mut embedded).await;
    let record = RecordKey::parse(&kinds[2][2]).unwrap();
    assert!(embedded.swap(&record, None, b"v", LIFETIME).await.is_err());
    let store = RecordKey {
        owner: Owner::store(),
        name: "keycheck".to_owned(),
    };
    assert!(
        embedded.swap(&store, None, b"v", LIFETIME).await.unwrap(),
        "its own are of no kind"
    );
}

#[tokio::test]
async fn what_was_taken_or_has_expired_makes_room() {
    let (mut embedded, clock) = embedded();
    let kinds = full(&mut embedded).await;
    for [one, _, new] in &kinds {
        embedded.take(one).await.unwrap();
        embedded.put(new, b"v", LIFETIME).await.unwrap();
        assert!(embedded.put(one, b"v", LIFETIME).await.is_err());
    }
    clock.advance(LIFETIME);
    for [one, other, new] in &kinds {
        embedded.put(one, b"v", LIFETIME).await.unwrap();
        embedded.put(other, b"v", LIFETIME).await.unwrap();
        assert!(embedded.put(new, b"v", LIFETIME).await.is_err());
    }
}

#[tokio::test]
async fn what_was_there_before_is_counted_when_a_file_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let opened = || Embedded::in_file(&path, Arc::new(ManualClock::default())).unwrap();
    let mut embedded = opened();
    let kinds = full(&mut embedded).await;
    let forgotten = embedded.write(|tables| {
        tables.forget_counts()?;
        Ok(true)
    });
    assert!(forgotten.await.unwrap());
    let caps = embedded.caps;
    drop(embedded);
    let mut again = opened();
    again.caps = caps;
    for [_, _, new] in &kinds {
        assert!(again.put(new, b"v", LIFETIME).await.is_err());
    }
}
