//! Logging: one line an event, to standard error; standard output belongs to the commands.

mod one_line;

use std::{io, panic};

use tracing::{Subscriber, level_filters::LevelFilter};
use tracing_subscriber::{
    Layer, Registry,
    filter::{FilterExt as _, Targets},
    fmt::{self, MakeWriter},
    layer::SubscriberExt as _,
    util::{SubscriberInitExt as _, TryInitError},
};

use self::one_line::OneLine;
use crate::settings::{Log, LogFormat};

/// They see the bytes on the wire, secrets among them, so below `info` they stay silent whatever the filter says.
const TRANSPORTS: [&str; 7] = ["h2", "hyper", "hyper_util", "redis", "reqwest", "rustls", "tokio_util"];

/// Starts logging, for the life of the process.
///
/// # Errors
/// When logging was started before.
pub fn start(log: Log) -> Result<(), TryInitError> {
    subscriber(log, io::stderr).try_init()?;
    panic::set_hook(Box::new(log_panic));
    Ok(())
}

fn subscriber<W>(log: Log, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let transports = Targets::new()
        .with_default(LevelFilter::TRACE)
        .with_targets(TRANSPORTS.map(|target| (target, LevelFilter::INFO)));
    tracing_subscriber::registry().with(layer(log.format, writer).with_filter(log.filter.and(transports)))
}

/// ASVS 16.4.1: JSON escapes line breaks by itself; the text form needs [`OneLine`].
/// No colours: an escape sequence in a log may come from outside.
fn layer<W>(format: LogFormat, writer: W) -> Box<dyn Layer<Registry> + Send + Sync>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    match format {
        LogFormat::Text => fmt::layer().with_ansi(false).with_writer(OneLine(writer)).boxed(),
        LogFormat::Json => fmt::layer().json().with_ansi(false).with_writer(writer).boxed(),
    }
}

/// Logs where a panic happened, and not its words: they may quote what a request brought.
fn log_panic(panic: &panic::PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string);
    tracing::error!(place, "panicked");
}

#[cfg(test)]
mod tests;
