//! What the stand-ins beside HubSpot can be told before they start.

use std::net::SocketAddr;
use std::time::Duration;

use super::RateLimit;

/// A free port of `127.0.0.1`.
pub(super) fn anywhere() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 0))
}

/// The settings of the sandbox's Airtable; the default suits in-process tests.
#[derive(Clone, Debug)]
pub struct AirtableConfig {
    /// Where to listen; loopback only. Default: a free port of `127.0.0.1`.
    pub listen: SocketAddr,
    /// How many bases the account sees. Default: 3.
    pub bases: u16,
    /// How many tables each base has. Default: 5, one of each kind.
    pub tables: u16,
    /// How many records each table has. Default: 250.
    pub records: u32,
    /// How long an access token lives. Default: Airtable's 60 minutes.
    pub token_ttl: Duration,
    /// Requests per base and window; whoever sends more waits 30 s. Default: off. Airtable's: 5/1s.
    ///
    /// Ten times as many are allowed to each user over all bases.
    pub rate_limit: RateLimit,
}

impl Default for AirtableConfig {
    fn default() -> Self {
        Self {
            listen: anywhere(),
            bases: 3,
            tables: 5,
            records: 250,
            token_ttl: Duration::from_hours(1),
            rate_limit: RateLimit::Off,
        }
    }
}

/// The settings of the sandbox's Notion; the default suits in-process tests.
#[derive(Clone, Debug)]
pub struct NotionConfig {
    /// Where to listen; loopback only. Default: a free port of `127.0.0.1`.
    pub listen: SocketAddr,
    /// How many pages there are, rows of databases among them. Default: 250.
    pub pages: u32,
    /// How long an access token lives, which Notion tells nobody. Default: for ever.
    pub token_ttl: Option<Duration>,
    /// Requests per grant and window. Default: off. Notion's is an average of three a second.
    pub rate_limit: RateLimit,
}

impl Default for NotionConfig {
    fn default() -> Self {
        Self {
            listen: anywhere(),
            pages: 250,
            token_ttl: None,
            rate_limit: RateLimit::Off,
        }
    }
}

/// The settings of the sandbox's Pipedrive; the default suits in-process tests.
#[derive(Clone, Debug)]
pub struct PipedriveConfig {
    /// Where to listen; loopback only. Default: a free port of `127.0.0.1`.
    pub listen: SocketAddr,
    /// How many persons there are. Default: 250.
    pub persons: u32,
    /// How long an access token lives. Default: Pipedrive's 60 minutes.
    pub token_ttl: Duration,
    /// Requests per access token and window. Default: off.
    pub rate_limit: RateLimit,
}

impl Default for PipedriveConfig {
    fn default() -> Self {
        Self {
            listen: anywhere(),
            persons: 250,
            token_ttl: Duration::from_hours(1),
            rate_limit: RateLimit::Off,
        }
    }
}
