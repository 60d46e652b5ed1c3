//! `tributary doctor`: checks what the server stands on, one line a check.

mod clock;
mod provider;

use std::{io::Write, process::ExitCode};

use integrations::{Vault, http};

use super::CommandError;
use crate::{
    compose::compose,
    settings::{Settings, is_loopback},
};

/// What a check found.
#[derive(Debug, PartialEq, Eq)]
enum Finding {
    /// All is well.
    Fine(String),
    /// Nothing is broken, but the operator should know.
    Note(String),
    /// The server cannot work so.
    Failed(String),
}

/// Prints each check as it ends; fails if one failed.
pub(super) async fn run(settings: Settings, out: &mut impl Write) -> Result<ExitCode, CommandError> {
    let memory = settings.storage.location.is_memory();
    let mut report = Report { out, failed: false };
    report.line(
        "settings",
        &Finding::Fine(format!("the public URL is {}", settings.public_url)),
    )?;
    report.line("keys", &keys(memory))?;
    let public_url = settings.public_url.clone();
    let client = http::client()?;
    let services = compose(
        settings.public_url,
        settings.storage,
        settings.providers,
        client.clone(),
    )?;
    report.line(
        "store",
        &store(services.vault.as_ref(), memory && !is_loopback(&public_url)).await,
    )?;
    let mut told = None;
    for descriptor in services.connections.descriptors() {
        let visit = provider::visit(&client, &descriptor.token_endpoint).await;
        report.line(descriptor.id.as_str(), &provider::configured(descriptor, &public_url))?;
        report.line(descriptor.id.as_str(), &provider::reachable(descriptor, &visit))?;
        told = told.or(visit.ok().flatten());
    }
    report.line("clock", &clock::check(services.clock.now(), told))?;
    Ok(report.exit_code())
}

fn keys(memory: bool) -> Finding {
    if memory {
        Finding::Fine("a store in memory needs none that last".to_owned())
    } else {
        Finding::Fine("usable".to_owned())
    }
}

async fn store(vault: &dyn Vault, fleeting: bool) -> Finding {
    match vault.ping().await {
        Err(_) => Finding::Failed("does not answer (TRIBUTARY_STORE)".to_owned()),
        Ok(()) if fleeting => Finding::Note("in memory: all connections end with the process".to_owned()),
        Ok(()) => Finding::Fine("answers".to_owned()),
    }
}

/// The lines printed so far.
struct Report<'a, W> {
    out: &'a mut W,
    failed: bool,
}

impl<W: Write> Report<'_, W> {
    fn line(&mut self, check: &str, finding: &Finding) -> Result<(), CommandError> {
        let (word, text) = match finding {
            Finding::Fine(text) => ("ok", text),
            Finding::Note(text) => ("note", text),
            Finding::Failed(text) => ("FAILED", text),
        };
        self.failed |= matches!(finding, Finding::Failed(_));
        Ok(writeln!(self.out, "{word:<6} {check}: {text}")?)
    }

    fn exit_code(&self) -> ExitCode {
        if self.failed {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        }
    }
}

#[cfg(test)]
mod tests;
