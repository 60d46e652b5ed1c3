//! The audit stream: events of the target `audit`, whatever the filter of the log says, as JSON lines in a file.

use std::{fs::File, sync::Arc};

use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::{Layer, filter::filter_fn, fmt, registry::LookupSpan};

/// The target of the events that tell who did what (OWASP logging vocabulary).
const TARGET: &str = "audit";

/// One line an event; the span of the request, with its id and its origin, goes with it.
pub(super) fn layer<S>(file: File) -> impl Layer<S> + Send + Sync
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    fmt::layer()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_ansi(false)
        .with_writer(Arc::new(file))
        .with_filter(filter_fn(belongs))
}

/// Audit events, and the spans that say in which request they happened.
fn belongs(metadata: &Metadata<'_>) -> bool {
    let is_context = metadata.is_span() && *metadata.level() <= Level::INFO && metadata.target().starts_with("server");
    is_context || metadata.target() == TARGET
}
