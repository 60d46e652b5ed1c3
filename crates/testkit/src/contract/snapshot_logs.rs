//! The contract of `SnapshotLogs`.

#![expect(clippy::missing_panics_doc, reason = "a claim panics where it does not hold")]

mod steps;

use futures::future::join_all;
use integrations::{
    Principal, SnapshotLogs,
    snapshot_log::{LOG_LIFETIME, ListName, LogId},
};
use model::ItemKind;

use self::steps::{append, begin, count, current, filled, forget, keep, read};
use super::{SHORTLY, TimeTravel, shortly_before};
use crate::builders;

/// How many instances write the same entry.
const CROWD: u8 = 20;

/// More entries than a store touches at once.
const LONG: u32 = 1100;

type Store<'a> = &'a dyn SnapshotLogs;
type Time<'a> = &'a dyn TimeTravel;

/// A list of a connection of its own.
fn list() -> ListName {
    ListName {
        principal: builders::principal(),
        connection: builders::connection_id(),
        kind: ItemKind::named("contacts"),
    }
}

fn log(name: &str) -> LogId {
    LogId(name.to_owned())
}

/// Whatever it is: nothing at all, any bytes, what compresses well and what does not.
pub async fn a_log_is_read_as_it_was_written(store: Store<'_>, _: Time<'_>) {
    let (list, log) = (list(), log("a"));
    begin(store, &list, &log).await;
    assert_eq!(current(store, &list).await, Some(log.clone()));
    let noise: Vec<u8> = (0..2000).flat_map(|_| integrations::random::bytes::<32>()).collect();
    let entries = [Vec::new(), (0..=255).collect(), vec![b'x'; 1_000_000], noise];
    for (index, entry) in (0..).zip(&entries) {
        assert!(append(store, &list, &log, index, entry).await);
    }
    for _ in 0..2 {
        for (index, entry) in (0..).zip(&entries) {
            assert!(
                read(store, &list, &log, index).await.as_ref() == Some(entry),
                "entry {index}"
            );
        }
    }
    assert_eq!(read(store, &list, &log, 4).await, None, "and no further");
}

/// To ask is not to begin.
pub async fn without_a_log_there_is_nothing(store: Store<'_>, _: Time<'_>) {
    let list = list();
    for _ in 0..2 {
        assert_eq!(read(store, &list, &log("a"), 0).await, None);
        assert_eq!(current(store, &list).await, None);
    }
}

/// Whoever comes second is told, and changes nothing.
pub async fn an_entry_is_written_once(store: Store<'_>, _: Time<'_>) {
    let (list, log) = filled(store, 2).await;
    assert!(!append(store, &list, &log, 1, b"other").await);
    assert_eq!(count(store, &list, &log, 2).await, 2);
}

/// An instance that was paused may think that it still has the lease.
pub async fn of_many_who_write_an_entry_at_once_one_does(store: Store<'_>, _: Time<'_>) {
    let (list, log) = filled(store, 1).await;
    let (list, log) = (&list, &log);
    let writers = (0..CROWD).map(|writer| async move { append(store, list, log, 1, &[writer]).await });
    let wrote = join_all(writers).await;
    assert_eq!(wrote.iter().filter(|wrote| **wrote).count(), 1);
    let winner = (0..CROWD)
        .zip(wrote)
        .find(|(_, wrote)| *wrote)
        .map(|(writer, _)| vec![writer]);
    assert_eq!(read(store, list, log, 1).await, winner);
}

/// Of one account as little as of two.
pub async fn another_list_and_another_principal_see_nothing(store: Store<'_>, _: Time<'_>) {
    let (mine, log) = filled(store, 1).await;
    let others = [
        ListName {
            principal: Principal::new("local", "eve"),
            ..mine.clone()
        },
        ListName {
            connection: builders::connection_id(),
            ..mine.clone()
        },
        ListName {
            kind: ItemKind::named("companies"),
            ..mine.clone()
        },
    ];
    for other in others {
        assert_eq!(current(store, &other).await, None, "{other:?}");
        assert_eq!(read(store, &other, &log, 0).await, None, "{other:?}");
        keep(store, &other, &log, 1).await;
        forget(store, &other).await;
    }
    assert_eq!(count(store, &mine, &log, 1).await, 1);
}

/// No name becomes another one, whatever is in it.
pub async fn any_name_of_a_list_and_a_log_works(store: Store<'_>, _: Time<'_>) {
    let connection = builders::connection_id();
    let long = "é{}:/*".repeat(100);
    let names = [
        ("a", "b:0"),
        ("a:b", "0"),
        ("", ""),
        ("~", "{a}"),
        ("p_1", "\n"),
        (&long, &long),
    ];
    let names = names.map(|(kind, name)| {
        let kind = ItemKind::named(kind);
        let (principal, connection) = (builders::principal(), connection.clone());
        (
            ListName {
                principal,
                connection,
                kind,
            },
            log(name),
        )
    });
    for (list, log) in &names {
        begin(store, list, log).await;
        assert!(append(store, list, log, 0, log.0.as_bytes()).await, "{log:?}");
    }
    for (list, log) in &names {
        assert_eq!(current(store, list).await.as_ref(), Some(log));
        let entry = read(store, list, log, 0).await;
        assert_eq!(entry.as_deref(), Some(log.0.as_bytes()));
    }
}

/// A reading from the start has entries of its own.
pub async fn a_new_log_hides_the_old_one(store: Store<'_>, _: Time<'_>) {
    let (list, old) = filled(store, 2).await;
    let new = log("b");
    begin(store, &list, &new).await;
    assert_eq!(current(store, &list).await, Some(new.clone()));
    assert_eq!(read(store, &list, &new, 0).await, None, "it is empty");
    assert!(append(store, &list, &new, 0, b"new").await);
    assert_eq!(read(store, &list, &new, 0).await.as_deref(), Some(&b"new"[..]));
    assert_eq!(
        count(store, &list, &old, 2).await,
        2,
        "whoever still reads it may finish"
    );
}

/// Which log is current, and each entry from when it was written.
pub async fn a_log_ends_by_its_lifetime(store: Store<'_>, time: Time<'_>) {
    let (list, log) = filled(store, 1).await;
    time.pass(shortly_before(LOG_LIFETIME)).await;
    assert_eq!(current(store, &list).await, Some(log.clone()), "until shortly before");
    assert_eq!(count(store, &list, &log, 1).await, 1);
    assert!(append(store, &list, &log, 1, &1_u32.to_be_bytes()).await);
    time.pass(SHORTLY).await;
    assert_eq!(current(store, &list).await, None, "and no longer");
    assert_eq!(count(store, &list, &log, 1).await, 0);
    assert_eq!(count(store, &list, &log, 2).await, 1, "what was written later");
}

/// As often as it is kept.
pub async fn what_is_kept_lives_on(store: Store<'_>, time: Time<'_>) {
    let (list, log) = filled(store, 3).await;
    for _ in 0..3 {
        time.pass(shortly_before(LOG_LIFETIME)).await;
        keep(store, &list, &log, 3).await;
    }
    time.pass(shortly_before(LOG_LIFETIME)).await;
    assert_eq!(current(store, &list).await, Some(log.clone()));
    assert_eq!(count(store, &list, &log, 3).await, 3);
    time.pass(SHORTLY).await;
    assert_eq!(current(store, &list).await, None);
    assert_eq!(count(store, &list, &log, 3).await, 0);
}

/// Nor does it stand in the way of what comes after.
pub async fn what_has_ended_is_not_kept(store: Store<'_>, time: Time<'_>) {
    let (list, log) = filled(store, 1).await;
    time.pass(LOG_LIFETIME).await;
    keep(store, &list, &log, 1).await;
    assert_eq!(current(store, &list).await, None);
    assert_eq!(count(store, &list, &log, 1).await, 0);
    begin(store, &list, &log).await;
    assert!(append(store, &list, &log, 0, &0_u32.to_be_bytes()).await);
}

/// An instance that reads the old one does not know of it.
pub async fn keeping_an_old_log_is_nothing_to_the_current_one(store: Store<'_>, time: Time<'_>) {
    let (list, old) = filled(store, 1).await;
    begin(store, &list, &log("b")).await;
    time.pass(shortly_before(LOG_LIFETIME)).await;
    keep(store, &list, &old, 1).await;
    time.pass(SHORTLY).await;
    assert_eq!(current(store, &list).await, None);
    assert_eq!(count(store, &list, &old, 1).await, 1);
}

/// At a disconnect. Another connection's list stays.
pub async fn what_was_forgotten_is_gone(store: Store<'_>, _: Time<'_>) {
    let ((gone, log), (stays, _)) = (filled(store, 3).await, filled(store, 3).await);
    forget(store, &gone).await;
    assert_eq!(current(store, &gone).await, None);
    assert_eq!(count(store, &gone, &log, 3).await, 0);
    assert_eq!(current(store, &stays).await, Some(log.clone()));
    assert_eq!(count(store, &stays, &log, 3).await, 3);
}

/// An instance that has not heard of the disconnect may be in the middle of a page.
pub async fn what_was_forgotten_is_not_written_again(store: Store<'_>, _: Time<'_>) {
    let (list, log) = filled(store, 1).await;
    forget(store, &list).await;
    assert!(!append(store, &list, &log, 1, b"late").await);
    assert_eq!(read(store, &list, &log, 1).await, None);
}

/// A list that nobody read, or that was forgotten already.
pub async fn forgetting_nothing_is_no_error(store: Store<'_>, _: Time<'_>) {
    forget(store, &list()).await;
    let (list, _) = filled(store, 1).await;
    for _ in 0..2 {
        forget(store, &list).await;
    }
    assert_eq!(current(store, &list).await, None);
}

/// A hundred thousand contacts are a thousand pages.
pub async fn a_long_log_is_kept_and_forgotten_whole(store: Store<'_>, time: Time<'_>) {
    let (list, log) = filled(store, LONG).await;
    time.pass(LOG_LIFETIME / 2).await;
    keep(store, &list, &log, LONG).await;
    time.pass(shortly_before(LOG_LIFETIME)).await;
    assert_eq!(count(store, &list, &log, LONG).await, LONG);
    forget(store, &list).await;
    assert_eq!(count(store, &list, &log, LONG).await, 0);
}
