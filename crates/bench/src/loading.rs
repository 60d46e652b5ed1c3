//! Putting pages into a snapshot, against keeping the items as they are.

use model::IntegrationItem;
use snapshot::Snapshot;

use crate::{
    contacts::{PAGE, items},
    line::Line,
    naive::Naive,
    stopwatch::{milliseconds, rate, timed},
};

/// A snapshot of so many contacts, settled.
pub fn snapshot(records: usize) -> anyhow::Result<Snapshot> {
    let mut snapshot = Snapshot::default();
    for from in (0..records).step_by(PAGE) {
        snapshot.upsert(items(from, PAGE.min(records - from))?);
    }
    snapshot.settle();
    Ok(snapshot)
}

/// Items a second, and what settling costs.
pub fn measure(records: usize) -> anyhow::Result<Vec<Line>> {
    let pages = (0..records)
        .step_by(PAGE)
        .map(|from| items(from, PAGE.min(records - from)))
        .collect::<anyhow::Result<Vec<Vec<IntegrationItem>>>>()?;
    let twin = pages.clone();
    let mut snapshot = Snapshot::default();
    let ((), ours) = timed(|| pages.into_iter().for_each(|page| snapshot.upsert(page)));
    let (naive, floor) = timed(|| twin.into_iter().flatten().collect::<Naive>());
    let ((), settling) = timed(|| snapshot.settle());
    anyhow::ensure!(snapshot.len() == naive.len(), "every record is there");
    Ok(vec![
        Line::new("loading a snapshot", "items/s", rate(records, ours))
            .against(rate(records, floor), "moving the items into a Vec")
            .with(records),
        Line::new("settling it: all orders sorted", "ms", milliseconds(settling)).with(records),
    ])
}
