//! Claims about records that are written through us: asked once, shown at once, here and elsewhere.

use std::{collections::BTreeMap, time::Duration};

use jiff::Timestamp;
use model::{
    IntegrationItem,
    list::{ColumnId, Place},
};
use tokio::time::{Instant, sleep, timeout};

use super::{
    provider::WRITE,
    stage::{HERE, Stage, ada, id, window},
};
use crate::{
    Connections, ProviderError,
    connections::{ItemsError, UpdateError},
};

/// A stage of which the whole list is here, and may be changed.
async fn editable(records: u32) -> Stage {
    let stage = Stage::with(records);
    stage.grant_changes();
    stage.complete().await;
    stage.provider.take_asked();
    stage
}

async fn paint(app: &Connections, number: u32, colour: &str) -> Result<IntegrationItem, UpdateError> {
    let properties = BTreeMap::from([("colour".to_owned(), colour.to_owned())]);
    app.update(&ada(), &id(1), &HERE, &number.to_string(), properties).await
}

async fn colour(app: &Connections, number: u32) -> Option<String> {
    let rows = window(app, &id(1), "cols=p.colour").await.unwrap().rows;
    let found = rows.into_iter().find(|row| row.id == number.to_string());
    found.and_then(|mut row| row.cells.remove(0))
}

#[tokio::test(start_paused = true)]
async fn what_is_written_is_in_the_list_when_it_is_answered() {
    let stage = editable(30).await;
    let before = stage.watch().await.now();
    let written = paint(&stage.app, 7, "blue").await.unwrap();
    assert_eq!(written.property("colour"), Some("blue"));
    assert_eq!(stage.provider.take_asked()[..2], ["update 7", "item 7"]);
    let after = stage.watch().await.now();
    assert!(after.version > before.version && after.is_complete());
    assert_eq!(colour(&stage.app, 7).await.as_deref(), Some("blue"));
    assert_eq!(colour(&stage.app, 8).await.as_deref(), Some("red"));
}

#[tokio::test(start_paused = true)]
async fn a_record_does_not_get_more_properties_than_others_by_being_written() {
    let stage = editable(30).await;
    paint(&stage.app, 7, "blue").await.unwrap();
    let found = window(&stage.app, &id(1), "f.p.weight=filled").await.unwrap();
    assert!(found.rows.is_empty(), "nobody has chosen the weight yet");
    stage.complete().await;
    sleep(Duration::from_secs(30)).await;
    let found = window(&stage.app, &id(1), "f.p.weight=filled").await.unwrap();
    assert_eq!(found.rows.len(), 30, "and whoever chooses it has that of all");
}

#[tokio::test(start_paused = true)]
async fn what_the_provider_says_late_does_not_undo_what_was_written() {
    let stage = editable(30).await;
    paint(&stage.app, 7, "green").await.unwrap();
    let before = stage.provider.world().records.clone();
    sleep(Duration::from_secs(1)).await;
    paint(&stage.app, 7, "blue").await.unwrap();
    stage.provider.world().lagging = Some(before);
    stage.app.refresh_list(&ada(), &id(1), &HERE).await.unwrap();
    assert!(stage.provider.asked("changes") > 0);
    assert_eq!(colour(&stage.app, 7).await.as_deref(), Some("blue"));
}

#[tokio::test(start_paused = true)]
async fn a_request_that_got_no_clear_answer_is_not_repeated() {
    for error in [ProviderError::Unavailable, ProviderError::Malformed] {
        for done in [true, false] {
            let stage = editable(10).await;
            stage.provider.world().refusals.push_back((done, error.clone()));
            let answer = paint(&stage.app, 7, "blue").await;
            assert!(matches!(answer, Err(UpdateError::Unclear(_))), "{answer:?}");
            assert_eq!(stage.provider.asked("update"), 1);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_the_provider_does_not_take_is_told_apart_and_changes_nothing() {
    let stage = editable(10).await;
    for (status, expected) in [
        (400, "does not take"),
        (409, "does not take"),
        (404, "nothing here"),
        (405, "not changed here"),
    ] {
        let refusal = (false, ProviderError::Rejected { status });
        stage.provider.world().refusals.push_back(refusal);
        let error = paint(&stage.app, 7, "blue").await.unwrap_err();
        assert!(error.to_string().contains(expected), "{status}: {error}");
    }
    assert_eq!(stage.provider.asked("update"), 4);
    assert_eq!(colour(&stage.app, 7).await.as_deref(), Some("red"));
}

#[tokio::test(start_paused = true)]
async fn nothing_is_asked_for_what_may_not_be_changed() {
    let stage = Stage::with(10);
    let answer = paint(&stage.app, 7, "blue").await;
    let missing =
        matches!(&answer, Err(UpdateError::Unasked(ItemsError::MissingScopes(scopes))) if scopes[..] == [WRITE]);
    assert!(missing, "{answer:?}");
    stage.grant_changes();
    let properties = || BTreeMap::from([("colour".to_owned(), "blue".to_owned())]);
    let facts = Place::new("facts", "");
    let answer = stage.app.update(&ada(), &id(1), &facts, "7", properties()).await;
    assert!(matches!(answer, Err(UpdateError::NotEditable)), "{answer:?}");
    let answer = stage.app.update(&ada(), &id(2), &HERE, "7", properties()).await;
    assert!(
        matches!(answer, Err(UpdateError::Unasked(ItemsError::NotFound))),
        "of somebody else: {answer:?}"
    );
    let answer = stage.app.update(&ada(), &id(1), &HERE, "7", BTreeMap::new()).await;
    assert!(matches!(answer, Err(UpdateError::Refused)), "{answer:?}");
    assert_eq!(stage.provider.asked("update"), 0);
}

#[tokio::test(start_paused = true)]
async fn a_column_may_be_written_where_the_grant_says_so() {
    let stage = Stage::with(10);
    let editable = async || {
        let columns = stage.app.columns(&ada(), &id(1), &HERE).await.unwrap();
        let editable = columns.into_iter().filter(|column| column.editable);
        editable.map(|column| column.id).collect::<Vec<_>>()
    };
    assert_eq!(editable().await, []);
    stage.grant_changes();
    assert_eq!(editable().await, [ColumnId::property("weight")]);
}

#[tokio::test(start_paused = true)]
async fn a_record_may_be_written_while_the_list_is_being_read_or_is_not_there() {
    let stage = Stage::with(95);
    stage.grant_changes();
    paint(&stage.app, 3, "blue").await.unwrap();
    stage.window().await.unwrap();
    sleep(Duration::from_millis(450)).await;
    paint(&stage.app, 7, "blue").await.unwrap();
    paint(&stage.app, 90, "blue").await.unwrap();
    let reads = stage.watch().await.now();
    assert!(!reads.is_complete() && reads.loaded > 10, "{reads:?}");
    assert_eq!(colour(&stage.app, 7).await.as_deref(), Some("blue"));
    stage.complete().await;
    for number in [3, 7, 90] {
        assert_eq!(colour(&stage.app, number).await.as_deref(), Some("blue"), "{number}");
    }
    let rows = stage.window().await.unwrap().rows;
    let in_order: Vec<String> = (0..95).map(|number: u32| number.to_string()).collect();
    assert_eq!(rows.into_iter().map(|row| row.id).collect::<Vec<_>>(), in_order);
}

#[tokio::test(start_paused = true)]
async fn other_instances_show_it_too_whichever_of_them_reads() {
    let stage = Stage::remembering(30, usize::MAX, true);
    stage.grant_changes();
    stage.complete().await;
    let other = stage.beside();
    other.watch(&ada(), &id(1), &HERE).await.unwrap();
    window(&other, &id(1), "").await.unwrap();
    sleep(Duration::from_secs(5)).await;
    let _looking = (stage.watch().await, other.watch(&ada(), &id(1), &HERE).await.unwrap());
    let begun = Instant::now();
    paint(&stage.app, 7, "blue").await.unwrap();
    paint(&other, 8, "green").await.unwrap();
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    let shown = async {
        for app in [&stage.app, &other] {
            for (number, wanted) in [(7, "blue"), (8, "green")] {
                while colour(app, number).await.as_deref() != Some(wanted) {
                    sleep(Duration::from_millis(100)).await;
                }
            }
        }
    };
    timeout(Duration::from_secs(3), shown).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_read_again_is_looked_for() {
    let stage = editable(30).await;
    let _looking = stage.watch().await;
    stage.provider.world().unreadable = true;
    let written = paint(&stage.app, 7, "blue").await.unwrap();
    assert_eq!(written.property("colour"), Some("blue"));
    sleep(Duration::from_secs(2)).await;
    assert_eq!(colour(&stage.app, 7).await.as_deref(), Some("blue"));
    assert!(written.last_modified_time > Some(Timestamp::UNIX_EPOCH));
}
