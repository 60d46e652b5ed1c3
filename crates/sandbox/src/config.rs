//! What a sandbox can be told before it starts.

mod parse;
mod stand_ins;

use std::net::SocketAddr;
use std::time::Duration;

pub use parse::{InvalidSetting, parse_duration};
pub use stand_ins::{AirtableConfig, NotionConfig, PipedriveConfig};

use crate::clock::SandboxClock;

/// The settings of one sandbox; the default suits in-process tests.
///
/// HubSpot always runs, and what has no other word here is about it; consent, denial, the life of
/// codes, latency, `Retry-After` and the clock are shared by all stand-ins.
#[derive(Clone, Debug)]
pub struct SandboxConfig {
    /// Where to listen; loopback only. Default: a free port of `127.0.0.1`.
    pub listen: SocketAddr,
    /// How many contacts each portal holds. Default: 2,500.
    pub contacts: usize,
    /// How many custom properties contacts have besides the usual ones. Default: none.
    pub properties: usize,
    /// What the contacts are derived from. Default: 1.
    pub seed: u64,
    /// How long an access token lives. Default: HubSpot's 1,800 s.
    pub token_ttl: Duration,
    /// How long an authorization code lives. Default: 60 s (HubSpot's is not published).
    pub code_ttl: Duration,
    /// Requests per account and window. Default: off. Also switches search's own limit of 5/s.
    pub rate_limit: RateLimit,
    /// Whether a 429 carries `Retry-After`. Default: no, as at HubSpot.
    pub retry_after: bool,
    /// How long every answer waits. Default: not at all.
    pub latency: Duration,
    /// Who decides at the consent page. Default: [`Consent::Auto`].
    pub consent: Consent,
    /// What *deny* does. Default: [`Denial::Redirect`].
    pub denial: Denial,
    /// Whether each refresh replaces the refresh token. Default: no, as at HubSpot.
    pub rotate_refresh_tokens: bool,
    /// How long search does not see a write. Default: zero.
    pub search_lag: Duration,
    /// Airtable beside HubSpot. Default: not there.
    pub airtable: Option<AirtableConfig>,
    /// Notion beside HubSpot. Default: not there.
    pub notion: Option<NotionConfig>,
    /// Pipedrive beside HubSpot. Default: not there.
    pub pipedrive: Option<PipedriveConfig>,
    /// The time. Default: the machine's.
    pub clock: SandboxClock,
}

impl Default for SandboxConfig {
    fn default() -> Self {
        Self {
            listen: stand_ins::anywhere(),
            contacts: 2500,
            properties: 0,
            seed: 1,
            token_ttl: Duration::from_mins(30),
            code_ttl: Duration::from_mins(1),
            rate_limit: RateLimit::Off,
            retry_after: false,
            latency: Duration::ZERO,
            consent: Consent::Auto,
            denial: Denial::Redirect,
            rotate_refresh_tokens: false,
            search_lag: Duration::ZERO,
            airtable: None,
            notion: None,
            pipedrive: None,
            clock: SandboxClock::system(),
        }
    }
}

impl SandboxConfig {
    /// The default, with every stand-in there is, each on a free port.
    #[must_use]
    pub fn with_all_providers() -> Self {
        Self {
            airtable: Some(AirtableConfig::default()),
            notion: Some(NotionConfig::default()),
            pipedrive: Some(PipedriveConfig::default()),
            ..Self::default()
        }
    }
}

/// Who decides at the consent page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Consent {
    /// A person, by a button.
    Page,
    /// Nobody: every sound request is allowed at once.
    Auto,
    /// Nobody: every sound request is denied at once.
    Deny,
}

/// What *deny* does. HubSpot's own documents contradict each other here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Denial {
    /// Sends the browser back with `error=access_denied`.
    Redirect,
    /// Sends nothing: the browser stays on a page of the provider.
    Stay,
}

/// How many requests an account may send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RateLimit {
    /// Any number.
    Off,
    /// So many in any window of that length.
    Rolling {
        /// How many.
        requests: usize,
        /// In how long.
        window: Duration,
    },
}
