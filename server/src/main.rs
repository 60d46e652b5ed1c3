//! The binary `tributary`: reads the command line, runs, and says how it went.

use std::process::ExitCode;

use clap::Parser as _;
use server::{cli::Cli, commands};

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    Ok(commands::run(Cli::parse()).await?)
}
