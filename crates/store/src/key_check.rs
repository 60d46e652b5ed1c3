//! Finds out whether this process has the keys that the store was sealed with (assurance T43).

use integrations::{StoreError, vault::CONNECTION_LIFETIME};

use crate::{
    backend::Backend,
    keys::{Owner, RecordKey},
    sealing::{
        Place, Purpose, Sealer,
        header::{next_generation, stamp},
    },
};

/// Another process sealed this store with keys that we do not have.
#[derive(Debug, thiserror::Error)]
#[error("the store was sealed with other keys than those of TRIBUTARY_KEYS")]
struct OtherKeys;

/// Opens the sealed check; makes it where there is none, and seals it anew when the first key changed.
///
/// # Errors
/// When the store does not answer, or when the check does not open.
pub(crate) async fn check(backend: &dyn Backend, sealer: &Sealer) -> Result<(), StoreError> {
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
        sealer.open(place, sealed).map_err(|_| StoreError::new(OtherKeys))?;
        if sealer.is_current(sealed) {
            return Ok(());
        }
    }
    let fresh = sealer.seal(place, None, next_generation(current.as_deref()), b"");
    let expected = current.as_deref().map(stamp);
    // Where another process was quicker, the next check looks at what that one wrote.
    backend.swap(&record, expected, &fresh, CONNECTION_LIFETIME).await?;
    Ok(())
}

#[cfg(test)]
mod tests;
