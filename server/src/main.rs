//! The binary `tributary`: reads the command line, runs, and says how it went.

use std::process::ExitCode;

use clap::Parser as _;
use server::{
    allocator,
    cli::{Cli, Command},
    commands,
};

fn main() -> anyhow::Result<ExitCode> {
    let cli = Cli::parse();
    if cli.chosen() == Command::Serve {
        allocator::settle();
    }
    run(cli)
}

#[tokio::main]
async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    Ok(Box::pin(commands::run(cli)).await?)
}
