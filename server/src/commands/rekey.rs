//! `tributary rekey`: seals everything in the store with the first key, while servers run.

use std::{io::Write, process::ExitCode, sync::Arc};

use integrations::SystemClock;

use super::CommandError;
use crate::settings::Storage;

/// Seals anew, and says what became of the records; fails if some do not open.
pub(super) async fn run(storage: Storage, out: &mut impl Write) -> Result<ExitCode, CommandError> {
    let store = store::open(storage.location, storage.keyring, Arc::new(SystemClock))?;
    let report = store.rekey().await?;
    writeln!(out, "sealed anew   {}", report.resealed)?;
    writeln!(out, "needed no new {}", report.current)?;
    writeln!(
        out,
        "pending       {} (they open with the older key, for ten minutes at most: keep it so long)",
        report.skipped
    )?;
    writeln!(out, "unreadable    {}", report.unreadable)?;
    if report.unreadable > 0 {
        writeln!(
            out,
            "No key of TRIBUTARY_KEYS opens those: add the one that sealed them, and run this again."
        )?;
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use integrations::Clock;
    use store::{Keyring, Location};
    use testkit::{builders, clock::ManualClock};

    use super::*;

    async fn rekeyed(file: &str, keys: &str) -> (ExitCode, String) {
        let storage = Storage {
            location: Location::parse(file).unwrap(),
            keyring: Keyring::parse(keys).unwrap(),
        };
        let mut said = Vec::new();
        let code = run(storage, &mut said).await.unwrap();
        (code, String::from_utf8(said).unwrap())
    }

    /// T42
    #[tokio::test]
    async fn it_says_what_became_of_the_records() {
        let folder = tempfile::tempdir().unwrap();
        let file = format!("file:{}", folder.path().join("store").display());
        let (old, new) = (Keyring::draw_entry("k1"), Keyring::draw_entry("k2"));
        let clock: Arc<dyn Clock> = Arc::new(ManualClock::default());
        let opened = store::open(Location::parse(&file).unwrap(), Keyring::parse(&old).unwrap(), clock).unwrap();
        opened
            .vault
            .save(&builders::principal(), &builders::connection())
            .await
            .unwrap();
        drop(opened);
        let both = format!("{new},{old}");
        let (code, said) = rekeyed(&file, &both).await;
        assert!(said.contains("sealed anew   1"), "{said}");
        assert_eq!(code, ExitCode::SUCCESS);
        let (_, said) = rekeyed(&file, &new).await;
        assert!(
            said.contains("sealed anew   0") && said.contains("unreadable    0"),
            "{said}"
        );
    }
}
