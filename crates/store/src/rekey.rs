//! Seals everything anew that older keys sealed, while servers run (assurance T42).
//!
//! A record is replaced only if it is still, byte for byte, what was read, and keeps its generation:
//! whoever writes meanwhile neither loses a write nor notices. Logs are passed over: they end within half
//! an hour, and a list whose log does not open is read anew.

use integrations::{PingError, StoreError};

use crate::{
    backend::Backend,
    key_check,
    keys::Resting,
    sealing::{Place, Sealer},
    sessions, vault, walk,
};

/// How often a record is read again because somebody wrote to it.
const ROUNDS: usize = 100;

/// What became of the records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// So many were sealed anew.
    pub resealed: u64,
    /// So many were sealed with the first key already.
    pub current: u64,
    /// So many do not open: no key that is named sealed them, or they are damaged. They stay.
    pub unreadable: u64,
    /// So many wait for an answer: only the browser that began can open them, for ten minutes more at most.
    pub skipped: u64,
}

/// What became of one record.
enum Outcome {
    Resealed,
    Current,
    Unreadable,
    Gone,
}

/// A record is written to faster than it can be sealed anew.
#[derive(Debug, thiserror::Error)]
#[error("a record is written to without end")]
struct Contended;

/// Seals sessions, connections and the key check anew, with the first key.
///
/// # Errors
/// When the store was sealed with other keys, or fails. What was done until then stays, and it may be
/// done again.
pub(crate) async fn rekey(backend: &dyn Backend, sealer: &Sealer) -> Result<Report, PingError> {
    key_check::check(backend, sealer).await?;
    let mut report = Report::default();
    for resting in walk::all(backend).await? {
        let key = resting.key();
        let place = match &resting {
            Resting::Pending(_) => {
                report.skipped += 1;
                continue;
            }
            Resting::Session(_) => sessions::place(key),
            Resting::Connection { principal, .. } => vault::place(principal, key),
        };
        match reseal(backend, sealer, place).await? {
            Outcome::Resealed => report.resealed += 1,
            Outcome::Current => report.current += 1,
            Outcome::Unreadable => report.unreadable += 1,
            Outcome::Gone => {}
        }
    }
    Ok(report)
}

async fn reseal(backend: &dyn Backend, sealer: &Sealer, place: Place<'_>) -> Result<Outcome, StoreError> {
    for _ in 0..ROUNDS {
        let Some(found) = backend.get(place.key).await? else {
            return Ok(Outcome::Gone);
        };
        let Ok(opened) = sealer.open(place, &found) else {
            return Ok(Outcome::Unreadable);
        };
        if sealer.is_current(&found) {
            return Ok(Outcome::Current);
        }
        let fresh = sealer.seal(place, opened.provider.as_ref(), opened.generation, &opened.plaintext);
        if backend.replace(place.key, &found, &fresh).await? {
            return Ok(Outcome::Resealed);
        }
    }
    Err(StoreError::new(Contended))
}
