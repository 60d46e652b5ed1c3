//! Finds out whether this process has the keys that the store was sealed with (assurance T43).

use std::time::Duration;

use integrations::PingError;

use crate::{
    backend::Backend,
    keys::{Owner, RecordKey},
    sealing::{
        Place, Purpose, Sealer,
        header::{next_generation, stamp},
    },
};

/// A store is not sealed anew by being old.
const FOR_GOOD: Duration = Duration::from_hours(100 * 365 * 24);

/// Opens the sealed check; makes it where there is none, and seals it anew when the first key changed.
///
/// # Errors
/// When the store does not answer, or when the check does not open.
pub(crate) async fn check(backend: &dyn Backend, sealer: &Sealer) -> Result<(), PingError> {
    let record = RecordKey {
        owner: Owner::store(),
        name: "keycheck".to_owned(),
    };
    let key = record.key();
    let place = Place {
        purpose: Purpose::KeyCheck,
        owner: None,
        key: &key,
        binding: None,
    };
    let current = backend.get(&key).await?;
    if let Some(sealed) = &current {
        sealer.open(place, sealed).map_err(|_| PingError::OtherKeys)?;
        if sealer.is_current(sealed) {
            return Ok(());
        }
    }
    let fresh = sealer.seal(place, None, next_generation(current.as_deref()), b"");
    let expected = current.as_deref().map(stamp);
    // Where another process was quicker, the next check looks at what that one wrote.
    backend.swap(&record, expected, &fresh, FOR_GOOD).await?;
    Ok(())
}

#[cfg(test)]
mod tests;
