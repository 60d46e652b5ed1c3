//! Claims about keeping a list true: what is asked, when, and what becomes of the answers.

use std::time::Duration;

use model::list::{Progress, ReadState};
use tokio::time::sleep;

use super::{
    provider::LAG,
    stage::{HERE, Stage, ada, id, until, window},
};

async fn name_of(stage: &Stage, number: u32) -> Option<String> {
    let rows = window(&stage.app, &id(1), "cols=name").await.unwrap().rows;
    let found = rows.into_iter().find(|row| row.id == number.to_string());
    found.and_then(|mut row| row.cells.remove(0))
}

#[tokio::test(start_paused = true)]
async fn what_changed_during_the_reading_is_here_when_it_ends() {
    let stage = Stage::with(95);
    stage.window().await.unwrap();
    sleep(Duration::from_millis(450)).await;
    stage.provider.put([2, 500], "new");
    stage.provider.archive(3);
    stage.provider.world().records.remove(&4);
    stage.provider.world().merged.push(4);
    let progress = stage.complete().await;
    let left = (0..95).filter(|number| ![3, 4].contains(number)).chain([500]);
    assert_eq!(stage.ids().await, left.collect::<Vec<_>>());
    assert_eq!(progress.loaded, 94);
    assert_eq!(name_of(&stage, 2).await.as_deref(), Some("new"));
    assert_eq!(stage.provider.asked("page"), 10, "and each page was read once");
}

#[tokio::test(start_paused = true)]
async fn what_was_removed_disappears() {
    let stage = Stage::with(30);
    stage.complete().await;
    let mut watching = stage.watch().await;
    for number in [7, 8, 9] {
        stage.provider.archive(number);
    }
    let progress = until(&mut watching, |progress| progress.loaded == 27).await;
    assert!(progress.as_of > Some(jiff::Timestamp::UNIX_EPOCH));
    assert!(!stage.ids().await.contains(&7));
    assert_eq!(stage.provider.asked("page"), 3, "without reading everything again");
}

#[tokio::test(start_paused = true)]
async fn what_changed_is_here_within_a_few_seconds_while_somebody_looks() {
    let stage = Stage::with(30);
    let before = stage.complete().await;
    let mut watching = stage.watch().await;
    stage.provider.put([1, 99], "new");
    let progress = tokio::time::timeout(
        Duration::from_secs(12),
        until(&mut watching, |progress| {
            progress.loaded == 31 && progress.is_complete()
        }),
    );
    assert!(progress.await.unwrap().version > before.version);
    assert_eq!(name_of(&stage, 1).await.as_deref(), Some("new"));
    assert_eq!(stage.provider.asked("page"), 3, "without reading everything again");
}

#[tokio::test(start_paused = true)]
async fn nothing_is_asked_when_nobody_looks() {
    let stage = Stage::with(30);
    let watching = stage.watch().await;
    stage.complete().await;
    sleep(Duration::from_mins(3)).await;
    assert!(stage.provider.asked("changes") >= 15, "while somebody watches");
    drop(watching);
    sleep(Duration::from_secs(70)).await;
    stage.provider.take_asked();
    sleep(Duration::from_mins(20)).await;
    assert_eq!(stage.provider.take_asked(), [""; 0]);
    stage.provider.put([77], "new");
    stage.window().await.unwrap();
    sleep(Duration::from_secs(1)).await;
    assert!(stage.ids().await.contains(&77), "and at once when somebody comes back");
}

#[tokio::test(start_paused = true)]
async fn refresh_looks_now() {
    let stage = Stage::with(30);
    stage.complete().await;
    sleep(Duration::from_mins(2)).await;
    stage.provider.put([50], "new");
    let progress = stage.app.refresh_list(&ada(), &id(1), &HERE).await.unwrap();
    assert_eq!((progress.loaded, progress.state), (31, ReadState::Complete));
    assert!(stage.ids().await.contains(&50));
}

#[tokio::test(start_paused = true)]
async fn a_delta_that_cannot_be_trusted_leads_to_a_full_read() {
    let stage = Stage::with(30);
    stage.complete().await;
    let mut watching = stage.watch().await;
    stage.provider.world().records.remove(&7); // Neither changed nor archived: nobody says so.
    sleep(LAG + Duration::from_secs(30)).await;
    assert_eq!(stage.ids().await.len(), 29);
    until(&mut watching, Progress::is_complete).await;
    assert_eq!(stage.provider.asked("page 0"), 2);
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_cannot_tell_is_read_again_now_and_then() {
    let stage = Stage::with(30);
    stage.provider.world().untraceable = true;
    stage.window().await.unwrap();
    stage.app.refresh_list(&ada(), &id(1), &HERE).await.unwrap();
    let first = stage.complete().await;
    let mut watching = stage.watch().await;
    stage.provider.put([5], "new");
    sleep(Duration::from_mins(4)).await;
    assert_eq!(stage.provider.asked("page 0"), 1);
    assert_eq!(
        watching.now().as_of,
        first.as_of,
        "and says since when nothing is known"
    );
    sleep(Duration::from_mins(2)).await;
    assert_eq!(stage.provider.asked("page 0"), 2);
    assert_eq!(name_of(&stage, 5).await.as_deref(), Some("new"));
    stage.app.refresh_list(&ada(), &id(1), &HERE).await.unwrap();
    sleep(Duration::from_secs(1)).await;
    assert_eq!(stage.provider.asked("page 0"), 3, "and when somebody wants it");
}

#[tokio::test(start_paused = true)]
async fn a_number_that_stays_different_is_no_reason_to_read_for_ever() {
    let stage = Stage::with(30);
    stage.provider.world().count = Some(33);
    stage.window().await.unwrap();
    let mut watching = stage.watch().await;
    let doubtful = until(&mut watching, |progress| progress.loaded == 30).await;
    assert_eq!((doubtful.state, doubtful.expected), (ReadState::Reading, Some(33)));
    until(&mut watching, Progress::is_complete).await;
    sleep(Duration::from_mins(10)).await;
    assert_eq!(stage.provider.asked("page 0"), 2, "once more, and no oftener");
    assert!(watching.now().is_complete());
}
