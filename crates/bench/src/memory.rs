//! What a snapshot takes: resident memory before and after, and what it says itself.

use std::fs;

use anyhow::Context as _;

use crate::{contacts::items, line::Line, loading::snapshot};

/// Of so many contacts with twelve properties. It must be alone in its process.
#[expect(clippy::cast_precision_loss, reason = "less than 2^52 bytes")]
pub fn measure(records: usize) -> anyhow::Result<Vec<Line>> {
    // What reading one page needs once is not the snapshot's.
    drop(items(0, 100)?);
    let before = resident()?;
    let snapshot = snapshot(records)?;
    let grown = resident()?.saturating_sub(before);
    Ok(vec![
        Line::new("resident memory of a snapshot", "bytes", grown as f64).with(records),
        Line::new("a snapshot by its own account", "bytes", snapshot.memory() as f64).with(records),
    ])
}

/// In bytes (Linux).
fn resident() -> anyhow::Result<usize> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|text| text.trim().strip_suffix(" kB"));
    Ok(kilobytes.context("no VmRSS")?.parse::<usize>()? * 1024)
}
