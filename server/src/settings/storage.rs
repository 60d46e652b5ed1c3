//! Where connections rest, and the keys that seal them.

use std::{fs, io};

use store::{Keyring, Location, LocationError};

use super::{
    problems::{Noted, Problems},
    secret_text,
};
use crate::cli::RedisVariables;

const STORE: &str = "TRIBUTARY_STORE";
const DEFAULT_STORE: &str = "memory:";
const KEYS: &str = "TRIBUTARY_KEYS";
const CA_FILE: &str = "TRIBUTARY_REDIS_CA_FILE";
const ALLOW_INSECURE: &str = "TRIBUTARY_ALLOW_INSECURE_REDIS";

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
    redis: RedisVariables,
    problems: &mut Problems,
) -> Result<Location, Noted> {
    let insecure = problems.keep(ALLOW_INSECURE, parse_yes_or_no(&redis.allow_insecure));
    let text = text.or_else(|| file.is_none().then(|| DEFAULT_STORE.to_owned()));
    let Some(text) = secret_text::read(STORE, text, file, problems)? else {
        return Err(problems.note(
            STORE,
            "neither it nor TRIBUTARY_STORE_FILE says where; leave both out for memory:",
        ));
    };
    let location = problems.keep(STORE, Location::parse(&text))?;
    // assurance T62: what rests is sealed, but sessions and connections could be deleted or replaced.
    if let (Some(exposure), false) = (location.exposure(), insecure?) {
        return Err(problems.note(STORE, format!("{exposure}; or set {ALLOW_INSECURE}=true")));
    }
    match secret_text::given(redis.ca_file) {
        Some(path) => problems.keep(CA_FILE, trusting(location, &path)),
        None => Ok(location),
    }
}

#[derive(Debug, thiserror::Error)]
enum CaProblem {
    #[error("the file cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    #[error(transparent)]
    Unusable(#[from] LocationError),
}

fn trusting(location: Location, path: &str) -> Result<Location, CaProblem> {
    Ok(location.trusting(&fs::read(path)?)?)
}

#[derive(Debug, thiserror::Error)]
#[error("not true or false")]
struct NotTrueOrFalse;

fn parse_yes_or_no(text: &str) -> Result<bool, NotTrueOrFalse> {
    text.parse().map_err(|_| NotTrueOrFalse)
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
