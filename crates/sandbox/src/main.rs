//! The `sandbox` command: flags in, a running sandbox until it is told to stop.

mod flags;

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Parser as _;
use flags::Flags;
use sandbox::{RunningSandbox, Sandbox};
use tokio::signal::unix::{SignalKind, signal};

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
    tell(&sandbox).context("cannot write to stdout")?;
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    sandbox.stop().await;
    Ok(())
}

/// One line for each stand-in; HubSpot's is the first, and speaks for the whole.
fn tell(sandbox: &RunningSandbox) -> std::io::Result<()> {
    for (name, running) in sandbox.stand_ins() {
        let name = if name == "hubspot" { "sandbox" } else { name };
        writeln!(std::io::stdout(), "{name} listening on {}", running.base_url())?;
    }
    Ok(())
}
