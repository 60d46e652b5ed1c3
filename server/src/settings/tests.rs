//! Which settings hold together, and what is said of those that do not.

mod hubspot;
mod providers;
mod redis;

use std::{fs, io::Write as _, os::unix::fs::PermissionsExt as _};

use store::Keyring;
use tempfile::NamedTempFile;

use super::*;
use crate::{cli::tests::parse, layers::rate_limits::Strictness};

/// The settings of that command line.
pub(crate) fn read(arguments: &[&str]) -> Result<Settings, Problems> {
    Settings::read(parse(arguments).unwrap().variables)
}

/// The variables that are complained about, in order.
fn complaints(arguments: &[&str]) -> Vec<String> {
    let problems = read(arguments).unwrap_err();
    problems.iter().map(|problem| problem.variable.clone()).collect()
}

fn file(text: &str) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

fn path(file: &NamedTempFile) -> &str {
    file.path().to_str().unwrap()
}

#[test]
fn nothing_need_be_set() {
    let settings = read(&[]).unwrap();
    assert_eq!(settings.listen.to_string(), "127.0.0.1:3000");
    assert_eq!(settings.public_url.as_str(), "http://localhost:3000/");
    assert!(settings.storage.location.is_memory());
    assert_eq!(settings.log.format, LogFormat::Text);
}

#[test]
fn all_problems_are_reported_at_once() {
    let reported = complaints(&[
        "--listen=localhost",
        "--public-url=http://crm.example",
        "--store=sqlite:x",
        "--keys=none",
        "--spool-dir=/dev/null/spool",
        "--snapshot-memory=15MiB",
        "--metrics-listen=9464",
        "--drain-delay=301",
        "--rate-limits=some",
        "--trusted-proxies=proxy.example",
        "--log=server=loud",
        "--log-format=xml",
        "--audit-log=/dev/null/audit",
        "--hubspot-client-id=x",
        "--hubspot-authorize-url=http://app.hubspot.com/oauth/authorize",
        "--hubspot-api-url=api.hubapi.com",
        "--hubspot-api-version=../v3",
        "--hubspot-scopes=crm.objects.contacts.read",
        "--hubspot-optional-scopes=é",
    ]);
    assert_eq!(
        reported,
        [
            "TRIBUTARY_LISTEN",
            "TRIBUTARY_PUBLIC_URL",
            "TRIBUTARY_STORE",
            "TRIBUTARY_KEYS",
            "TRIBUTARY_SPOOL_DIR",
            "TRIBUTARY_SNAPSHOT_MEMORY",
            "TRIBUTARY_METRICS_LISTEN",
            "TRIBUTARY_DRAIN_DELAY",
            "TRIBUTARY_RATE_LIMITS",
            "TRIBUTARY_TRUSTED_PROXIES",
            "TRIBUTARY_LOG",
            "TRIBUTARY_LOG_FORMAT",
            "TRIBUTARY_AUDIT_LOG",
            "HUBSPOT_CLIENT_SECRET",
            "HUBSPOT_AUTHORIZE_URL",
            "HUBSPOT_API_URL",
            "HUBSPOT_API_VERSION",
            "HUBSPOT_SCOPES",
            "HUBSPOT_OPTIONAL_SCOPES",
        ]
    );
}

#[test]
fn a_problem_is_one_line_that_names_its_variable() {
    let text = read(&["--listen=x", "--log-format=x"]).unwrap_err().to_string();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 2, "{text}");
    assert!(
        lines[0].starts_with("TRIBUTARY_LISTEN: ") && lines[1].starts_with("TRIBUTARY_LOG_FORMAT: "),
        "{text}"
    );
}

#[test]
fn a_problem_repeats_no_value() {
    let text = read(&[
        "--listen=canary",
        "--public-url=https://canary:canary@crm.example",
        "--store=redis://canary:canary@[",
        "--keys=canary:canary,canary",
        "--hubspot-client-secret=canary",
        "--hubspot-authorize-url=http://canary",
        "--hubspot-api-url=https://canary@api.hubapi.com",
        "--hubspot-scopes=canary",
        "--hubspot-optional-scopes=\"canary\"",
    ])
    .unwrap_err()
    .to_string();
    assert_eq!(text.lines().count(), 9, "{text}");
    assert!(!text.contains("canary"), "{text}");
}

#[test]
fn a_secret_may_come_from_a_file() {
    let location = file("redis://localhost:1\n");
    let keys = file(&format!("{}\r\n", Keyring::draw_entry("k1")));
    let secret = file("s3cret\n");
    let settings = read(&[
        "--store-file",
        path(&location),
        "--keys-file",
        path(&keys),
        "--hubspot-client-id=id",
        "--hubspot-client-secret-file",
        path(&secret),
    ])
    .unwrap();
    assert!(!settings.storage.location.is_memory());
    assert_eq!(settings.providers.hubspot.client.unwrap().secret.reveal(), "s3cret");
}

#[test]
fn a_file_is_named_before_or_after_the_command() {
    let location = file("file:x.redb");
    for arguments in [
        ["--store-file", path(&location), "doctor"],
        ["doctor", "--store-file", path(&location)],
    ] {
        assert_eq!(complaints(&arguments), ["TRIBUTARY_KEYS"]);
    }
}

#[test]
fn a_secret_given_twice_is_refused() {
    let some = file("memory:");
    let path = path(&some);
    for (flag, variable) in [
        ("store", "TRIBUTARY_STORE"),
        ("keys", "TRIBUTARY_KEYS"),
        ("hubspot-client-secret", "HUBSPOT_CLIENT_SECRET"),
    ] {
        let reported = complaints(&[&format!("--{flag}=memory:"), &format!("--{flag}-file={path}")]);
        assert_eq!(reported, [variable]);
    }
}

#[test]
fn an_empty_variable_counts_as_not_given() {
    let settings = read(&[
        "--keys=",
        "--keys-file=",
        "--hubspot-client-id=",
        "--hubspot-client-secret=",
    ])
    .unwrap();
    assert!(settings.providers.hubspot.client.is_none());
}

#[test]
fn an_empty_store_is_not_taken_for_memory() {
    assert_eq!(complaints(&["--store="]), ["TRIBUTARY_STORE"]);
}

#[test]
fn a_file_without_a_secret_is_refused() {
    let empty = file("\n");
    assert_eq!(complaints(&["--keys-file=/nowhere/at/all"]), ["TRIBUTARY_KEYS_FILE"]);
    assert_eq!(complaints(&["--keys-file", path(&empty)]), ["TRIBUTARY_KEYS_FILE"]);
}

#[test]
fn a_store_that_lasts_needs_keys_that_last() {
    assert_eq!(complaints(&["--store=redis://localhost:1"]), ["TRIBUTARY_KEYS"]);
    assert_eq!(complaints(&["--store=file:x.redb"]), ["TRIBUTARY_KEYS"]);
    let keys = format!("--keys={}", Keyring::draw_entry("k1"));
    assert!(read(&["--store=redis://localhost:1", &keys]).is_ok());
}

#[test]
fn the_spool_folder_is_made_for_us_alone_and_left_empty() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("deep/spool");
    let settings = read(&[&format!("--spool-dir={}", folder.display())]).unwrap();
    assert_eq!(settings.spool_dir.as_deref(), Some(folder.as_path()));
    assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    assert!(read(&["--spool-dir="]).unwrap().spool_dir.is_none());
}

#[test]
fn a_stop_is_delayed_where_a_load_balancer_may_stand() {
    let delay = |arguments: &[&str]| read(arguments).map(|settings| settings.drain_delay.as_secs());
    let (public, never) = ("--public-url=https://crm.example", "--drain-delay=");
    assert_eq!(delay(&[]).unwrap(), 0);
    assert_eq!(delay(&[public]).unwrap(), 5);
    assert_eq!(delay(&[public, never]).unwrap(), 5);
    assert_eq!(delay(&[public, "--drain-delay=0"]).unwrap(), 0);
    assert_eq!(delay(&["--drain-delay=30"]).unwrap(), 30);
    assert!(delay(&["--drain-delay=-1"]).is_err() && delay(&["--drain-delay=5s"]).is_err());
}

#[test]
fn rate_limits_are_on_off_or_so_many_times_as_wide() {
    let strictness =
        |text: &str| read(&[&format!("--rate-limits={text}")]).map(|settings| settings.visitors.strictness);
    let times = |factor: u32| Strictness::Times(factor.try_into().unwrap());
    for (text, expected) in [("on", times(1)), ("off", Strictness::Off), ("20", times(20))] {
        assert_eq!(strictness(text).unwrap(), expected, "{text}");
    }
    assert_eq!(read(&[]).unwrap().visitors.strictness, times(1));
    for bad in ["", "0", "1001", "-1", "ON"] {
        assert!(strictness(bad).is_err(), "{bad}");
    }
}

#[test]
fn memory_is_given_in_bytes_or_in_larger_units() {
    let memory = |text: &str| read(&[&format!("--snapshot-memory={text}")]).map(|settings| settings.snapshot_memory);
    assert_eq!(read(&[]).unwrap().snapshot_memory, 512 << 20);
    for (text, expected) in [
        ("16777216", 16 << 20),
        ("16384KiB", 16 << 20),
        ("64MiB", 64 << 20),
        ("64 MiB", 64 << 20),
        ("2GiB", 2 << 30),
    ] {
        assert_eq!(memory(text).unwrap(), expected, "{text}");
    }
    for bad in [
        "",
        "0",
        "16777215",
        "15MiB",
        "512MB",
        "512mib",
        "-1GiB",
        "1.5GiB",
        "MiB",
        "99999999999GiB",
    ] {
        assert!(memory(bad).is_err(), "{bad}");
    }
}

#[test]
fn printing_the_settings_shows_no_secret() {
    let keys = format!("--keys=canary-kid:{}", "Y2FuYXJ5LWNhbmFyeS1jYW5hcnktY2FuYXJ5LTEyMzQ=");
    let settings = read(&[
        "--store=redis://user:canary-pw@localhost",
        &keys,
        "--hubspot-client-id=id",
        "--hubspot-client-secret=canary-secret",
    ])
    .unwrap();
    let printed = format!("{settings:?}");
    assert!(
        !printed.contains("canary-pw") && !printed.contains("canary-secret"),
        "{printed}"
    );
    assert!(
        !printed.contains("Y2FuYXJ5") && !printed.contains("99, 97, 110"),
        "{printed}"
    );
}
