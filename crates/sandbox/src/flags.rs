//! The flags of the `sandbox` command, and the settings that they mean.

use std::net::SocketAddr;
use std::time::Duration;

use clap::Parser;
use sandbox::{AirtableConfig, NotionConfig, PipedriveConfig};
use sandbox::{Consent, Denial, RateLimit, SandboxConfig, parse_duration};

/// Stand-in providers over real HTTP, on loopback only.
#[derive(Parser)]
#[command(version)]
pub(crate) struct Flags {
    /// Where HubSpot listens; loopback only.
    #[arg(long, default_value = "127.0.0.1:4010")]
    listen: SocketAddr,
    /// How many contacts each portal holds.
    #[arg(long, default_value_t = 2500)]
    contacts: usize,
    /// How many custom properties contacts have besides the usual ones.
    #[arg(long, default_value_t = 0)]
    properties: usize,
    /// What all records are derived from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many seconds an access token lives; without this, as long as each provider says.
    #[arg(long)]
    token_ttl: Option<u64>,
    /// Requests per HubSpot account and window, or `off`.
    #[arg(long, default_value = "110/10s")]
    rate_limit: RateLimit,
    /// Send `Retry-After` with a 429 where the provider does not.
    #[arg(long)]
    retry_after: bool,
    /// How long every answer waits.
    #[arg(long, default_value = "0ms", value_parser = parse_duration)]
    latency: Duration,
    /// Who decides at the consent page: `page` (a person), `auto` (allow), `deny`.
    #[arg(long, default_value = "page")]
    consent: Consent,
    /// What a denial does: `redirect` or `stay`.
    #[arg(long, default_value = "redirect")]
    deny: Denial,
    /// Let every refresh at HubSpot replace the refresh token.
    #[arg(long)]
    rotate_refresh_tokens: bool,
    /// How long HubSpot's search does not see a write.
    #[arg(long, default_value = "2s", value_parser = parse_duration)]
    search_lag: Duration,
    #[command(flatten)]
    airtable: AirtableFlags,
    #[command(flatten)]
    notion: NotionFlags,
    #[command(flatten)]
    pipedrive: PipedriveFlags,
}

#[derive(clap::Args)]
struct AirtableFlags {
    /// Where Airtable listens; without this, it does not.
    #[arg(id = "airtable-listen", long = "airtable-listen")]
    listen: Option<SocketAddr>,
    /// How many bases there are.
    #[arg(id = "airtable-bases", long = "airtable-bases", default_value_t = 20)]
    bases: u16,
    /// How many tables each base has.
    #[arg(id = "airtable-tables", long = "airtable-tables", default_value_t = 50)]
    tables: u16,
    /// How many records each table has.
    #[arg(id = "airtable-records", long = "airtable-records", default_value_t = 250)]
    records: u32,
    /// Requests per base and window, or `off`.
    #[arg(id = "airtable-rate-limit", long = "airtable-rate-limit", default_value = "5/1s")]
    rate_limit: RateLimit,
}

#[derive(clap::Args)]
struct NotionFlags {
    /// Where Notion listens; without this, it does not.
    #[arg(id = "notion-listen", long = "notion-listen")]
    listen: Option<SocketAddr>,
    /// How many pages there are, rows of databases among them.
    #[arg(id = "notion-pages", long = "notion-pages", default_value_t = 500)]
    pages: u32,
    /// Requests per grant and window, or `off`.
    #[arg(id = "notion-rate-limit", long = "notion-rate-limit", default_value = "30/10s")]
    rate_limit: RateLimit,
}

#[derive(clap::Args)]
struct PipedriveFlags {
    /// Where Pipedrive listens; without this, it does not.
    #[arg(id = "pipedrive-listen", long = "pipedrive-listen")]
    listen: Option<SocketAddr>,
    /// How many persons there are.
    #[arg(id = "pipedrive-persons", long = "pipedrive-persons", default_value_t = 500)]
    persons: u32,
    /// Requests per access token and window, or `off`.
    #[arg(id = "pipedrive-rate-limit", long = "pipedrive-rate-limit", default_value = "80/2s")]
    rate_limit: RateLimit,
}

impl From<Flags> for SandboxConfig {
    fn from(flags: Flags) -> Self {
        let token_ttl = flags.token_ttl.map(Duration::from_secs);
        let usual = Self::default();
        Self {
            listen: flags.listen,
            contacts: flags.contacts,
            properties: flags.properties,
            seed: flags.seed,
            token_ttl: token_ttl.unwrap_or(usual.token_ttl),
            rate_limit: flags.rate_limit,
            retry_after: flags.retry_after,
            latency: flags.latency,
            consent: flags.consent,
            denial: flags.deny,
            rotate_refresh_tokens: flags.rotate_refresh_tokens,
            search_lag: flags.search_lag,
            airtable: flags.airtable.config(token_ttl),
            notion: flags.notion.config(token_ttl),
            pipedrive: flags.pipedrive.config(token_ttl),
            ..usual
        }
    }
}

impl AirtableFlags {
    fn config(self, token_ttl: Option<Duration>) -> Option<AirtableConfig> {
        Some(AirtableConfig {
            listen: self.listen?,
            bases: self.bases,
            tables: self.tables,
            records: self.records,
            token_ttl: token_ttl.unwrap_or(AirtableConfig::default().token_ttl),
            rate_limit: self.rate_limit,
        })
    }
}

impl NotionFlags {
    fn config(self, token_ttl: Option<Duration>) -> Option<NotionConfig> {
        Some(NotionConfig {
            listen: self.listen?,
            pages: self.pages,
            token_ttl,
            rate_limit: self.rate_limit,
        })
    }
}

impl PipedriveFlags {
    fn config(self, token_ttl: Option<Duration>) -> Option<PipedriveConfig> {
        Some(PipedriveConfig {
            listen: self.listen?,
            persons: self.persons,
            token_ttl: token_ttl.unwrap_or(PipedriveConfig::default().token_ttl),
            rate_limit: self.rate_limit,
        })
    }
}
