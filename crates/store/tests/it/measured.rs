//! What the store counts for an operator.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, atomic::AtomicU64, atomic::Ordering},
};

use integrations::{
    SessionId,
    secret::State,
    session::SessionBinding,
    snapshot_log::{ListName, LogId},
};
use metrics::{Counter, Gauge, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder, SharedString, Unit};
use model::ItemKind;
use testkit::{builders, redis::RedisServer};

use crate::subject::{opened, pass_here};

/// Keeps what was counted and how often something was timed, by name and labels.
#[derive(Default)]
struct Book(Mutex<BTreeMap<String, Arc<AtomicU64>>>);

struct Times(Arc<AtomicU64>);

impl HistogramFn for Times {
    fn record(&self, seconds: f64) {
        assert!((0.0..10.0).contains(&seconds), "{seconds}");
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

impl Book {
    fn line(&self, key: &Key) -> Arc<AtomicU64> {
        let labels: Vec<&str> = key.labels().map(metrics::Label::value).collect();
        let line = format!("{} {}", key.name(), labels.join(" "));
        self.0.lock().unwrap().entry(line).or_default().clone()
    }

    fn count(&self, line: &str) -> u64 {
        let lines = self.0.lock().unwrap();
        lines.get(line).map_or(0, |count| count.load(Ordering::SeqCst))
    }
}

impl Recorder for Book {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        Counter::from_arc(self.line(key))
    }

    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::from_arc(Arc::new(Times(self.line(key))))
    }
}

#[tokio::test]
async fn operations_are_counted_by_outcome_and_timed() {
    let book = Book::default();
    let _open = metrics::set_default_local_recorder(&book);
    let mut server = RedisServer::new();
    let store = opened(&server.url());
    let (id, session) = (SessionId::draw(), builders::session());
    store.sessions.save(&id, &session).await.unwrap();
    for _ in 0..3 {
        store.sessions.load(&id).await.unwrap();
    }
    server.stop();
    store.sessions.load(&id).await.unwrap_err();
    let operations = "tributary_store_operations_total";
    assert_eq!(book.count(&format!("{operations} put ok")), 1);
    assert_eq!(book.count(&format!("{operations} get ok")), 3);
    assert_eq!(book.count(&format!("{operations} get error")), 1);
    assert_eq!(book.count("tributary_store_operation_seconds get"), 4);
}

#[tokio::test]
async fn what_does_not_open_is_counted_by_its_kind() {
    let book = Book::default();
    let _open = metrics::set_default_local_recorder(&book);
    let server = RedisServer::new();
    let store = opened(&server.url());
    let (id, state, session) = (SessionId::draw(), State::draw(), builders::session());
    let connection = builders::connection();
    store.sessions.save(&id, &session).await.unwrap();
    store.vault.save(&session.principal, &connection).await.unwrap();
    let pending = builders::pending();
    store.pending.save(&session.binding, &state, &pending).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let kept = store.spool(folder.path()).unwrap();
    kept.keep(&session.principal, &connection).await.unwrap();

    let list = ListName {
        principal: session.principal.clone(),
        connection: connection.id.clone(),
        kind: ItemKind::named("contacts"),
    };
    let log = LogId("a".to_owned());
    let logs = store.logs.as_ref().unwrap();
    logs.begin(&list, &log).await.unwrap();
    logs.append(&list, &log, 0, b"page").await.unwrap();

    pass_here(std::time::Duration::from_mins(1)).await;
    let other = opened(&server.url());
    assert!(other.sessions.load(&id).await.unwrap().is_none());
    other.vault.load(&session.principal, &connection.id).await.unwrap();
    other.vault.list(&session.principal).await.unwrap();
    other.pending.take(&SessionBinding::draw(), &state).await.unwrap();
    let spool = other.spool(folder.path()).unwrap();
    for _ in 0..2 {
        assert!(spool.list().await.unwrap().is_empty());
    }
    let others = other.logs.as_ref().unwrap();
    assert!(others.current(&list).await.unwrap().is_none());
    assert!(others.read(&list, &log, 0).await.unwrap().is_none());
    let counted = [
        ("log", 2),
        ("session", 1),
        ("connection", 2),
        ("pending", 1),
        ("spool", 1),
    ];
    for (kind, count) in counted {
        assert_eq!(
            book.count(&format!("tributary_unreadable_records_total {kind}")),
            count,
            "{kind}"
        );
    }
}

#[tokio::test]
async fn no_label_says_whose_it_is() {
    let book = Book::default();
    let _open = metrics::set_default_local_recorder(&book);
    let server = RedisServer::new();
    let store = opened(&server.url());
    let connection = builders::connection();
    store.vault.save(&builders::principal(), &connection).await.unwrap();
    for line in book.0.lock().unwrap().keys() {
        assert!(
            !line.contains("ada") && !line.contains(connection.id.as_str()),
            "{line}"
        );
        assert!(line.starts_with("tributary_"), "{line}");
    }
}
