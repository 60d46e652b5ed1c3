//! A secret given as `X`, or in the file that `X_FILE` names.

use std::{fs, io};

use zeroize::Zeroizing;

use super::problems::{Noted, Problems};

/// Reads the secret `variable`. An empty one counts as not given, as an unfilled line of a `.env` leaves it.
pub(super) fn read(
    variable: &str,
    text: Option<String>,
    file: Option<String>,
    problems: &mut Problems,
) -> Result<Option<Zeroizing<String>>, Noted> {
    let file_variable = format!("{variable}_FILE");
    match (given(text), given(file)) {
        (Some(_), Some(_)) => Err(problems.note(variable, format!("give {variable} or {file_variable}, not both"))),
        (text, None) => Ok(text.map(Zeroizing::new)),
        (None, Some(path)) => problems.keep(&file_variable, read_file(&path)).map(Some),
    }
}

/// The text, unless it is empty.
pub(super) fn given(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

#[derive(Debug, thiserror::Error)]
enum FileError {
    #[error("the file cannot be read: {0}")]
    Unreadable(io::Error),
    #[error("the file is empty")]
    Empty,
}

/// The file's text without the end of its last line, which editors and `echo` add.
fn read_file(path: &str) -> Result<Zeroizing<String>, FileError> {
    let text = Zeroizing::new(fs::read_to_string(path).map_err(FileError::Unreadable)?);
    let secret = text.trim_end_matches(['\r', '\n']);
    if secret.is_empty() {
        return Err(FileError::Empty);
    }
    Ok(Zeroizing::new(secret.to_owned()))
}
