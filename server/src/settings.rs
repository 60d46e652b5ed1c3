//! The settings: everything that an operator can decide, parsed and found consistent.

mod airtable;
mod client;
mod drain_delay;
mod hubspot;
mod log;
mod problems;
mod scopes;
mod secret_text;
mod snapshot_memory;
mod spool;
mod storage;
mod urls;
mod visitors;

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use ::airtable::AirtableSettings;
use ::hubspot::HubSpotSettings;
use integrations::ClientSettings;
use url::Url;

pub use self::{
    log::{Log, LogFormat},
    problems::{Problem, Problems},
    storage::Storage,
    urls::is_loopback,
    visitors::Visitors,
};
use crate::cli::Variables;

/// Settings that hold together.
#[derive(Debug)]
pub struct Settings {
    /// The address to bind.
    pub listen: SocketAddr,
    /// Where browsers reach us: an origin, without path, query or user.
    pub public_url: Url,
    /// Where connections rest, and what seals them.
    pub storage: Storage,
    /// Where a token set waits that the store would not take, if anywhere. The folder is there.
    pub spool_dir: Option<PathBuf>,
    /// How much memory all lists together may take, in bytes.
    pub snapshot_memory: usize,
    /// Where metrics are shown, if anywhere.
    pub metrics_listen: Option<SocketAddr>,
    /// How long to go on serving once told to stop.
    pub drain_delay: Duration,
    /// Who visitors are, and how much they may do.
    pub visitors: Visitors,
    /// What is logged, and how.
    pub log: Log,
    /// The providers, configured or not.
    pub providers: ProviderSettings,
}

/// One section for each provider.
#[derive(Debug)]
pub struct ProviderSettings {
    /// HubSpot's.
    pub hubspot: HubSpotSettings,
    /// Airtable's.
    pub airtable: AirtableSettings,
    /// Notion's.
    pub notion: ClientSettings,
    /// Pipedrive's.
    pub pipedrive: ClientSettings,
}

impl Settings {
    /// Parses all variables, and reads the files that hold secrets.
    ///
    /// # Errors
    /// All problems at once, each naming its variable. None repeats a value: it may be a secret.
    pub fn read(variables: Variables) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let listen = problems.keep("TRIBUTARY_LISTEN", parse_listen(&variables.listen));
        let public_url = problems.keep("TRIBUTARY_PUBLIC_URL", urls::parse_public(&variables.public_url));
        let location = storage::read_location(variables.store, variables.store_file, variables.redis, &mut problems);
        let storage = storage::read(location, variables.keys, variables.keys_file, &mut problems);
        let spool_dir = spool::read(variables.spool_dir, &mut problems);
        let snapshot_memory = snapshot_memory::read(&variables.snapshot_memory, &mut problems);
        let metrics_listen = problems.keep("TRIBUTARY_METRICS_LISTEN", parse_optional(variables.metrics_listen));
        let drain_delay = drain_delay::read(variables.drain_delay, public_url.as_ref().ok(), &mut problems);
        let visitors = visitors::read(&variables.rate_limits, variables.trusted_proxies, &mut problems);
        let log = log::read(
            &variables.log,
            &variables.log_format,
            variables.audit_log,
            &mut problems,
        );
        let hubspot = hubspot::read(variables.hubspot, &mut problems);
        let airtable = airtable::read(variables.airtable, &mut problems);
        let notion = client::read_settings(variables.notion.into(), &mut problems);
        let pipedrive = client::read_settings(variables.pipedrive.into(), &mut problems);

        let whole = || {
            Ok(Self {
                listen: listen?,
                public_url: public_url?,
                storage: storage?,
                spool_dir: spool_dir?,
                snapshot_memory: snapshot_memory?,
                metrics_listen: metrics_listen?,
                drain_delay: drain_delay?,
                visitors: visitors?,
                log: log?,
                providers: ProviderSettings {
                    hubspot: hubspot?,
                    airtable: airtable?,
                    notion: notion?,
                    pipedrive: pipedrive?,
                },
            })
        };
        problems.or(whole())
    }
}

#[derive(Debug, thiserror::Error)]
#[error("not an address and a port, such as 127.0.0.1:3000")]
struct NotAnAddress;

fn parse_listen(text: &str) -> Result<SocketAddr, NotAnAddress> {
    text.parse().map_err(|_| NotAnAddress)
}

fn parse_optional(text: Option<String>) -> Result<Option<SocketAddr>, NotAnAddress> {
    secret_text::given(text).map(|text| parse_listen(&text)).transpose()
}

#[cfg(test)]
pub(crate) mod tests;
