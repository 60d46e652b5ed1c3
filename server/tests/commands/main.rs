//! The binary as a process: what it prints, how it ends, how it takes signals.

#![allow(clippy::expect_used, reason = "a test that meets what it does not expect has failed")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where it stands")]

mod process;
mod upkeep;

use std::{fs, os::unix::fs::PermissionsExt as _, process::Stdio, time::Duration};

use store::Keyring;
use testkit::redis::{RedisServer, certificates::Authority};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpStream,
    time::{Instant, timeout},
};

use crate::process::{BOUND, Serving, address_in, ask, ask_and_stay, converse, outcome, text, tributary};

#[tokio::test]
async fn wrong_settings_end_it_with_2_and_one_line_each() {
    let mut command = tributary(&["--log-format=xml"]);
    command
        .env("TRIBUTARY_LISTEN", "nowhere")
        .env("TRIBUTARY_KEYS", "canary");
    let output = outcome(&mut command).await;
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    let variables: Vec<&str> = said.lines().map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(
        variables,
        ["TRIBUTARY_LISTEN", "TRIBUTARY_KEYS", "TRIBUTARY_LOG_FORMAT"],
        "{said}"
    );
    assert!(!said.contains("canary"), "{said}");
}

#[tokio::test]
async fn help_names_every_setting_and_shows_no_value() {
    let mut command = tributary(&["--help"]);
    command
        .env("TRIBUTARY_KEYS", "canary")
        .env("HUBSPOT_CLIENT_ID", "canary");
    let output = outcome(&mut command).await;
    let help = text(&output.stdout);
    assert!(
        help.contains("[env: TRIBUTARY_KEYS]") && help.contains("--hubspot-client-secret-file"),
        "{help}"
    );
    assert!(!help.contains("canary"), "{help}");
}

#[tokio::test]
async fn a_generated_key_is_the_only_output_and_needs_no_settings() {
    let output = outcome(tributary(&["gen-key"]).env("TRIBUTARY_LISTEN", "nowhere")).await;
    assert!(output.status.success());
    assert_eq!(text(&output.stdout).lines().count(), 1);
    let keys = text(&output.stdout).trim_end();
    let mut doctor = tributary(&["doctor", "--hubspot-api-url=http://127.0.0.1:1"]);
    let report = outcome(doctor.env("TRIBUTARY_KEYS", keys)).await;
    assert!(text(&report.stdout).contains("ok     keys"), "{report:?}");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_not_healthy() {
    let output = outcome(&mut tributary(&["healthcheck", "--listen=127.0.0.1:1"])).await;
    assert_eq!(output.status.code(), Some(1));
}

#[tokio::test]
async fn both_signals_stop_it_cleanly() {
    for signal in ["-TERM", "-INT"] {
        let mut serving = Serving::start(&[]).await;
        let mut silent = TcpStream::connect(&serving.address).await.unwrap();
        serving.signal(signal).await;
        serving.line_with("stopped").await;
        assert_eq!(serving.exit_code().await, Some(0), "{signal}");
        assert_eq!(silent.read(&mut [0]).await.unwrap_or(0), 0);
    }
}

/// R30: load balancers hear of a stop while everything still works, and nobody keeps a connection.
#[tokio::test]
async fn a_stop_is_announced_before_it_happens_and_a_second_signal_ends_the_wait() {
    let mut serving = Serving::start(&["--drain-delay=300"]).await;
    serving.signal("-TERM").await;
    serving.line_with("stopping").await;
    let begun = Instant::now();
    let ready = ask_and_stay(&serving.address, "/readyz").await;
    assert!(
        ready.starts_with("HTTP/1.1 503") && ready.ends_with("stopping"),
        "{ready}"
    );
    let page = ask_and_stay(&serving.address, "/").await;
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("Tributary"), "{page}");
    assert!(page.to_lowercase().contains("\r\nconnection: close\r\n"), "{page}");
    assert!(
        begun.elapsed() < Duration::from_secs(5),
        "the server closed, not its idle deadline"
    );
    serving.signal("-TERM").await;
    serving.line_with("stopped").await;
    assert_eq!(serving.exit_code().await, Some(0));
}

/// R30
#[tokio::test]
async fn fifty_visitors_who_stall_hold_up_no_stop() {
    let mut serving = Serving::start(&["--public-url=https://crm.example"]).await;
    let mut stalled = Vec::new();
    for visitor in 0..50 {
        let mut stream = TcpStream::connect(&serving.address).await.unwrap();
        let begun: &[u8] = match visitor % 3 {
            0 => b"GET / HTTP/1.1\r\nhost: loc",
            1 => b"POST /api/disconnect HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\ncontent-length: 9\r\n\r\nc",
            _ => b"PRI * HTTP/2.0\r\n",
        };
        stream.write_all(begun).await.unwrap();
        stalled.push(stream);
    }
    serving.signal("-TERM").await;
    assert_eq!(
        serving.exit_code().await,
        Some(0),
        "within the bound, which is twenty seconds"
    );
}

#[tokio::test]
async fn metrics_are_shown_at_an_address_of_their_own() {
    let mut command = tributary(&["--metrics-listen=127.0.0.1:0", "--listen=127.0.0.1:0"]);
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut line = async || log.next_line().await.unwrap().unwrap();
    let metrics = timeout(BOUND, line()).await.expect("a line comes");
    let public = timeout(BOUND, line()).await.expect("a line comes");
    ask(&address_in(&public), "/healthz").await;
    let shown = ask(&address_in(&metrics), "/metrics").await;
    assert!(
        shown.contains("tributary_http_requests_total{route=\"/healthz\""),
        "{shown}"
    );
    assert!(ask(&address_in(&metrics), "/").await.starts_with("HTTP/1.1 404"));
    assert!(ask(&address_in(&public), "/metrics").await.starts_with("HTTP/1.1 404"));
}

#[tokio::test]
async fn the_audit_file_grows_over_restarts_and_is_for_its_owner_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit.jsonl");
    let flag = format!("--audit-log={}", path.display());
    for _ in 0..2 {
        let mut serving = Serving::start(&[&flag, "--log=off,server=info"]).await;
        let cross_site = "POST /api/disconnect HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: cross-site\r\n\
                          connection: close\r\ncontent-length: 0\r\n\r\n";
        assert!(converse(&serving.address, cross_site).await.starts_with("HTTP/1.1 403"));
        serving.signal("-TERM").await;
        assert_eq!(serving.exit_code().await, Some(0));
    }
    let lines = fs::read_to_string(&path).unwrap();
    let events: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let names: Vec<&str> = events.iter().map(|event| event["event"].as_str().unwrap()).collect();
    let one_life = ["sys_startup", "malicious_csrf", "sys_shutdown"];
    assert_eq!(names, [one_life, one_life].concat());
    let request = &events[1]["spans"][0];
    assert_eq!(request["client"], "127.0.0.1");
    assert_eq!(request["id"].as_str().unwrap().len(), 22, "{request}");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

/// T61
#[tokio::test]
async fn new_sessions_and_floods_are_audit_events_that_hold_no_secret() {
    let audit = tempfile::NamedTempFile::new().unwrap();
    let flag = format!("--audit-log={}", audit.path().display());
    let serving = Serving::start(&[&flag, "--hubspot-client-id=id", "--hubspot-client-secret=canary"]).await;
    let begin = "POST /integrations/hubspot/authorize HTTP/1.1\r\nhost: localhost\r\n\
                 sec-fetch-site: same-origin\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    let first = converse(&serving.address, begin).await;
    for _ in 1..60 {
        assert!(converse(&serving.address, begin).await.starts_with("HTTP/1.1 303"));
    }
    assert!(converse(&serving.address, begin).await.starts_with("HTTP/1.1 429"));
    let lines = fs::read_to_string(audit.path()).unwrap();
    let count = |event: &str| lines.matches(&format!("\"event\":\"{event}\"")).count();
    assert_eq!(count("session_created"), 60, "{lines}");
    assert_eq!(count("excess_rate_limit_exceeded"), 1, "{lines}");
    assert!(lines.contains("\"limit\":\"begins\""), "{lines}");
    let (_, cookie) = first.split_once("tributary=").unwrap();
    for secret in ["canary", &cookie[..43]] {
        assert!(!lines.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn a_ready_server_is_healthy() {
    let serving = Serving::start(&["--log-format=json"]).await;
    let output = outcome(&mut tributary(&["healthcheck", "--listen", &serving.address])).await;
    assert!(output.status.success());
}

#[tokio::test]
async fn memory_behind_a_public_url_is_warned_of() {
    let mut command = tributary(&["--public-url=https://crm.example", "--listen=127.0.0.1:0"]);
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap()).lines();
    let first = timeout(BOUND, log.next_line())
        .await
        .expect("a line comes")
        .unwrap()
        .unwrap();
    assert!(first.contains("WARN") && first.contains("TRIBUTARY_STORE"), "{first}");
}

#[tokio::test]
async fn a_taken_address_is_named_with_its_variable() {
    let serving = Serving::start(&[]).await;
    let output = outcome(&mut tributary(&["--listen", &serving.address])).await;
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(
        said.contains(&serving.address) && said.contains("TRIBUTARY_LISTEN"),
        "{said}"
    );
}

/// assurance T49: without a file of ours, the authorities of the system are believed.
#[tokio::test]
async fn a_redis_with_tls_is_believed_by_the_systems_authorities() {
    let authority = Authority::new();
    let server = RedisServer::with_tls(&authority.certificate_for("localhost"));
    let mut doctor = tributary(&["doctor", "--hubspot-api-url=http://127.0.0.1:1"]);
    doctor
        .env("TRIBUTARY_STORE", server.url())
        .env("TRIBUTARY_KEYS", Keyring::draw_entry("k1"));
    let distrusts = outcome(&mut doctor).await;
    assert!(
        text(&distrusts.stdout).contains("not trusted"),
        "{}",
        text(&distrusts.stdout)
    );
    // OpenSSL's name for the file of the system's authorities.
    let trusts = outcome(doctor.env("SSL_CERT_FILE", authority.file())).await;
    assert!(
        text(&trusts.stdout).contains("ok     store"),
        "{}",
        text(&trusts.stdout)
    );
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_serving_process_has_its_allocator_give_large_blocks_back_unless_it_was_told_otherwise() {
    for (told, has) in [(None, "1048576"), (Some("65536"), "65536")] {
        let mut command = tributary(&["--listen=127.0.0.1:0"]);
        let mut child = command
            .envs(told.map(|told| ("MALLOC_MMAP_THRESHOLD_", told)))
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap()).lines();
        timeout(BOUND, async {
            while !log.next_line().await.unwrap().unwrap().contains("listening on") {}
        })
        .await
        .unwrap();
        let environment = fs::read_to_string(format!("/proc/{}/environ", child.id().unwrap())).unwrap();
        let settings: Vec<&str> = environment
            .split('\0')
            .filter(|set| set.starts_with("MALLOC"))
            .collect();
        assert_eq!(settings, [format!("MALLOC_MMAP_THRESHOLD_={has}")]);
        child.kill().await.unwrap();
    }
}
