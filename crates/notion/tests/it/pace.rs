//! Pace: Notion is asked no more often than it allows.

use std::time::Duration;

use sandbox::{NotionConfig, RateLimit};

use crate::connected::Connected;

/// Notion's own limit is an average: here it is held to the second.
fn strict(pages: u32) -> NotionConfig {
    NotionConfig {
        pages,
        rate_limit: RateLimit::Rolling {
            requests: 3,
            window: Duration::from_secs(1),
        },
        ..NotionConfig::default()
    }
}

fn refused(connected: &Connected) -> usize {
    let journal = connected.stand_in().journal();
    journal.iter().filter(|entry| entry.status == Some(429)).count()
}

#[tokio::test]
async fn a_large_workspace_is_read_without_a_refusal() {
    let connected = Connected::with(strict(1_500)).await.gated();
    let items = connected.all().await;
    assert!(items.len() > 1_500);
    assert_eq!(refused(&connected), 0);
}

#[tokio::test]
async fn without_a_gate_notion_would_refuse() {
    let connected = Connected::with(strict(1_500)).await;
    connected.all().await;
    assert!(refused(&connected) > 0);
}
