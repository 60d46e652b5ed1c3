//! Walks over everything that rests in a store, while others write to it.

use std::collections::HashSet;

use integrations::StoreError;

use crate::{
    backend::Backend,
    keys::{self, Resting},
};

/// All that can be sealed anew or counted, each once. What was there all the while is in it.
pub(crate) async fn all(backend: &dyn Backend) -> Result<HashSet<Resting>, StoreError> {
    let mut found = HashSet::new();
    let mut cursor = None;
    loop {
        let scan = backend.scan(cursor).await?;
        found.extend(scan.keys.iter().filter_map(|key| keys::parse(key)));
        cursor = scan.next;
        if cursor.is_none() {
            return Ok(found);
        }
    }
}
