//! Claims about memory: how much lists may take, which of them leave, and when.

use std::time::Duration;

use model::list::{Progress, ReadState, Stall};
use tokio::time::sleep;

use super::stage::{HERE, Stage, ada, id, until, window};

/// What a list of thirty records takes.
async fn thirty() -> usize {
    let stage = Stage::with(30);
    stage.complete().await;
    let lists = stage.app.0.shelf.lists();
    lists[0].memory()
}

#[tokio::test(start_paused = true)]
async fn what_the_allocator_leaves_unused_is_counted_too() {
    let stage = Stage::with(30);
    stage.complete().await;
    let list = &stage.app.0.shelf.lists()[0];
    let own = list.change(|snapshot| snapshot.memory());
    assert!(list.memory() > own + own / 4, "{} for {own}", list.memory());
}

/// A stage with three connections.
fn three(memory: usize) -> Stage {
    let stage = Stage::remembering(30, memory, false);
    for number in [2, 3] {
        let connection = stage.connection(&id(number));
        stage.save(&connection);
    }
    stage
}

async fn complete(stage: &Stage, number: usize) {
    let mut watching = stage.app.watch(&ada(), &id(number), &HERE).await.unwrap();
    until(&mut watching, Progress::is_complete).await;
}

#[tokio::test(start_paused = true)]
async fn the_least_recently_used_leaves_first() {
    let stage = three(thirty().await * 5 / 2);
    for number in [1, 2] {
        complete(&stage, number).await;
        sleep(Duration::from_mins(2)).await;
    }
    window(&stage.app, &id(1), "").await.unwrap();
    sleep(Duration::from_mins(2)).await;
    complete(&stage, 3).await;
    stage.provider.take_asked();
    for number in [1, 3] {
        window(&stage.app, &id(number), "").await.unwrap();
    }
    assert_eq!(stage.provider.asked("page"), 0, "these two are here");
    window(&stage.app, &id(2), "").await.unwrap();
    assert_eq!(stage.provider.asked("page"), 1, "this one had left");
}

#[tokio::test(start_paused = true)]
async fn what_somebody_looks_at_stays_and_the_newcomer_says_that_there_is_no_room() {
    let bound = thirty().await * 5 / 2;
    let stage = three(bound);
    let mut first = stage.app.watch(&ada(), &id(1), &HERE).await.unwrap();
    until(&mut first, Progress::is_complete).await;
    let mut second = stage.app.watch(&ada(), &id(2), &HERE).await.unwrap();
    until(&mut second, Progress::is_complete).await;
    let mut third = stage.app.watch(&ada(), &id(3), &HERE).await.unwrap();
    let no_room = |progress: &Progress| {
        matches!(
            progress.state,
            ReadState::Stalled {
                stall: Stall::NoRoom,
                retry_seconds: Some(_)
            }
        )
    };
    let progress = until(&mut third, no_room).await;
    assert!((1..30).contains(&progress.loaded), "{progress:?}");
    assert!(first.now().is_complete() && second.now().is_complete());
    let taken: usize = stage.app.0.shelf.lists().iter().map(|list| list.memory()).sum();
    assert!(taken < bound + bound / 5, "by no more than a page: {taken} of {bound}");
    drop(first);
    until(&mut third, Progress::is_complete).await;
}

#[tokio::test(start_paused = true)]
async fn a_list_that_is_larger_than_all_room_says_so() {
    let stage = Stage::remembering(30, thirty().await / 2, false);
    stage.window().await.unwrap();
    let mut watching = stage.watch().await;
    let too_large = ReadState::Stalled {
        stall: Stall::NoRoom,
        retry_seconds: None,
    };
    let progress = until(&mut watching, |progress| progress.state == too_large).await;
    assert_eq!(stage.ids().await.len(), progress.loaded as usize, "what fits is shown");
}

#[tokio::test(start_paused = true)]
async fn an_idle_list_is_dropped() {
    let stage = Stage::with(30);
    stage.complete().await;
    sleep(Duration::from_mins(29)).await;
    assert_eq!(stage.app.0.shelf.lists().len(), 1);
    sleep(Duration::from_mins(2)).await;
    assert_eq!(stage.app.0.shelf.lists().len(), 0);
    stage.app.drain().await;
}

#[tokio::test(start_paused = true)]
async fn a_list_that_is_watched_is_not_idle() {
    let stage = Stage::with(30);
    let _watching = stage.watch().await;
    stage.complete().await;
    sleep(Duration::from_mins(90)).await;
    assert_eq!(stage.app.0.shelf.lists().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_disconnected_list_is_gone_at_once() {
    let stage = Stage::with(30);
    let mut watching = stage.watch().await;
    until(&mut watching, |progress| progress.loaded > 0).await;
    stage.app.disconnect(&ada(), &id(1)).await.unwrap();
    while watching.next().await.is_some() {}
    assert_eq!(stage.app.0.shelf.lists().len(), 0);
    stage.provider.take_asked();
    sleep(Duration::from_mins(1)).await;
    assert_eq!(stage.provider.asked(""), 0);

    let stage = Stage::with(30);
    stage.complete().await;
    sleep(Duration::from_mins(2)).await;
    stage.app.disconnect(&ada(), &id(1)).await.unwrap();
    assert_eq!(stage.app.0.shelf.lists().len(), 0, "one that rests, too");
}

#[tokio::test(start_paused = true)]
async fn another_account_has_another_list() {
    let stage = Stage::with(30);
    stage.complete().await;
    stage.provider.take_asked();
    let mut other = stage.connection(&id(1));
    other.account.id = "2".to_owned();
    stage.save(&other);
    stage.window().await.unwrap();
    assert_eq!(stage.provider.asked("page 0"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_process_that_stops_waits_for_no_list() {
    let stage = Stage::with(10_000);
    stage.window().await.unwrap();
    stage.app.drain().await;
    assert_eq!(stage.app.0.shelf.lists().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn an_export_has_all_records_as_they_were_when_it_began() {
    let stage = Stage::with(30);
    stage.complete().await;
    let mut export = stage.app.export(&ada(), &id(1), &HERE, None).await.unwrap();
    stage.provider.put([99], "new");
    stage.app.refresh_list(&ada(), &id(1), &HERE).await.unwrap();
    let mut ids = Vec::new();
    while let Some(items) = export.next_items() {
        ids.extend(items.into_iter().map(|item| item.id));
    }
    assert_eq!(ids.len(), 30);
    let names: Vec<_> = export.columns.iter().map(|column| column.label.as_str()).collect();
    assert_eq!(names, ["name", "p.colour"]);
}
