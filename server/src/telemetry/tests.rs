//! What the log must and must not hold.

use std::sync::{Arc, Mutex};

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
    let captured = Captured::default();
    let writer = captured.clone();
    let filter = EnvFilter::builder().parse(filter).unwrap();
    let subscriber = subscriber(Log { filter, format }, move || writer.clone());
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
