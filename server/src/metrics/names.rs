//! What is counted under which name: everything that any crate of ours emits.

use metrics::{describe_counter, describe_gauge, describe_histogram};

pub(crate) const REQUESTS: &str = "tributary_http_requests_total";
pub(crate) const REQUEST_SECONDS: &str = "tributary_http_request_seconds";
pub(crate) const IN_FLIGHT: &str = "tributary_http_requests_in_flight";
pub(crate) const RATE_LIMITED: &str = "tributary_rate_limited_total";
pub(crate) const SHED: &str = "tributary_shed_total";
pub(crate) const PROGRESS_STREAMS: &str = "tributary_progress_streams";
pub(crate) const EXPORTS: &str = "tributary_exports";
pub(crate) const EXPORTED_RECORDS: &str = "tributary_exported_records_total";
pub(crate) const RESIDENT_MEMORY: &str = "tributary_resident_memory_bytes";
pub(crate) const CONNECTIONS: &str = "tributary_connections";
pub(crate) const START_TIME: &str = "tributary_start_time_seconds";

/// How a number behaves.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// It only grows.
    Counter,
    /// It goes up and down.
    Gauge,
    /// It counts durations by length.
    Histogram,
}

impl Kind {
    pub(super) fn describe(self, name: &'static str, help: &'static str) {
        match self {
            Self::Counter => describe_counter!(name, help),
            Self::Gauge => describe_gauge!(name, help),
            Self::Histogram => describe_histogram!(name, help),
        }
    }
}

/// Every name with what it says. Labels are words that we chose: routes, outcomes, provider ids.
pub const DESCRIBED: [(Kind, &str, &str); 22] = [
    (
        Kind::Counter,
        REQUESTS,
        "Requests answered, by route, method and class of status.",
    ),
    (
        Kind::Histogram,
        REQUEST_SECONDS,
        "From a request to the head of its answer, by route and method.",
    ),
    (Kind::Gauge, IN_FLIGHT, "Requests whose answer has not been sent whole."),
    (Kind::Counter, RATE_LIMITED, "Requests refused with 429, by limit."),
    (
        Kind::Counter,
        SHED,
        "Requests refused with 503 because too many were under way.",
    ),
    (
        Kind::Gauge,
        PROGRESS_STREAMS,
        "Pages that are told how far their list is.",
    ),
    (Kind::Gauge, EXPORTS, "Exports under way."),
    (Kind::Counter, EXPORTED_RECORDS, "Records written into exports."),
    (Kind::Gauge, RESIDENT_MEMORY, "Memory that the process has, in bytes."),
    (
        Kind::Gauge,
        START_TIME,
        "When the process began to count, in seconds since 1970.",
    ),
    (
        Kind::Counter,
        "tributary_refreshes_total",
        "Refreshes, by provider and outcome.",
    ),
    (
        Kind::Counter,
        "tributary_provider_requests_total",
        "Calls of providers, by provider and outcome.",
    ),
    (
        Kind::Histogram,
        "tributary_provider_request_seconds",
        "How long calls of providers took.",
    ),
    (
        Kind::Counter,
        "tributary_pages_read_total",
        "Pages of lists that were read from providers.",
    ),
    (Kind::Gauge, "tributary_snapshots", "Lists that are in memory."),
    (
        Kind::Gauge,
        "tributary_snapshot_records",
        "Records of the lists that are in memory.",
    ),
    (
        Kind::Gauge,
        "tributary_snapshot_bytes",
        "Memory that these lists take, in bytes.",
    ),
    (
        Kind::Counter,
        "tributary_throttled_total",
        "Calls that had to wait: held back by us, or refused by the provider.",
    ),
    (
        Kind::Counter,
        "tributary_store_operations_total",
        "Operations of the store, by operation and outcome.",
    ),
    (
        Kind::Histogram,
        "tributary_store_operation_seconds",
        "How long operations of the store took.",
    ),
    (
        Kind::Counter,
        "tributary_unreadable_records_total",
        "Records that did not open, by kind.",
    ),
    (Kind::Gauge, CONNECTIONS, "Connections, by state."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_operators_page_lists_every_name() {
        let page = include_str!("../../../docs/operations.md");
        for (_, name, _) in DESCRIBED {
            assert!(page.contains(&format!("| `{name}`")), "{name}");
        }
    }

    #[test]
    fn names_follow_the_conventions_of_prometheus() {
        for (kind, name, help) in DESCRIBED {
            assert!(name.starts_with("tributary_") && help.ends_with('.'), "{name}");
            let is_right = match kind {
                Kind::Counter => name.ends_with("_total"),
                Kind::Histogram => name.ends_with("_seconds"),
                Kind::Gauge => !name.ends_with("_total"),
            };
            assert!(is_right, "{name}");
        }
    }
}
