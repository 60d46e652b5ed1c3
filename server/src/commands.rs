//! The commands of the binary, one file each.

mod doctor;
mod gen_key;
mod healthcheck;
mod rekey;
mod serve;

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use integrations::PingError;
use metrics_exporter_prometheus::BuildError;
use store::{OpenError, SpoolError};
use tracing_subscriber::util::TryInitError;

use crate::{
    cli::{Cli, Command},
    listener::ListenError,
    settings::{Problems, Settings},
};

/// The settings are wrong; as when the command line itself is.
const MISUSE: u8 = 2;

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The output is closed.
    #[error("cannot write to the standard output")]
    Output(#[from] io::Error),
    /// TLS does not work on this machine.
    #[error("cannot build the HTTP client")]
    HttpClient(#[from] reqwest::Error),
    /// The store refuses.
    #[error("cannot open the store (TRIBUTARY_STORE)")]
    Store(#[from] OpenError),
    /// The store was sealed with other keys, or does not answer.
    #[error(transparent)]
    StoreUse(#[from] PingError),
    /// The spool's folder refuses.
    #[error("cannot use the folder of TRIBUTARY_SPOOL_DIR")]
    Spool(#[from] SpoolError),
    /// The address is not to be had.
    #[error(transparent)]
    Listen(#[from] ListenError),
    /// The process cannot be told to stop.
    #[error("cannot listen for signals")]
    Signals(#[source] io::Error),
    /// Something else counts.
    #[error("cannot start counting (TRIBUTARY_METRICS_LISTEN)")]
    Metrics(#[from] BuildError),
    /// Something else took the log.
    #[error("cannot start logging")]
    Log(#[from] TryInitError),
}

/// Does what the command line says.
///
/// # Errors
/// See [`CommandError`]. Wrong settings and failed checks are exit codes instead.
pub async fn run(cli: Cli) -> Result<ExitCode, CommandError> {
    let command = cli.chosen();
    if command == Command::GenKey {
        return gen_key::run(&mut io::stdout());
    }
    let settings = match Settings::read(cli.variables) {
        Ok(settings) => settings,
        Err(problems) => return refuse(&problems),
    };
    match command {
        Command::Doctor => doctor::run(settings, &mut io::stdout()).await,
        Command::Rekey => rekey::run(settings.storage, &mut io::stdout()).await,
        Command::Healthcheck => healthcheck::run(settings.listen).await,
        Command::Serve | Command::GenKey => serve::run(settings).await,
    }
}

/// One line a problem, so that all can be mended at once.
fn refuse(problems: &Problems) -> Result<ExitCode, CommandError> {
    writeln!(io::stderr(), "{problems}")?;
    Ok(ExitCode::from(MISUSE))
}
