//! The folder where a token set waits, sealed, that the store would not take.

use std::{
    fs::{self, DirBuilder, File},
    io,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
};

use integrations::random;

use super::{
    problems::{Noted, Problems},
    secret_text,
};

#[derive(Debug, thiserror::Error)]
#[error("the folder cannot be made, or not be written to: {0}")]
struct Unwritable(io::Error);

/// Reads the variable and makes the folder, if it names one: better now than when a token set needs it.
pub(super) fn read(text: Option<String>, problems: &mut Problems) -> Result<Option<PathBuf>, Noted> {
    let Some(path) = secret_text::given(text).map(PathBuf::from) else {
        return Ok(None);
    };
    problems.keep("TRIBUTARY_SPOOL_DIR", prepare(&path).map_err(Unwritable))?;
    Ok(Some(path))
}

/// Nobody else may look into a folder that we make: what lies there is sealed, but its name is not.
fn prepare(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    let trial = path.join(format!(".trial-{}", random::name()));
    File::create_new(&trial)?;
    fs::remove_file(trial)
}
