//! What the ways out of the list say: how much leads out, and what would be missing.

use model::list::Progress;

use super::status;
use crate::number::grouped;

/// What an export would lack now.
pub fn partly(progress: &Progress) -> Option<String> {
    let lacking = || format!("{}; the rest would be missing.", status::loaded(progress));
    (!progress.is_whole()).then(lacking)
}

/// `2,500 rows`.
pub fn rows(count: u32) -> String {
    let rows = if count == 1 { "row" } else { "rows" };
    format!("{} {rows}", grouped(count))
}
