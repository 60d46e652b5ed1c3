//! Windows into a snapshot: what a key press, a click on a header, a filter and a scroll cost.

use model::list::{ColumnId, View};
use snapshot::Snapshot;

use crate::{
    contacts::{FIRST, mix},
    line::Line,
    loading::snapshot,
    naive::Naive,
    stopwatch::{milliseconds, percentile, timed},
};

/// Growth is looked at over these.
const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
/// Where the naive peer is measured too.
const PEERS: usize = 100_000;
/// What a screen asks for.
const ROWS: usize = 60;

/// Questions of one kind: its name, and the one of that number.
type Kind = (&'static str, fn(u64) -> String);

const KINDS: [Kind; 8] = [
    ("search, many hits", |n| {
        format!("q={}", FIRST[usize::try_from(n).unwrap_or(0) % 16].to_lowercase())
    }),
    ("search, one hit", |n| format!("q=user{}@", mix(n) % 1_000)),
    ("search, a miss", |n| format!("q=nobody{n}zz")),
    ("sort by name", |n| format!("sort=name&q=company+{}", n % 16_000)),
    ("sort by time, descending", |n| {
        format!("sort=-modified&q=company+{}", n % 16_000)
    }),
    ("sort by two columns", |n| {
        format!("sort=p.city,-name&q=company+{}", n % 97)
    }),
    ("filters", |n| {
        format!(
            "f.p.lifecyclestage=in:lead,customer&f.p.city=has:o&f.p.company=has:{}",
            n % 90 + 10
        )
    }),
    ("scroll", |_| "sort=name".to_owned()),
];

/// The lines of all sizes.
pub fn measure() -> anyhow::Result<Vec<Line>> {
    let mut lines = Vec::new();
    for size in SIZES {
        let snapshot = snapshot(size)?;
        let questions: u64 = if size > PEERS { 40 } else { 300 };
        for (name, question) in KINDS {
            let mut times: Vec<_> = (0..questions)
                .map(|number| timed(|| ask(&snapshot, &question(number), number)).1)
                .collect();
            let (half, most) = (percentile(&mut times, 0.5), percentile(&mut times, 0.99));
            lines.push(Line::new(format!("{name}, p50"), "ms", milliseconds(half)).with(size));
            lines.push(Line::new(format!("{name}, p99"), "ms", milliseconds(most)).with(size));
        }
        lines.push(Line::new("sort alone, first time", "ms", milliseconds(first_sort(size)?)).with(size));
        if size == PEERS {
            lines.extend(against_peer(&snapshot)?);
        }
    }
    Ok(lines)
}

/// One window, as the server makes it.
fn ask(snapshot: &Snapshot, query: &str, number: u64) -> usize {
    let view = View::from_query(query);
    let columns: Vec<ColumnId> = ["email", "phone", "company", "lifecyclestage", "hubspot_owner_id"]
        .map(ColumnId::property)
        .into_iter()
        .chain([ColumnId::Name, ColumnId::Modified])
        .collect();
    let arrangement = snapshot.arrange(&view);
    let room = u64::try_from(arrangement.len().saturating_sub(ROWS)).unwrap_or(0);
    let offset = usize::try_from(mix(number) % (room + 1)).unwrap_or(0);
    snapshot.rows(&arrangement, offset, ROWS, &columns).len()
}

/// A whole list sorted by a column that nobody sorted by before.
fn first_sort(size: usize) -> anyhow::Result<std::time::Duration> {
    let snapshot = snapshot(size)?;
    Ok(timed(|| ask(&snapshot, "sort=-p.email,p.phone", 0)).1)
}

/// A search and a sort beside the same over items in a vector.
fn against_peer(snapshot: &Snapshot) -> anyhow::Result<Vec<Line>> {
    let naive: Naive = crate::contacts::items(0, PEERS)?.into_iter().collect();
    let mut ours: Vec<_> = (0..20)
        .map(|number| timed(|| ask(snapshot, &format!("q=absent{number}"), number)).1)
        .collect();
    let mut peers: Vec<_> = (0..5)
        .map(|number| timed(|| naive.search(&format!("absent{number}"))).1)
        .collect();
    let search = Line::new("a search of all, p50", "ms", milliseconds(percentile(&mut ours, 0.5)));
    let mut ours: Vec<_> = (0..20)
        .map(|number| timed(|| ask(snapshot, "sort=-name", number)).1)
        .collect();
    let mut sorted: Vec<_> = (0..5).map(|_| timed(|| naive.sort().map(str::len)).1).collect();
    let sort = Line::new("a sort of all, p50", "ms", milliseconds(percentile(&mut ours, 0.5)));
    let is = "the same over items in a Vec";
    Ok(vec![
        search
            .against(milliseconds(percentile(&mut peers, 0.5)), is)
            .with(PEERS),
        sort.against(milliseconds(percentile(&mut sorted, 0.5)), is).with(PEERS),
    ])
}
