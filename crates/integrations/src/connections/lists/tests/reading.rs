//! Claims about reading a list: all of it, page by page, whatever comes in between.

use std::{sync::atomic::Ordering, time::Duration};

use model::{
    ConnectionStatus,
    list::{Progress, ReadState, Stall},
};

use tokio::time::Instant;

use super::{
    provider::PAGE,
    stage::{HERE, Stage, ada, id, until, window},
};
use crate::{Principal, ProviderError, RateLimit, connections::ItemsError};

#[tokio::test(start_paused = true)]
async fn rows_are_here_with_the_first_page_and_all_of_them_in_the_end() {
    for records in [0, 1, PAGE - 1, PAGE, PAGE + 1, 95] {
        let stage = Stage::with(records);
        let first = stage.window().await.unwrap();
        assert_eq!(first.rows.len(), PAGE.min(records) as usize, "{records}");
        let progress = stage.complete().await;
        assert_eq!((progress.loaded, progress.expected), (records, Some(records)));
        assert!(progress.as_of.is_some());
        assert_eq!(stage.ids().await, (0..records).collect::<Vec<_>>());
        assert_eq!(stage.provider.asked("page"), (records.div_ceil(PAGE)).max(1) as usize);
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_asks_at_once_shares_one_reading() {
    let stage = Stage::with(25);
    let together = futures::future::join_all((0..20).map(|_| stage.window())).await;
    assert!(together.iter().all(Result::is_ok));
    stage.complete().await;
    let asked = stage.provider.take_asked();
    let times = |what: &str| asked.iter().filter(|asked| *asked == what).count();
    assert_eq!((times("page 0"), times("page 10"), times("columns")), (1, 1, 1));
}

#[tokio::test(start_paused = true)]
async fn nobody_else_sees_the_list() {
    let stage = Stage::with(5);
    stage.complete().await;
    stage.provider.take_asked();
    let eve = Principal::new("local", "eve");
    let refused = stage.app.watch(&eve, &id(1), &HERE).await;
    assert!(matches!(refused, Err(ItemsError::NotFound)));
    assert!(matches!(
        stage.app.export(&eve, &id(1), &HERE, None).await,
        Err(ItemsError::NotFound)
    ));
    assert!(stage.app.last_seen(&eve, &id(1), &HERE).await.unwrap().is_none());
    assert!(stage.app.last_seen(&ada(), &id(1), &HERE).await.unwrap().is_some());
    assert_eq!(stage.provider.asked(""), 0, "and nothing is asked for her");
}

#[tokio::test(start_paused = true)]
async fn a_read_resumes_where_it_was_cut() {
    let stage = Stage::with(50);
    let cut = [
        (Some(20), ProviderError::Unavailable),
        (Some(20), ProviderError::Malformed),
    ];
    stage.provider.world().faults.extend(cut);
    stage.window().await.unwrap();
    let mut watching = stage.watch().await;
    let stalled = |seconds| ReadState::Stalled {
        stall: Stall::ProviderUnavailable,
        retry_seconds: Some(seconds),
    };
    let told = until(&mut watching, |progress| progress.state == stalled(2)).await;
    assert_eq!(told.loaded, 20, "what has come stays");
    until(&mut watching, |progress| progress.state == stalled(4)).await;
    until(&mut watching, |progress| progress.state == stalled(3)).await;
    assert_eq!(stage.complete().await.loaded, 50);
    let pages = stage.provider.take_asked();
    assert_eq!(
        pages.iter().filter(|asked| *asked == "page 0").count(),
        1,
        "it begins once"
    );
    assert_eq!(pages.iter().filter(|asked| *asked == "page 20").count(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_read_that_was_cut_rests_while_nobody_looks() {
    let stage = Stage::with(50);
    let cuts = std::iter::repeat_n((Some(20), ProviderError::Unavailable), 100);
    stage.provider.world().faults.extend(cuts);
    stage.window().await.unwrap();
    tokio::time::sleep(Duration::from_mins(3)).await;
    stage.provider.take_asked();
    tokio::time::sleep(Duration::from_mins(20)).await;
    assert_eq!(stage.provider.asked("page"), 0);
    stage.provider.world().faults.clear();
    assert_eq!(stage.complete().await.loaded, 50, "and goes on when somebody does");
}

#[tokio::test(start_paused = true)]
async fn a_wait_is_told_and_then_it_goes_on() {
    let stage = Stage::with(30);
    let wait = ProviderError::RateLimited {
        retry_after: Some(Duration::from_secs(4)),
    };
    stage.provider.world().faults.push_back((Some(10), wait));
    stage.window().await.unwrap();
    let mut watching = stage.watch().await;
    for seconds in [4, 3, 2, 1] {
        until(&mut watching, |progress| {
            progress.state == ReadState::Waiting { seconds }
        })
        .await;
    }
    assert_eq!(stage.complete().await.loaded, 30);
    let details = stage.app.find(&ada(), &id(1)).await.unwrap().unwrap();
    assert!(details.activity.is_empty(), "the pace of a reading is no news");
}

#[tokio::test(start_paused = true)]
async fn people_have_turns_while_a_list_waits_for_its_own() {
    let stage = Stage::with(2_000);
    let limit = RateLimit {
        permits: 72,
        window: Duration::from_secs(10),
    };
    stage.provider.world().limit = Some(limit);
    let mut watching = stage.watch().await;
    until(&mut watching, |progress| {
        matches!(progress.state, ReadState::Waiting { .. })
    })
    .await;
    for _ in 0..2 {
        let asked = stage.app.record(&ada(), &id(1), &HERE, "nobody").await;
        assert!(
            matches!(asked, Err(ItemsError::NotFound)),
            "the provider was asked: {asked:?}"
        );
    }
    let asked = stage.app.record(&ada(), &id(1), &HERE, "nobody").await;
    assert!(matches!(asked, Err(ItemsError::RateLimited { .. })));
}

#[tokio::test(start_paused = true)]
async fn a_first_page_that_fails_is_told_to_whoever_asked_and_tried_again_for_the_next() {
    let stage = Stage::with(5);
    stage
        .provider
        .world()
        .faults
        .extend([(None, ProviderError::Unavailable), (None, ProviderError::Malformed)]);
    let failed = |outcome| matches!(outcome, Err(ItemsError::Provider(_)));
    assert!(failed(stage.window().await));
    let asked_at = Instant::now();
    assert!(failed(stage.window().await));
    assert!(asked_at.elapsed() < Duration::from_secs(1), "at once");
    assert_eq!(stage.provider.asked("page"), 2, "once for each");
    assert_eq!(stage.window().await.unwrap().rows.len(), 5);
}

#[tokio::test(start_paused = true)]
async fn a_cursor_that_is_refused_leads_to_a_new_reading_and_rows_stay() {
    let stage = Stage::with(40);
    stage.complete().await;
    stage.provider.archive(3);
    stage.provider.world().untraceable = true;
    stage.provider.world().removed.clear();
    stage
        .provider
        .world()
        .faults
        .push_back((Some(21), ProviderError::Rejected { status: 400 }));
    stage.provider.take_asked();
    stage.app.refresh_list(&ada(), &id(1), &HERE).await.unwrap();
    let mut watching = stage.watch().await;
    until(&mut watching, |progress| {
        matches!(progress.state, ReadState::Stalled { .. })
    })
    .await;
    assert_eq!(stage.ids().await.len(), 40);
    let progress = until(&mut watching, Progress::is_complete).await;
    assert_eq!(progress.loaded, 39);
    let begun = stage.provider.take_asked();
    assert_eq!(begun.iter().filter(|asked| *asked == "page 0").count(), 2);
}

#[tokio::test(start_paused = true)]
async fn only_a_connection_that_was_renewed_is_tried_again() {
    let stage = Stage::with(30);
    stage
        .provider
        .world()
        .faults
        .push_back((Some(10), ProviderError::Unauthorized));
    stage
        .provider
        .world()
        .faults
        .push_back((Some(10), ProviderError::Unauthorized));
    stage.window().await.unwrap();
    let mut watching = stage.watch().await;
    let ended = ReadState::Stalled {
        stall: Stall::ReconnectRequired,
        retry_seconds: None,
    };
    until(&mut watching, |progress| progress.state == ended).await;
    stage.provider.take_asked();
    tokio::time::sleep(Duration::from_mins(5)).await;
    assert_eq!(stage.window().await.unwrap().progress.state, ended);
    assert_eq!(stage.provider.asked("page"), 0);
    stage.provider.world().faults.clear();
    let mut renewed = stage.connection(&id(1));
    renewed.status = ConnectionStatus::Connected;
    renewed.tokens.serial = 2;
    stage.save(&renewed);
    let told = stage.window().await.unwrap().progress.state;
    assert_eq!(
        told,
        ReadState::Reading,
        "whoever renewed it is not told that it has ended"
    );
    assert_eq!(stage.complete().await.loaded, 30);
}

#[tokio::test(start_paused = true)]
async fn a_thousand_pages_are_no_thousand_writes() {
    let stage = Stage::with(10_000);
    stage.complete().await;
    assert_eq!(stage.provider.asked("page"), 1_000);
    let writes = stage.vault.writes.load(Ordering::SeqCst);
    assert!(writes <= 3, "{writes}");
}

#[tokio::test(start_paused = true)]
async fn the_time_left_is_told_while_it_reads() {
    let stage = Stage::with(1_000);
    stage.window().await.unwrap();
    let mut watching = stage.watch().await;
    assert_eq!(watching.now().seconds_left, None);
    let progress = until(&mut watching, |progress| progress.loaded == 500).await;
    assert_eq!((progress.seconds_left, progress.expected), (Some(5), Some(1_000)));
}

#[tokio::test(start_paused = true)]
async fn what_the_view_names_is_read_with_the_rest_or_afterwards() {
    let stage = Stage::with(30);
    let named = window(&stage.app, &id(1), "cols=p.weight").await.unwrap();
    assert_eq!(named.rows[0].cells, [Some("7".to_owned())]);
    stage.complete().await;
    assert_eq!(stage.provider.asked("page 0"), 1, "by the first reading");

    let stage = Stage::with(30);
    stage.complete().await;
    let query = "cols=name,p.colour,p.weight&sort=p.nonsense";
    assert_eq!(window(&stage.app, &id(1), query).await.unwrap().rows[0].cells[2], None);
    let mut watching = stage.watch().await;
    until(&mut watching, |progress| progress.state == ReadState::Reading).await;
    until(&mut watching, Progress::is_complete).await;
    let row = window(&stage.app, &id(1), query).await.unwrap().rows.remove(0);
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(row.cells, [text("old"), text("red"), text("7")]);
    assert_eq!(stage.provider.asked("page 0 weight"), 1);
    stage.provider.put([0], "new");
    stage.app.refresh_list(&ada(), &id(1), &HERE).await.unwrap();
    let query = "cols=name,p.shape,p.weight&f.name=has:new";
    let row = window(&stage.app, &id(1), query).await.unwrap().rows.remove(0);
    assert_eq!(
        row.cells,
        [text("new"), text("round"), text("7")],
        "nothing is lost by a change"
    );
    assert_eq!(
        stage.provider.asked("page"),
        6,
        "what comes by itself is not read again"
    );
}
