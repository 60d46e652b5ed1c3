//! Where connections rest, and the keys that seal them.

use store::{Keyring, Location};

use super::{
    problems::{Noted, Problems},
    secret_text,
};

const STORE: &str = "TRIBUTARY_STORE";
const DEFAULT_STORE: &str = "memory:";
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
///
/// An empty one is no default: somebody meant to say more, and would lose every connection at the next start.
pub(super) fn read_location(
    text: Option<String>,
    file: Option<String>,
    problems: &mut Problems,
) -> Result<Location, Noted> {
    let text = text.or_else(|| file.is_none().then(|| DEFAULT_STORE.to_owned()));
    match secret_text::read(STORE, text, file, problems)? {
        Some(text) => problems.keep(STORE, Location::parse(&text)),
        None => Err(problems.note(
            STORE,
            "neither it nor TRIBUTARY_STORE_FILE says where; leave both out for memory:",
        )),
    }
}

/// Reads the keys. They are optional only where nothing outlives the process.
pub(super) fn read(
    location: Result<Location, Noted>,
    text: Option<String>,
    file: Option<String>,
    problems: &mut Problems,
) -> Result<Storage, Noted> {
    let text = secret_text::read(KEYS, text, file, problems)?;
    let given = text
        .map(|text| problems.keep(KEYS, Keyring::parse(&text)))
        .transpose()?;
    let location = location?;
    let keyring = match given {
        Some(keyring) => keyring,
        None if location.is_memory() => Keyring::draw(),
        None => {
            return Err(problems.note(
                KEYS,
                "required unless TRIBUTARY_STORE is memory:; see `tributary gen-key`",
            ));
        }
    };
    Ok(Storage { location, keyring })
}
