//! What needs no server: decoding, loading, windows.

use crate::{decoding, line::Line, loading, windows};

/// All of it.
pub fn measure() -> anyhow::Result<Vec<Line>> {
    let mut lines = decoding::measure()?;
    for records in [10_000, 100_000] {
        lines.extend(loading::measure(records)?);
    }
    lines.extend(windows::measure()?);
    Ok(lines)
}
