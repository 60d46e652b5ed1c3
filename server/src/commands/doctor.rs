//! `tributary doctor`: checks what the server stands on, one line a check.

mod clock;
mod place;
mod provider;

use std::{error::Error as _, io::Write, process::ExitCode, sync::Arc};

use integrations::{Clock, PingError, StoreError, SystemClock, http};

use super::CommandError;
use crate::{
    compose::registry,
    settings::{self, Settings, is_loopback},
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
    let public_url = settings.public_url;
    report.line("settings", &place::public_url(&public_url))?;
    report.line(
        "proxies",
        &place::proxies(&settings.visitors.trusted_proxies, &public_url),
    )?;
    report.line("spool", &place::spool(settings.spool_dir.as_deref()))?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let found = storage(
        settings.storage,
        Arc::clone(&clock),
        memory && !is_loopback(&public_url),
    )
    .await;
    report.line("keys", &found.keys)?;
    report.line("store", &found.store)?;
    for sentence in found.findings {
        report.line("store", &Finding::Note(sentence))?;
    }
    let client = http::client()?;
    let registry = registry(settings.providers, &client);
    let mut told = None;
    for descriptor in registry.descriptors() {
        report.line(descriptor.id.as_str(), &provider::configured(descriptor, &public_url))?;
        if descriptor.client.is_none() {
            continue;
        }
        let visit = provider::visit(&client, &descriptor.token_endpoint).await;
        report.line(descriptor.id.as_str(), &provider::reachable(descriptor, &visit))?;
        if visit.is_ok() {
            let finding = provider::knows_us(&client, descriptor, &public_url).await;
            report.line(descriptor.id.as_str(), &finding)?;
        }
        told = told.or(visit.ok().flatten());
    }
    report.line("clock", &clock::check(clock.now(), told))?;
    Ok(report.exit_code())
}

/// What was found out about where things rest.
struct Storage {
    keys: Finding,
    store: Finding,
    /// What to know of a store that works.
    findings: Vec<String>,
}

/// Opens the store and asks it. A store that cannot be opened says nothing about the keys.
async fn storage(storage: settings::Storage, clock: Arc<dyn Clock>, fleeting: bool) -> Storage {
    let usable = || Finding::Fine("usable".to_owned());
    let failed = |text: String| Storage {
        keys: usable(),
        store: Finding::Failed(text),
        findings: Vec::new(),
    };
    let opened = match store::open(storage.location, storage.keyring, clock) {
        Ok(opened) => opened,
        Err(error) => return failed(error.to_string()),
    };
    let answers = || Finding::Fine("answers".to_owned());
    let (keys, store) = match opened.vault.ping().await {
        Ok(()) if fleeting => {
            let store = Finding::Note("in memory: all connections end with the process".to_owned());
            (usable(), store)
        }
        Ok(()) => (usable(), answers()),
        Err(error @ PingError::OtherKeys) => (Finding::Failed(error.to_string()), answers()),
        Err(PingError::Store(error)) => return failed(format!("{error}: {}", cause(&error))),
    };
    let findings = opened.findings().await.unwrap_or_default();
    Storage { keys, store, findings }
}

/// What the store's adapter says: addresses and key ids may be in it, secrets not.
fn cause(error: &StoreError) -> String {
    error.source().map(ToString::to_string).unwrap_or_default()
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
mod tests {
    use std::net::TcpListener;

    use sandbox::{Fault, RunningSandbox, RunningStandIn, Sandbox, SandboxConfig};
    use store::Keyring;

    use super::*;
    use crate::settings::tests::read;

    /// A port that nobody listens on.
    fn closed_port() -> u16 {
        TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
    }

    /// What the doctor prints, and whether all is well.
    async fn examine(arguments: &[&str]) -> (String, bool) {
        let mut out = Vec::new();
        let code = run(read(arguments).unwrap(), &mut out).await.unwrap();
        (String::from_utf8(out).unwrap(), code == ExitCode::SUCCESS)
    }

    /// The flags that lead to the stand-ins of all providers, with this secret.
    fn flags(sandbox: &RunningSandbox, secret: &str) -> Vec<String> {
        let (airtable, notion) = (sandbox.airtable().base_url(), sandbox.notion().base_url());
        let pipedrive = sandbox.pipedrive().base_url();
        let mut flags = vec![
            format!("--hubspot-api-url={}", sandbox.base_url()),
            format!("--airtable-token-url={airtable}/oauth2/v1/token"),
            format!("--notion-token-url={notion}/v1/oauth/token"),
            format!("--pipedrive-token-url={pipedrive}/oauth/token"),
        ];
        for provider in ["hubspot", "airtable", "notion", "pipedrive"] {
            flags.push(format!("--{provider}-client-id={}", sandbox::CLIENT_ID));
            flags.push(format!("--{provider}-client-secret={secret}"));
        }
        flags
    }

    async fn stand_ins() -> RunningSandbox {
        Sandbox::start(SandboxConfig::with_all_providers()).await.unwrap()
    }

    #[tokio::test]
    async fn a_server_that_is_well_passes_every_check() {
        let sandbox = stand_ins().await;
        let spool = tempfile::tempdir().unwrap();
        let mut flags = flags(&sandbox, sandbox::CLIENT_SECRET);
        flags.push(format!("--spool-dir={}", spool.path().display()));
        let (report, well) = examine(&flags.iter().map(String::as_str).collect::<Vec<_>>()).await;
        assert!(well, "{report}");
        let checks: Vec<&str> = report.lines().map(|line| line.split(':').next().unwrap()).collect();
        let before = [
            "ok     settings",
            "ok     proxies",
            "ok     spool",
            "ok     keys",
            "ok     store",
        ];
        let of_providers =
            ["ok     hubspot", "ok     airtable", "ok     notion", "ok     pipedrive"].map(|check| [check; 3]);
        assert_eq!(
            checks,
            [&before[..], of_providers.as_flattened(), &["ok     clock"]].concat()
        );
        for provider in ["hubspot", "airtable", "notion", "pipedrive"] {
            let redirect_url = format!("http://localhost:3000/integrations/{provider}/oauth2callback");
            assert!(report.contains(&redirect_url), "{report}");
        }
        assert_eq!(report.matches("accepts our client credentials").count(), 4, "{report}");
        assert!(!report.contains(sandbox::CLIENT_SECRET), "{report}");
    }

    #[tokio::test]
    async fn credentials_that_a_provider_does_not_accept_fail_and_are_named() {
        let sandbox = stand_ins().await;
        let flags = flags(&sandbox, "canary");
        let (report, well) = examine(&flags.iter().map(String::as_str).collect::<Vec<_>>()).await;
        assert!(!well, "{report}");
        for provider in ["hubspot", "airtable", "notion", "pipedrive"] {
            let failed = format!("FAILED {provider}: does not accept us");
            let variable = format!("{}_CLIENT_SECRET", provider.to_uppercase());
            assert!(report.contains(&failed) && report.contains(&variable), "{report}");
        }
        assert!(!report.contains("canary"), "{report}");
    }

    /// A code challenge that the provider did not ask for is no way to find out whether it knows us.
    #[tokio::test]
    async fn a_provider_is_offered_a_verifier_only_where_it_knows_them() {
        let sandbox = stand_ins().await;
        let flags = flags(&sandbox, sandbox::CLIENT_SECRET);
        examine(&flags.iter().map(String::as_str).collect::<Vec<_>>()).await;
        let sent = |stand_in: &RunningStandIn| {
            let journal = stand_in.journal();
            let entry = journal.into_iter().find(|entry| entry.method == "POST").unwrap();
            [entry.form_names, entry.json_names].concat()
        };
        assert!(sent(sandbox.airtable()).contains(&"code_verifier".to_owned()));
        for unasked in [sandbox.notion(), sandbox.pipedrive()] {
            assert!(!sent(unasked).contains(&"code_verifier".to_owned()));
        }
    }

    #[tokio::test]
    async fn a_provider_that_cannot_answer_just_now_is_not_called_misconfigured() {
        let sandbox = Sandbox::start(SandboxConfig::default()).await.unwrap();
        sandbox.fault(Fault {
            path_prefix: "/oauth/".into(),
            status: Some(503),
            times: 9,
            ..Fault::default()
        });
        let api = format!("--hubspot-api-url={}", sandbox.base_url());
        let (report, well) = examine(&[&api, "--hubspot-client-id=id", "--hubspot-client-secret=canary"]).await;
        assert!(well, "{report}");
        assert!(report.contains("note   hubspot: cannot be asked"), "{report}");
    }

    #[tokio::test]
    async fn a_provider_that_cannot_be_reached_fails_and_the_rest_is_still_checked() {
        let api = format!("--hubspot-api-url=http://127.0.0.1:{}", closed_port());
        let (report, well) = examine(&[&api, "--hubspot-client-id=id", "--hubspot-client-secret=canary"]).await;
        assert!(!well, "{report}");
        assert!(report.contains("FAILED hubspot"), "{report}");
        assert!(
            report.contains("ok     store") && report.contains("note   clock"),
            "{report}"
        );
    }

    #[tokio::test]
    async fn a_provider_without_a_client_is_not_asked_and_a_note_says_what_to_do() {
        let api = format!("--hubspot-api-url=http://127.0.0.1:{}", closed_port());
        let (report, well) = examine(&[&api]).await;
        assert!(well, "{report}");
        for (id, variable) in [
            ("hubspot", "HUBSPOT_CLIENT_ID"),
            ("airtable", "AIRTABLE_CLIENT_ID"),
            ("notion", "NOTION_CLIENT_ID"),
            ("pipedrive", "PIPEDRIVE_CLIENT_ID"),
        ] {
            assert!(report.contains(&format!("note   {id}: not configured")), "{report}");
            assert!(report.contains(variable), "{report}");
        }
        assert!(!report.contains("does not answer"), "{report}");
    }

    #[tokio::test]
    async fn a_store_that_is_down_fails() {
        let store = format!("--store=redis://user:canary@127.0.0.1:{}", closed_port());
        let keys = format!("--keys={}", Keyring::draw_entry("k1"));
        let (report, well) = examine(&[&store, &keys]).await;
        assert!(!well, "{report}");
        assert!(report.contains("FAILED store"), "{report}");
        assert!(!report.contains("canary"), "{report}");
    }

    /// Beside a running server, of all places, it must say what is wrong and go on.
    #[tokio::test]
    async fn a_store_that_another_process_holds_fails_and_the_rest_is_still_checked() {
        let folder = tempfile::tempdir().unwrap();
        let store = format!("--store=file:{}", folder.path().join("store.redb").display());
        let arguments = [store, format!("--keys={}", Keyring::draw_entry("k1"))];
        let arguments = arguments.each_ref().map(String::as_str);
        let held = read(&arguments).unwrap().storage;
        let _held = store::open(held.location, held.keyring, Arc::new(SystemClock)).unwrap();
        let (report, well) = examine(&arguments).await;
        assert!(!well, "{report}");
        assert!(report.contains("FAILED store: the store's file is in use"), "{report}");
        assert!(
            report.contains("ok     clock") || report.contains("note   clock"),
            "{report}"
        );
    }

    #[tokio::test]
    async fn keys_that_did_not_seal_the_store_fail_as_keys_and_not_as_an_outage() {
        let folder = tempfile::tempdir().unwrap();
        let store = format!("--store=file:{}", folder.path().join("store.redb").display());
        for (keys, well) in [(Keyring::draw_entry("k1"), true), (Keyring::draw_entry("k1"), false)] {
            let keys = format!("--keys={keys}");
            let (report, found) = examine(&[&store, &keys]).await;
            assert_eq!(found, well, "{report}");
            assert_eq!(report.contains("FAILED keys"), !well, "{report}");
            assert!(report.contains("ok     store"), "{report}");
        }
    }

    #[tokio::test]
    async fn a_store_in_memory_behind_a_public_url_is_worth_a_note() {
        let (report, well) = examine(&["--public-url=https://crm.example"]).await;
        assert!(well, "{report}");
        assert!(report.contains("note   store"), "{report}");
    }
}
