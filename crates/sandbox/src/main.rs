//! The `sandbox` command: flags in, a running sandbox until it is told to stop.

use std::io::Write as _;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use clap::Parser;
use sandbox::{Consent, Denial, RateLimit, Sandbox, SandboxConfig, parse_duration};
use tokio::signal::unix::{SignalKind, signal};

/// Stand-in providers over real HTTP, on loopback only.
#[derive(Parser)]
#[command(version)]
struct Flags {
    /// Where to listen; loopback only.
    #[arg(long, default_value = "127.0.0.1:4010")]
    listen: SocketAddr,
    /// How many contacts each portal holds.
    #[arg(long, default_value_t = 2500)]
    contacts: usize,
    /// What the contacts are derived from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many seconds an access token lives.
    #[arg(long, default_value_t = 1800)]
    token_ttl: u64,
    /// Requests per account and window, or `off`.
    #[arg(long, default_value = "110/10s")]
    rate_limit: RateLimit,
    /// Send `Retry-After` with a 429, which HubSpot does not.
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
    /// Let every refresh replace the refresh token.
    #[arg(long)]
    rotate_refresh_tokens: bool,
    /// How long search does not see a write.
    #[arg(long, default_value = "2s", value_parser = parse_duration)]
    search_lag: Duration,
}

impl From<Flags> for SandboxConfig {
    fn from(flags: Flags) -> Self {
        Self {
            listen: flags.listen,
            contacts: flags.contacts,
            seed: flags.seed,
            token_ttl: Duration::from_secs(flags.token_ttl),
            rate_limit: flags.rate_limit,
            retry_after: flags.retry_after,
            latency: flags.latency,
            consent: flags.consent,
            denial: flags.deny,
            rotate_refresh_tokens: flags.rotate_refresh_tokens,
            search_lag: flags.search_lag,
            ..Self::default()
        }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let Err(error) = run(Flags::parse()).await else {
        return ExitCode::SUCCESS;
    };
    // Nobody is left to tell when standard error is closed.
    writeln!(std::io::stderr(), "sandbox: {error:#}").ok();
    ExitCode::FAILURE
}

async fn run(flags: Flags) -> anyhow::Result<()> {
    let mut interrupt = signal(SignalKind::interrupt()).context("cannot listen for SIGINT")?;
    let mut terminate = signal(SignalKind::terminate()).context("cannot listen for SIGTERM")?;
    let sandbox = Sandbox::start(flags.into()).await?;
    writeln!(std::io::stdout(), "sandbox listening on {}", sandbox.base_url()).context("cannot write to stdout")?;
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    sandbox.stop().await;
    Ok(())
}
