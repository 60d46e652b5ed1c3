//! What is logged, how, and where.

use std::{
    fs::{File, OpenOptions},
    io,
    os::unix::fs::OpenOptionsExt as _,
};

use tracing_subscriber::EnvFilter;

use super::{
    problems::{Noted, Problems},
    secret_text,
};

/// What [`crate::telemetry`] needs to know.
#[derive(Debug)]
pub struct Log {
    /// Which events.
    pub filter: EnvFilter,
    /// In which form.
    pub format: LogFormat,
    /// Where audit events go as well.
    pub audit: Option<File>,
}

/// One line an event, in either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

#[derive(Debug, thiserror::Error)]
enum LogProblem {
    #[error("not a filter such as info or info,server=debug")]
    Filter,
    #[error("not text or json")]
    Format,
    #[error("the file cannot be written: {0}")]
    Audit(io::Error),
}

/// Reads the variables.
pub(super) fn read(filter: &str, format: &str, audit: Option<String>, problems: &mut Problems) -> Result<Log, Noted> {
    let filter = problems.keep("TRIBUTARY_LOG", parse_filter(filter));
    let format = problems.keep("TRIBUTARY_LOG_FORMAT", parse_format(format));
    let audit = problems.keep("TRIBUTARY_AUDIT_LOG", open_audit(audit));
    Ok(Log {
        filter: filter?,
        format: format?,
        audit: audit?,
    })
}

fn parse_filter(text: &str) -> Result<EnvFilter, LogProblem> {
    if text.is_empty() {
        return Err(LogProblem::Filter);
    }
    EnvFilter::builder()
        .with_regex(false)
        .parse(text)
        .map_err(|_| LogProblem::Filter)
}

fn parse_format(text: &str) -> Result<LogFormat, LogProblem> {
    match text {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err(LogProblem::Format),
    }
}

/// Opens the file for adding to its end, and for nobody else to read.
fn open_audit(path: Option<String>) -> Result<Option<File>, LogProblem> {
    let Some(path) = secret_text::given(path) else {
        return Ok(None);
    };
    let opened = OpenOptions::new().append(true).create(true).mode(0o600).open(path);
    opened.map(Some).map_err(LogProblem::Audit)
}
