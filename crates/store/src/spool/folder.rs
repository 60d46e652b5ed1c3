//! A folder of sealed files, for its owner's eyes only, in which each write is whole and lasting.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, ErrorKind, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

/// What the names of finished files end with.
const SEALED: &str = "sealed";
/// What those end with that are being written. After a crash they are overwritten or lie there, and are read by nobody.
const UNFINISHED: &str = "unfinished";

/// The folder.
pub(super) struct Folder(PathBuf);

impl Folder {
    /// The folder at that path. It is made, with what is missing above it, where there is none.
    pub(super) fn made(path: &Path) -> io::Result<Self> {
        DirBuilder::new().recursive(true).mode(0o700).create(path)?;
        Ok(Self(path.to_owned()))
    }

    /// Writes a file, over what was there. It has reached the disk when this returns.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let unfinished = self.path(name, UNFINISHED);
        let mut options = OpenOptions::new();
        let mut file = options
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&unfinished)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&unfinished, self.path(name, SEALED))?;
        self.sync()
    }

    /// All finished files, by name. One that cannot be read is as good as an empty one.
    pub(super) fn read_all(&self) -> io::Result<Vec<(String, Vec<u8>)>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.0)? {
            let path = entry?.path();
            let finished = path.extension().is_some_and(|extension| extension == SEALED);
            if let Some(name) = path.file_stem().and_then(|name| name.to_str()).filter(|_| finished) {
                found.push((name.to_owned(), fs::read(&path).unwrap_or_default()));
            }
        }
        found.sort_unstable();
        Ok(found)
    }

    /// Removes a file if it still is the one that is meant. One that is gone is no error.
    pub(super) fn remove_if(&self, name: &str, is_meant: impl FnOnce(&[u8]) -> bool) -> io::Result<()> {
        let path = self.path(name, SEALED);
        let bytes = match fs::read(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            read => read?,
        };
        if !is_meant(&bytes) {
            return Ok(());
        }
        fs::remove_file(&path)?;
        self.sync()
    }

    fn path(&self, name: &str, ending: &str) -> PathBuf {
        self.0.join(format!("{name}.{ending}"))
    }

    /// Brings the names to the disk: without, a crash may undo a move or a removal.
    fn sync(&self) -> io::Result<()> {
        File::open(&self.0)?.sync_all()
    }
}
