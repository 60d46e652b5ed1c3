//! Upkeep: what a server does beside answering, each as a loop that ends with the process.

use std::{sync::Arc, time::Duration};

use integrations::{Connections, Vault};
use store::Store;
use tokio::time::{MissedTickBehavior, interval, sleep};

use crate::metrics::names::CONNECTIONS;

/// How often the spool is looked at: a token that waits there is renewed by nobody else.
const REPLAY_EVERY: Duration = Duration::from_secs(5);

/// How often the connections are counted: it reads every record.
const COUNT_EVERY: Duration = Duration::from_mins(1);

/// How long until a store is asked again what there is to say of it.
const ASK_AGAIN: Duration = Duration::from_secs(30);

/// Saves what waits in the spool, at the start and whenever the store is back.
pub async fn replay_spool(connections: Connections) {
    let mut next = interval(REPLAY_EVERY);
    next.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        next.tick().await;
        if let Err(error) = connections.replay().await {
            tracing::warn!(error = &error as &dyn std::error::Error, "the spool waits on");
        }
    }
}

/// Counts the connections by state, for the metrics.
pub async fn count_connections(vault: Arc<dyn Vault>) {
    let mut next = interval(COUNT_EVERY);
    next.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        next.tick().await;
        match vault.census().await {
            Ok(census) => {
                for (state, count) in [
                    ("connected", census.connected),
                    ("reconnect_needed", census.reconnect_needed),
                    ("unreadable", census.unreadable),
                ] {
                    #[expect(clippy::cast_precision_loss, reason = "there are fewer connections than 2^52")]
                    metrics::gauge!(CONNECTIONS, "state" => state).set(count as f64);
                }
            }
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "the connections cannot be counted"
                );
            }
        }
    }
}

/// Says once in the log what an operator should know of the store, as soon as it answers.
pub async fn tell_findings(store: Store) {
    let findings = loop {
        match store.findings().await {
            Ok(findings) => break findings,
            Err(_) => sleep(ASK_AGAIN).await,
        }
    };
    for finding in findings {
        tracing::warn!("the store: {finding}");
    }
}
