//! The contract of `Vault`: who may write over what, and for how long it stays.

#![expect(clippy::missing_panics_doc, reason = "a claim panics where it does not hold")]

use futures::future::join_all;
use integrations::{Connection, Generation, vault::CONNECTION_LIFETIME};

use super::{
    SHORTLY, shortly_before,
    vault::{Store, Time, assert_same, list, load, save, saved},
};
use crate::builders;

async fn update(store: Store<'_>, connection: &Connection, expected: Generation) -> Option<Generation> {
    let done = store.update(&builders::principal(), connection, expected).await;
    done.expect("updating works")
}

/// Saves and updates count alike.
pub async fn each_write_moves_the_generation(store: Store<'_>, _: Time<'_>) {
    let (connection, first) = saved(store, &builders::principal()).await;
    let second = save(store, &builders::principal(), &connection).await;
    let third = update(store, &connection, second).await.expect("it is the newest");
    assert!(first < second && second < third);
    let loaded = load(store, &builders::principal(), &connection.id)
        .await
        .expect("it is there");
    assert_eq!(loaded.generation, third);
}

/// A late writer does not put old tokens over new ones.
pub async fn an_update_of_an_old_generation_is_refused(store: Store<'_>, _: Time<'_>) {
    let (old, first) = saved(store, &builders::principal()).await;
    let newest = Connection {
        tokens: builders::token_set(),
        ..old.clone()
    };
    save(store, &builders::principal(), &newest).await;
    assert_eq!(update(store, &old, first).await, None);
    let loaded = load(store, &builders::principal(), &old.id).await.expect("it is there");
    assert_same(&loaded.connection, &newest);
}

/// A refresh that ends after a disconnect does not bring the connection back.
pub async fn an_update_after_a_delete_is_refused(store: Store<'_>, _: Time<'_>) {
    let (connection, generation) = saved(store, &builders::principal()).await;
    store
        .delete(&builders::principal(), &connection.id)
        .await
        .expect("deleting works");
    assert_eq!(update(store, &connection, generation).await, None);
    assert!(load(store, &builders::principal(), &connection.id).await.is_none());
    assert!(list(store, &builders::principal()).await.is_empty());
}

/// Nor does it write over a connection that was made under the same id meanwhile.
pub async fn an_update_does_not_meet_a_record_made_anew(store: Store<'_>, _: Time<'_>) {
    let (old, generation) = saved(store, &builders::principal()).await;
    store
        .delete(&builders::principal(), &old.id)
        .await
        .expect("deleting works");
    let anew = Connection {
        tokens: builders::token_set(),
        ..old.clone()
    };
    save(store, &builders::principal(), &anew).await;
    assert_eq!(update(store, &old, generation).await, None);
    let loaded = load(store, &builders::principal(), &old.id).await.expect("it is there");
    assert_same(&loaded.connection, &anew);
}

/// The loser is told, and reads the winner's.
pub async fn of_two_concurrent_updates_one_wins(store: Store<'_>, _: Time<'_>) {
    let (connection, generation) = saved(store, &builders::principal()).await;
    let rivals = [builders::token_set(), builders::token_set()].map(|tokens| Connection {
        tokens,
        ..connection.clone()
    });
    let done = join_all(rivals.iter().map(|rival| update(store, rival, generation))).await;
    assert_eq!(done.iter().flatten().count(), 1);
    let winner = usize::from(done[0].is_none());
    let loaded = load(store, &builders::principal(), &connection.id)
        .await
        .expect("it is there");
    assert_same(&loaded.connection, &rivals[winner]);
    assert_eq!(Some(loaded.generation), done[winner]);
}

/// A save insists, and still every write has a generation of its own.
pub async fn concurrent_saves_all_succeed(store: Store<'_>, _: Time<'_>) {
    let (connection, _) = saved(store, &builders::principal()).await;
    let principal = builders::principal();
    let mut generations = join_all((0..10).map(|_| save(store, &principal, &connection))).await;
    generations.sort_unstable();
    generations.dedup();
    assert_eq!(generations.len(), 10);
}

/// Once is enough.
pub async fn deleting_says_whether_there_was_one(store: Store<'_>, _: Time<'_>) {
    let principal = builders::principal();
    let (connection, _) = saved(store, &principal).await;
    let delete = || store.delete(&principal, &connection.id);
    assert!(delete().await.expect("deleting works"));
    assert!(!delete().await.expect("deleting works"));
}

/// And the others stay.
pub async fn a_deleted_connection_is_in_no_list(store: Store<'_>, _: Time<'_>) {
    let principal = builders::principal();
    let ((gone, _), (kept, _)) = (saved(store, &principal).await, saved(store, &principal).await);
    store.delete(&principal, &gone.id).await.expect("deleting works");
    assert!(load(store, &principal, &gone.id).await.is_none());
    let listed = list(store, &principal).await;
    assert_eq!(listed.len(), 1);
    assert_same(&listed[0].connection, &kept);
}

/// One that nobody used is forgotten, in lists too.
pub async fn a_connection_ends_after_its_lifetime(store: Store<'_>, time: Time<'_>) {
    let principal = builders::principal();
    let (old, generation) = saved(store, &principal).await;
    time.pass(shortly_before(CONNECTION_LIFETIME)).await;
    assert!(
        load(store, &principal, &old.id).await.is_some(),
        "it rests until shortly before"
    );
    let (young, _) = saved(store, &principal).await;
    time.pass(SHORTLY).await;
    assert!(load(store, &principal, &old.id).await.is_none(), "and no longer");
    assert_eq!(update(store, &old, generation).await, None, "and is not brought back");
    for _ in 0..2 {
        let listed = list(store, &principal).await;
        assert_eq!(listed.len(), 1);
        assert_eq!(listed[0].connection.id, young.id);
    }
}

/// What is refreshed now and then rests for ever.
pub async fn each_write_begins_the_lifetime_anew(store: Store<'_>, time: Time<'_>) {
    let principal = builders::principal();
    let (connection, first) = saved(store, &principal).await;
    time.pass(CONNECTION_LIFETIME / 2).await;
    update(store, &connection, first).await.expect("it is there");
    time.pass(shortly_before(CONNECTION_LIFETIME)).await;
    assert_eq!(list(store, &principal).await.len(), 1, "an update renews");
    save(store, &principal, &connection).await;
    time.pass(shortly_before(CONNECTION_LIFETIME)).await;
    assert_eq!(list(store, &principal).await.len(), 1, "and so does a save");
    time.pass(SHORTLY).await;
    assert!(load(store, &principal, &connection.id).await.is_none());
}
