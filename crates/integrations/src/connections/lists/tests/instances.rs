//! Claims about several instances: one of them reads the provider, whichever lives.

use std::{sync::atomic::Ordering, time::Duration};

use model::{ItemKind, list::Progress};
use tokio::time::sleep;

use super::stage::{HERE, Stage, ada, id, until, window};
use crate::{
    Connections, SnapshotLogs as _,
    snapshot_log::{ListName, LogId},
};

fn shared(records: u32) -> Stage {
    Stage::remembering(records, usize::MAX, true)
}

async fn complete(app: &Connections) -> Progress {
    let mut watching = app.watch(&ada(), &id(1), &HERE).await.unwrap();
    until(&mut watching, Progress::is_complete).await
}

async fn names(app: &Connections) -> Vec<(String, Option<String>)> {
    let rows = window(app, &id(1), "sort=name&cols=name").await.unwrap().rows;
    let mut named: Vec<_> = rows.into_iter().map(|mut row| (row.id, row.cells.remove(0))).collect();
    named.sort();
    named
}

#[tokio::test(start_paused = true)]
async fn two_instances_read_the_provider_once() {
    let stage = shared(200);
    let other = stage.beside();
    let (one, two) = tokio::join!(complete(&stage.app), complete(&other));
    assert_eq!((one.loaded, two.loaded), (200, 200));
    assert_eq!(stage.provider.asked("page"), 20);
    let latecomer = stage.beside();
    assert_eq!(complete(&latecomer).await.loaded, 200);
    assert_eq!(stage.provider.asked("page"), 20, "whoever comes later neither");
    assert_eq!(names(&latecomer).await, names(&stage.app).await);
}

#[tokio::test(start_paused = true)]
async fn what_one_instance_learns_the_others_have_too() {
    let stage = shared(30);
    let other = stage.beside();
    tokio::join!(complete(&stage.app), complete(&other));
    let _looking = other.watch(&ada(), &id(1), &HERE).await.unwrap();
    stage.provider.put([3, 300], "new");
    stage.provider.archive(4);
    stage.app.refresh_list(&ada(), &id(1), &HERE).await.unwrap();
    sleep(Duration::from_secs(2)).await;
    stage.provider.take_asked();
    assert_eq!(names(&other).await, names(&stage.app).await);
    assert_eq!(names(&other).await.len(), 30);
    sleep(Duration::from_mins(1)).await;
    let rounds = stage.provider.asked("changes");
    assert!((5..=8).contains(&rounds), "one of them asks, not each: {rounds}");
}

#[tokio::test(start_paused = true)]
async fn a_successor_goes_on_where_the_dead_one_stopped() {
    let stage = shared(200);
    window(&stage.app, &id(1), "").await.unwrap();
    sleep(Duration::from_millis(750)).await;
    stage.app.drain().await;
    let read = stage.provider.asked("page");
    assert!(read < 20);
    let successor = stage.beside();
    assert_eq!(complete(&successor).await.loaded, 200);
    let again = stage.provider.asked("page") - 20;
    assert!(again <= 1, "but for the page that was under way: {again}");
}

#[tokio::test(start_paused = true)]
async fn logs_that_fail_stop_no_list() {
    let stage = shared(200);
    let mut watching = stage.app.watch(&ada(), &id(1), &HERE).await.unwrap();
    until(&mut watching, |progress| progress.loaded == 50).await;
    stage.logs.fails.store(true, Ordering::SeqCst);
    assert_eq!(complete(&stage.app).await.loaded, 200);
    assert_eq!(
        stage.provider.asked("page"),
        21,
        "the page that could not be written once more"
    );
}

#[tokio::test(start_paused = true)]
async fn a_moment_without_logs_parts_no_instance_from_the_others() {
    let (stage, other) = two_that_read(50).await;
    stage.logs.fails.store(true, Ordering::SeqCst);
    sleep(Duration::from_secs(1)).await;
    stage.logs.fails.store(false, Ordering::SeqCst);
    assert_reads_as_one(&stage, &other).await;
}

#[tokio::test(start_paused = true)]
async fn an_outage_of_the_store_parts_no_instance_from_the_others() {
    for loaded in [50, 200] {
        let (stage, other) = two_that_read(loaded).await;
        let _looking = other.watch(&ada(), &id(1), &HERE).await.unwrap();
        stage.break_store(true);
        sleep(Duration::from_secs(20)).await;
        stage.break_store(false);
        assert_reads_as_one(&stage, &other).await;
    }
}

/// Two instances that have come so far with 200 records.
async fn two_that_read(loaded: u32) -> (Stage, Connections) {
    let stage = shared(200);
    let other = stage.beside();
    for app in [&stage.app, &other] {
        let mut watching = app.watch(&ada(), &id(1), &HERE).await.unwrap();
        until(&mut watching, |progress| progress.loaded >= loaded).await;
    }
    (stage, other)
}

async fn assert_reads_as_one(stage: &Stage, other: &Connections) {
    sleep(Duration::from_mins(1)).await;
    let (one, two) = tokio::join!(complete(&stage.app), complete(other));
    assert_eq!((one.loaded, two.loaded), (200, 200));
    let pages = stage.provider.asked("page");
    assert!(pages <= 21, "but for the page that was under way: {pages}");
    let _looking = other.watch(&ada(), &id(1), &HERE).await.unwrap();
    stage.provider.take_asked();
    sleep(Duration::from_mins(1)).await;
    let rounds = stage.provider.asked("changes");
    assert!((5..=8).contains(&rounds), "one of them asks, not each: {rounds}");
}

#[tokio::test(start_paused = true)]
async fn a_log_that_cannot_be_read_is_begun_anew() {
    let stage = shared(50);
    complete(&stage.app).await;
    for entry in stage.logs.entries.lock().unwrap().values_mut() {
        *entry = b"{}".to_vec();
    }
    let other = stage.beside();
    assert_eq!(complete(&other).await.loaded, 50);
    assert_eq!(stage.logs.begun.load(Ordering::SeqCst), 2);
    sleep(Duration::from_secs(3)).await;
    complete(&stage.app).await;
    assert_eq!(names(&stage.app).await, names(&other).await);
    assert_eq!(stage.provider.asked("page 0"), 2);
}

#[tokio::test(start_paused = true)]
async fn a_log_with_an_entry_that_does_not_open_is_begun_anew() {
    let stage = shared(50);
    complete(&stage.app).await;
    let log = stage.logs.entries.lock().unwrap().keys().next().unwrap().0.clone();
    *stage.logs.hidden.lock().unwrap() = Some((log, 2));
    let other = stage.beside();
    assert_eq!(complete(&other).await.loaded, 50);
    assert_eq!(names(&stage.app).await, names(&other).await);
    assert_eq!(stage.logs.begun.load(Ordering::SeqCst), 2);
}

#[tokio::test(start_paused = true)]
async fn a_log_whose_writer_died_at_once_is_begun_anew() {
    let stage = shared(50);
    complete(&stage.app).await;
    let name = ListName {
        principal: ada(),
        connection: id(1),
        kind: ItemKind::named("things"),
    };
    stage.logs.begin(&name, &LogId("empty".to_owned())).await.unwrap();
    stage.app.refresh_list(&ada(), &id(1), &HERE).await.unwrap();
    sleep(Duration::from_secs(3)).await;
    assert_eq!(complete(&stage.app).await.loaded, 50);
    assert_eq!(stage.provider.asked("page"), 10);
    assert_eq!(complete(&stage.beside()).await.loaded, 50);
    assert_eq!(stage.provider.asked("page"), 10, "the log has all of it");
}

#[tokio::test(start_paused = true)]
async fn who_has_lost_the_lease_gives_way() {
    let stage = shared(200);
    let other = stage.beside_without_locks();
    window(&stage.app, &id(1), "").await.unwrap();
    sleep(Duration::from_millis(250)).await;
    let (one, two) = tokio::join!(complete(&stage.app), complete(&other));
    assert_eq!((one.loaded, two.loaded), (200, 200));
    assert_eq!(names(&stage.app).await, names(&other).await);
    assert_eq!(names(&other).await.len(), 200);
    let latecomer = stage.beside();
    assert_eq!(complete(&latecomer).await.loaded, 200, "and the log has all of it");
    assert_eq!(stage.provider.asked("page 0"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_property_that_one_instance_shows_is_read_for_all() {
    let stage = shared(30);
    let other = stage.beside();
    tokio::join!(complete(&stage.app), complete(&other));
    window(&other, &id(1), "cols=p.weight").await.unwrap();
    sleep(Duration::from_secs(3)).await;
    for app in [&other, &stage.app] {
        let row = window(app, &id(1), "cols=p.weight").await.unwrap().rows.remove(0);
        assert_eq!(row.cells, [Some("7".to_owned())]);
    }
    assert_eq!(stage.provider.asked("page 0 weight"), 1);
}

#[tokio::test(start_paused = true)]
async fn what_ended_on_one_instance_leaves_the_others_and_begins_no_log() {
    let stage = shared(30);
    let other = stage.beside();
    tokio::join!(complete(&stage.app), complete(&other));
    let mut watching = other.watch(&ada(), &id(1), &HERE).await.unwrap();
    stage.app.disconnect(&ada(), &id(1)).await.unwrap();
    while watching.next().await.is_some() {}
    assert_eq!(other.0.shelf.lists().len(), 0);
    assert_eq!(stage.logs.begun.load(Ordering::SeqCst), 1);
}
