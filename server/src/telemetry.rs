//! Logging: one line an event, to standard error; standard output belongs to the commands.

mod audit;
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
    let lines = layer(log.format, writer).with_filter(log.filter.and(transports));
    tracing_subscriber::registry()
        .with(lines)
        .with(log.audit.map(audit::layer))
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
mod tests {
    use std::{
        fs::{self, File},
        sync::{Arc, Mutex},
    };

    use tracing_subscriber::EnvFilter;

    use super::*;

    const FORGED: &str = "x\r\n2000-01-01T00:00:00Z ERROR server: forged\u{1b}[2J";

    #[derive(Clone, Default)]
    struct Captured(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Captured {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What is logged at this filter and in this form while `events` runs.
    fn logged(filter: &str, format: LogFormat, events: impl FnOnce()) -> String {
        logged_beside(None, filter, format, events)
    }

    /// The same, beside an audit file.
    fn logged_beside(audit: Option<File>, filter: &str, format: LogFormat, events: impl FnOnce()) -> String {
        let captured = Captured::default();
        let writer = captured.clone();
        let filter = EnvFilter::builder().parse(filter).unwrap();
        let subscriber = subscriber(Log { filter, format, audit }, move || writer.clone());
        tracing::subscriber::with_default(subscriber, events);
        let bytes = captured.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn text_keeps_each_event_on_one_line() {
        let log = logged("info", LogFormat::Text, || {
            let span = tracing::info_span!("request", agent = %FORGED);
            let _entered = span.enter();
            tracing::info!(note = %FORGED, "{FORGED}");
            tracing::info!("second");
        });
        assert_eq!(log.lines().count(), 2, "{log}");
        assert!(!log.contains('\u{1b}') && !log.contains('\r'), "{log:?}");
        assert!(log.contains("forged"), "{log}");
    }

    #[test]
    fn json_parses_line_by_line() {
        let log = logged("info", LogFormat::Json, || {
            let span = tracing::info_span!("request", agent = %FORGED);
            let _entered = span.enter();
            tracing::info!(note = %FORGED, "{FORGED}");
            tracing::info!(note = r#""},{"level":"ERROR"#, "second");
        });
        let lines: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0]["fields"]["note"], FORGED);
        assert_eq!(lines[1]["level"], "INFO");
    }

    #[test]
    fn transports_stay_silent_below_info_whatever_the_filter_says() {
        let log = logged("trace,hyper::proto=trace", LogFormat::Text, || {
            tracing::trace!(target: "hyper::proto", "canary");
            tracing::debug!(target: "h2::frame", "canary");
            tracing::info!(target: "hyper", "audible");
            tracing::trace!(target: "server", "also audible");
        });
        assert!(!log.contains("canary"), "{log}");
        assert_eq!(log.lines().count(), 2, "{log}");
    }

    #[test]
    fn the_filter_decides_what_is_logged() {
        let log = logged("warn,server::quiet=off", LogFormat::Text, || {
            tracing::info!("too quiet");
            tracing::warn!(target: "server::quiet", "silenced");
            tracing::warn!("kept");
        });
        assert!(log.ends_with("kept\n") && log.lines().count() == 1, "{log}");
    }

    #[test]
    fn audit_events_reach_the_file_whatever_the_filter_says_and_nothing_else_does() {
        for format in [LogFormat::Text, LogFormat::Json] {
            let file = tempfile::NamedTempFile::new().unwrap();
            let log = logged_beside(Some(file.reopen().unwrap()), "error", format, || {
                let span = tracing::info_span!("request", id = "R1", client = "192.0.2.1");
                let _entered = span.enter();
                tracing::warn!(target: "audit", event = "malicious_csrf", note = %FORGED, "refused");
                tracing::error!("no audit event");
                tracing::trace!(target: "hyper::proto", "canary");
            });
            let lines = fs::read_to_string(file.path()).unwrap();
            assert_eq!((log.lines().count(), lines.lines().count()), (1, 1), "{log}{lines}");
            let event: serde_json::Value = serde_json::from_str(&lines).unwrap();
            assert_eq!(event["event"], "malicious_csrf");
            assert_eq!(event["note"], FORGED);
            assert_eq!(event["spans"][0]["id"], "R1", "{lines}");
            assert_eq!(event["spans"][0]["client"], "192.0.2.1");
        }
    }

    #[test]
    fn a_panic_is_logged_by_its_place_only() {
        let log = logged("info", LogFormat::Text, || {
            let before = panic::take_hook();
            panic::set_hook(Box::new(log_panic));
            let outcome = panic::catch_unwind(|| panic!("canary"));
            panic::set_hook(before);
            assert!(outcome.is_err());
        });
        assert!(log.contains("panicked") && log.contains("telemetry.rs:"), "{log}");
        assert!(!log.contains("canary"), "{log}");
    }
}
