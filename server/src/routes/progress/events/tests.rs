//! Streams on paused time, of a list that does what the test says.

use std::{pin::Pin, sync::Arc};

use futures::{FutureExt as _, StreamExt as _};
use model::list::ReadState;
use tokio::{
    sync::watch,
    time::{advance, sleep},
};

use super::*;

type Told = Pin<Box<dyn Stream<Item = Result<String, Infallible>> + Send>>;

impl Watched for watch::Receiver<Progress> {
    fn now(&mut self) -> Progress {
        self.borrow_and_update().clone()
    }

    async fn next(&mut self) -> Option<Progress> {
        self.changed().await.ok()?;
        Some(Watched::now(self))
    }
}

struct Scene {
    list: watch::Sender<Progress>,
    stopping: Stopping,
    place: Arc<()>,
    told: Told,
}

fn loaded(loaded: u32) -> Progress {
    Progress {
        loaded,
        expected: Some(250),
        state: ReadState::Reading,
        seconds_left: None,
        as_of: None,
        version: u64::from(loaded),
    }
}

fn scene() -> Scene {
    let (list, watched) = watch::channel(loaded(100));
    let (stopping, place) = (Stopping::default(), Arc::new(()));
    let told = Events::new(watched, stopping.clone(), Arc::clone(&place)).stream();
    Scene {
        list,
        stopping,
        place,
        told: Box::pin(told),
    }
}

impl Scene {
    async fn next(&mut self) -> Option<String> {
        self.told.next().await.map(|lines| lines.unwrap())
    }
}

fn number(lines: &str) -> u32 {
    let json = lines.rsplit_once("data: ").unwrap().1.strip_suffix("\n\n").unwrap();
    serde_json::from_str::<Progress>(json).unwrap().loaded
}

#[tokio::test(start_paused = true)]
async fn the_first_event_comes_at_once_and_says_when_to_come_back() {
    let mut scene = scene();
    let first = scene.next().now_or_never().expect("at once").unwrap();
    assert!(first.starts_with("retry: 2000\ndata: {\"loaded\":100,"), "{first}");
    assert_eq!(number(&first), 100);
}

#[tokio::test(start_paused = true)]
async fn of_many_changes_the_latest_is_told_four_times_a_second() {
    let mut scene = scene();
    scene.next().await;
    let begun = Instant::now();
    let list = scene.list.clone();
    tokio::spawn(async move {
        for count in 0..1000 {
            list.send_replace(loaded(count));
            sleep(Duration::from_millis(1)).await;
        }
    });
    let mut told = Vec::new();
    while begun.elapsed() < Duration::from_millis(999) {
        told.push(number(&scene.next().await.unwrap()));
    }
    assert_eq!(told.len(), 4, "{told:?}");
    assert!(told.is_sorted() && told[3] > 900, "{told:?}");
}

#[tokio::test(start_paused = true)]
async fn a_change_after_a_pause_is_told_at_once() {
    let mut scene = scene();
    scene.next().await;
    advance(Duration::from_secs(3)).await;
    scene.list.send_replace(loaded(200));
    let begun = Instant::now();
    assert_eq!(number(&scene.next().await.unwrap()), 200);
    assert_eq!(begun.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn silence_is_broken_by_a_comment_every_fifteen_seconds() {
    let mut scene = scene();
    scene.next().await;
    for _ in 0..3 {
        let begun = Instant::now();
        assert_eq!(scene.next().await.unwrap(), ": nothing new\n\n");
        assert_eq!(begun.elapsed(), Duration::from_secs(15));
    }
}

#[tokio::test(start_paused = true)]
async fn a_stop_ends_a_stream_at_once_even_between_two_events() {
    let mut scene = scene();
    scene.next().await;
    scene.list.send_replace(loaded(200));
    assert!(
        scene.next().now_or_never().is_none(),
        "it is too early for the next event"
    );
    scene.stopping.begin();
    assert_eq!(scene.next().now_or_never(), Some(None));
}

/// A browser gives up for good when it is refused; so it is told, and comes back to another instance.
#[tokio::test(start_paused = true)]
async fn a_stream_that_begins_while_the_process_stops_says_one_thing() {
    let mut scene = scene();
    scene.stopping.begin();
    assert_eq!(number(&scene.next().await.unwrap()), 100);
    assert_eq!(scene.next().now_or_never(), Some(None));
}

#[tokio::test(start_paused = true)]
async fn a_stream_ends_with_its_list() {
    let mut scene = scene();
    scene.next().await;
    let Scene { list, mut told, .. } = scene;
    drop(list);
    assert!(told.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_stream_lasts_half_an_hour() {
    let mut scene = scene();
    let begun = Instant::now();
    while scene.next().await.is_some() {}
    assert_eq!(begun.elapsed(), Duration::from_mins(30));
}

#[tokio::test]
async fn a_stream_that_nobody_reads_any_more_holds_nothing() {
    let Scene { list, place, told, .. } = scene();
    assert_eq!((Arc::strong_count(&place), list.receiver_count()), (2, 1));
    drop(told);
    assert_eq!((Arc::strong_count(&place), list.receiver_count()), (1, 0));
}
