//! Metrics: what all crates count, rendered for Prometheus.

mod memory;
pub(crate) mod names;

use std::time::Duration;

use axum::{Router, response::IntoResponse, routing::get};
use http::header::CONTENT_TYPE;
use integrations::Clock;
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

pub use self::names::{DESCRIBED, Kind};

/// Upper bounds of the histograms, in seconds: from an answer out of memory to a provider's deadline.
const BUCKETS: [f64; 12] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// Samples are kept one by one until they are sorted into buckets.
const UPKEEP: Duration = Duration::from_secs(5);

/// What has been counted so far. Without one, counting costs nothing and is forgotten.
#[derive(Clone)]
pub struct Metrics(PrometheusHandle);

impl Metrics {
    /// Counts from now on, for the life of the process.
    ///
    /// # Errors
    /// When counting was started before.
    pub fn start(clock: &dyn Clock) -> Result<Self, BuildError> {
        let builder =
            PrometheusBuilder::new().set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &BUCKETS)?;
        let metrics = Self(builder.install_recorder()?);
        for (kind, name, help) in DESCRIBED {
            kind.describe(name, help);
        }
        #[expect(clippy::cast_precision_loss, reason = "seconds since 1970 fit for millions of years")]
        metrics::gauge!(names::START_TIME).set(clock.now().as_second() as f64);
        Ok(metrics)
    }

    /// Keeps what is kept small, for ever.
    pub async fn upkeep(self) {
        loop {
            tokio::time::sleep(UPKEEP).await;
            self.0.run_upkeep();
        }
    }

    /// Everything, as text.
    #[must_use]
    pub fn render(&self) -> String {
        if let Some(bytes) = memory::resident() {
            metrics::gauge!(names::RESIDENT_MEMORY).set(bytes);
        }
        self.0.render()
    }

    /// `GET /metrics`, and nothing else.
    pub fn router(self) -> Router {
        let show = async move || ([(CONTENT_TYPE, "text/plain; version=0.0.4")], self.render()).into_response();
        Router::new().route("/metrics", get(show))
    }
}
