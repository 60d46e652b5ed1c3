//! Measures a snapshot at several sizes: how long loading and each kind of question take, and its memory.
//!
//! `cargo run --release -p snapshot --example measure`; sizes may be given: `-- 1000 100000`.
#![expect(clippy::print_stdout, reason = "it is there to print")]

#[path = "measure/contacts.rs"]
mod contacts;

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use contacts::contact;
use model::{
    IntegrationItem,
    list::{ColumnId, View},
};
use snapshot::Snapshot;

/// Name, and the view's query. Each is asked anew: the records change between.
const QUESTIONS: [(&str, &str); 18] = [
    ("all", ""),
    ("hit, many", "q=a"),
    ("hit, some", "q=northwind"),
    ("hit, one", "q=person77.example"),
    ("miss", "q=zqxj"),
    ("two words", "q=ada+northwind"),
    ("digits", "q=12"),
    ("year", "q=2018"),
    ("time", "q=09:3"),
    ("sort name", "sort=name"),
    ("sort email", "sort=-p.email"),
    ("sort modified", "sort=-modified"),
    ("sort company, name", "sort=p.company,-name"),
    ("choice", "f.p.lifecyclestage=in:lead,customer"),
    ("has", "f.p.email=has:example1"),
    ("time range", "f.p.createdate=time:2018-01-01..2019-01-01"),
    ("number range", "f.p.hs_object_id=number:100000..200000000"),
    (
        "search, filter, sort",
        "q=ada&f.p.lifecyclestage=in:lead&sort=-p.createdate,name",
    ),
];

/// How often each question is asked.
const TIMES: u32 = 40;

fn main() {
    let sizes: Vec<u64> = std::env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    let sizes = if sizes.is_empty() {
        vec![1000, 10_000, 100_000, 1_000_000]
    } else {
        sizes
    };
    for size in sizes {
        measure(size);
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[expect(clippy::disallowed_methods, reason = "it measures real time")]
fn timed<T>(act: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let result = act();
    (result, milliseconds(start.elapsed()))
}

fn measure(size: u64) {
    let mut snapshot = Snapshot::default();
    let mut loading = 0.0;
    for page in 0..size / 100 {
        let items: Vec<_> = (page * 100..page * 100 + 100).map(contact).collect();
        loading += timed(|| snapshot.upsert(items)).1;
    }
    let loaded = snapshot.memory();
    let ((), settling) = timed(|| snapshot.settle());
    println!("\n{size} contacts: loaded in {loading:.1} ms, settled in {settling:.1} ms");
    println!(
        "memory: {:.1} MB loaded, {:.1} MB settled",
        megabytes(loaded),
        megabytes(snapshot.memory())
    );
    println!(
        "{:24}{:>10}{:>10}{:>10}{:>10}",
        "question", "rows", "median", "most", "again"
    );
    for (name, query) in QUESTIONS {
        ask(&mut snapshot, name, &View::from_query(query));
    }
    println!("memory: {:.1} MB when asked", megabytes(snapshot.memory()));
    change(&mut snapshot, size);
}

fn ask(snapshot: &mut Snapshot, name: &str, view: &View) {
    let columns = ["name", "p.email", "p.company", "modified"].map(|id| ColumnId::parse(id).ok());
    let columns: Vec<ColumnId> = columns.into_iter().flatten().collect();
    let window = |snapshot: &Snapshot| {
        let arrangement = snapshot.arrange(view);
        let rows = snapshot.rows(&arrangement, arrangement.len() / 2, 60, &columns);
        (arrangement.len(), rows.len())
    };
    let mut times = Vec::new();
    for _ in 0..TIMES {
        forget(snapshot);
        times.push(timed(|| window(snapshot)).1);
    }
    times.sort_by(f64::total_cmp);
    let ((rows, _), again) = timed(|| window(snapshot));
    let (median, most) = (times[times.len() / 2], times[times.len() - 1]);
    println!("{name:24}{rows:>10}{median:>10.2}{most:>10.2}{again:>10.3}");
}

/// A change that leaves everything as it was but the answers.
fn forget(snapshot: &mut Snapshot) {
    snapshot.set_types(BTreeMap::new());
}

fn with_industry(number: u64) -> IntegrationItem {
    let item = contact(number);
    let industry = format!("Industry {}", item.id);
    IntegrationItem {
        properties: [("industry".to_owned(), industry)].into(),
        ..item
    }
}

fn change(snapshot: &mut Snapshot, size: u64) {
    let items: Vec<_> = (0..size).map(contact).collect();
    let ((), again) = timed(|| snapshot.upsert(items));
    let mut supplementing = 0.0;
    for page in 0..size / 100 {
        let items: Vec<_> = (page * 100..page * 100 + 100).map(with_industry).collect();
        supplementing += timed(|| snapshot.supplement(items)).1;
    }
    let changed = (size..size + 100).map(contact);
    let ((), adding) = timed(|| snapshot.upsert(changed));
    let (_, sorting) = timed(|| snapshot.arrange(&View::from_query("sort=name")).len());
    println!("all again, unchanged: {again:.1} ms; supplemented by a property: {supplementing:.1} ms");
    println!("100 more: {adding:.2} ms, sorted with them: {sorting:.2} ms");
}

#[expect(clippy::cast_precision_loss, reason = "it is printed with one decimal")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1_000_000.0
}
