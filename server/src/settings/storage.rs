//! Where connections rest, and the keys that seal them.

use store::{Keyring, Location};

use super::{Problems, secret_text};

const STORE: &str = "TRIBUTARY_STORE";
const KEYS: &str = "TRIBUTARY_KEYS";

/// A store that can be opened.
#[derive(Debug)]
pub struct Storage {
    /// Where it is.
    pub location: Location,
    /// What seals it.
    pub keyring: Keyring,
}

/// Reads the location, which is a secret: it may hold a password.
pub(super) fn read_location(text: Option<String>, file: Option<String>, problems: &mut Problems) -> Option<Location> {
    let text = secret_text::read(STORE, text, file, problems)?;
    let Some(text) = text else {
        problems.add(
            STORE,
            "neither it nor TRIBUTARY_STORE_FILE says where; leave both out for memory:",
        );
        return None;
    };
    problems.keep(STORE, Location::parse(&text))
}

/// Reads the keys. They are optional only where nothing outlives the process.
pub(super) fn read(
    location: Option<Location>,
    text: Option<String>,
    file: Option<String>,
    problems: &mut Problems,
) -> Option<Storage> {
    let keyring = match secret_text::read(KEYS, text, file, problems)? {
        Some(text) => problems.keep(KEYS, Keyring::parse(&text))?,
        None if location.as_ref()?.is_memory() => Keyring::draw(),
        None => {
            problems.add(
                KEYS,
                "required unless TRIBUTARY_STORE is memory:; `tributary gen-key` prints one",
            );
            return None;
        }
    };
    Some(Storage {
        location: location?,
        keyring,
    })
}
