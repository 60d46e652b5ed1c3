//! What is logged, and how.

use tracing_subscriber::EnvFilter;

use super::problems::{Noted, Problems};

/// What [`crate::telemetry`] needs to know.
#[derive(Debug)]
pub struct Log {
    /// Which events.
    pub filter: EnvFilter,
    /// In which form.
    pub format: LogFormat,
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
}

/// Reads both variables.
pub(super) fn read(filter: &str, format: &str, problems: &mut Problems) -> Result<Log, Noted> {
    let filter = problems.keep("TRIBUTARY_LOG", parse_filter(filter));
    let format = problems.keep("TRIBUTARY_LOG_FORMAT", parse_format(format));
    Ok(Log {
        filter: filter?,
        format: format?,
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
