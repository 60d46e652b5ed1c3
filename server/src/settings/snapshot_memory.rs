//! How much memory the lists may take that are kept to be searched and sorted.

use super::problems::{Noted, Problems};

const VARIABLE: &str = "TRIBUTARY_SNAPSHOT_MEMORY";

/// A list of ten thousand contacts fits into less, and nothing of use into much less.
const LEAST: usize = 16 << 20;

const UNITS: [(&str, usize); 3] = [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30)];

#[derive(Debug, thiserror::Error)]
enum NotAnAmount {
    #[error("not an amount of memory, such as 512MiB or 536870912")]
    Unreadable,
    #[error("too little: 16MiB at least")]
    TooLittle,
}

/// Reads the variable, in bytes.
pub(super) fn read(text: &str, problems: &mut Problems) -> Result<usize, Noted> {
    problems.keep(VARIABLE, parse(text.trim()))
}

fn parse(text: &str) -> Result<usize, NotAnAmount> {
    let unit = UNITS
        .iter()
        .find_map(|(name, bytes)| Some((text.strip_suffix(name)?, *bytes)));
    let (number, bytes) = unit.unwrap_or((text, 1));
    let number: usize = number.trim_end().parse().map_err(|_| NotAnAmount::Unreadable)?;
    let amount = number.checked_mul(bytes).ok_or(NotAnAmount::Unreadable)?;
    if amount < LEAST {
        return Err(NotAnAmount::TooLittle);
    }
    Ok(amount)
}
