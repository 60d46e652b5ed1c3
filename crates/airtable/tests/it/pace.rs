//! Pace: Airtable is asked no more often than it allows, for one base and for all.

use std::time::Duration;

use sandbox::{AirtableConfig, RateLimit};

use crate::connected::{Connected, bases, of};

/// Airtable's own limit: whoever exceeds it is refused, for half a minute.
fn strict(bases: u16, records: u32) -> AirtableConfig {
    AirtableConfig {
        rate_limit: RateLimit::Rolling {
            requests: 5,
            window: Duration::from_secs(1),
        },
        ..of(bases, 1, records)
    }
}

fn refused(connected: &Connected) -> usize {
    let journal = connected.stand_in().journal();
    journal.iter().filter(|entry| entry.status == Some(429)).count()
}

#[tokio::test]
async fn a_large_table_is_read_without_a_refusal() {
    let connected = Connected::with(strict(1, 2_500)).await.gated();
    let kind = connected.records_of("People").await;
    let (items, pages) = connected.all(&kind).await;
    assert_eq!((items.len(), pages, refused(&connected)), (2_500, 25, 0));
}

#[tokio::test]
async fn many_bases_are_read_without_a_refusal() {
    let connected = Connected::with(strict(120, 1)).await.gated();
    let (items, pages) = connected.all(&bases()).await;
    assert_eq!((items.len(), pages, refused(&connected)), (240, 12, 0));
}

#[tokio::test]
async fn without_a_gate_airtable_would_refuse() {
    let connected = Connected::with(strict(1, 2_500)).await;
    let kind = connected.records_of("People").await;
    connected.all(&kind).await;
    assert!(refused(&connected) > 0);
}
