//! Hostile answers: what nobody should send, to each request of ours. Nothing breaks, nothing is kept.

use std::{collections::BTreeMap, fs, io::Write as _, net::SocketAddr, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use flate2::{Compression, write::GzEncoder};
use http::StatusCode;
use sandbox::{Fault, SandboxConfig};
use serde_json::json;
use testkit::fault_proxy::FaultProxy;

use crate::stage::{Browser, Setting, Stage};

const TOKEN: &str = "/oauth/2026-09/token";
const CONTACTS: &str = "/crm/";
const JSON: &str = "application/json";
const HALF_HOUR: Duration = Duration::from_mins(30);
const MIB: u64 = 1 << 20;

/// An answer with 200, until it is forgotten.
fn answers(path_prefix: &str, content_type: &str, body: &[u8]) -> Fault {
    Fault {
        path_prefix: path_prefix.into(),
        status: Some(200),
        headers: BTreeMap::from([("content-type".into(), content_type.into())]),
        body_base64: Some(STANDARD.encode(body)),
        times: 9,
        ..Fault::default()
    }
}

fn in_utf_16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let marked = format!("\u{feff}{text}");
    marked.encode_utf16().flat_map(bytes_of).collect()
}

/// R22: no answer to any request of ours, whatever it says.
fn nonsense() -> Vec<(&'static str, Vec<u8>)> {
    let good = r#"{"access_token":"a","expires_in":1800,"results":[]}"#;
    let mut bodies: Vec<(&str, Vec<u8>)> = [
        "<!doctype html><title>Just a moment</title>",
        "",
        " ",
        "\0",
        "null",
        "true",
        "7",
        "\"text\"",
        "[]",
        "{}",
        "[{\"access_token\":\"a\",\"results\":[]}]",
        "{\"access_token\":7,\"results\":7}",
        "{\"access_token\":null,\"results\":null}",
        "{\"access_token\":{},\"results\":{}}",
        "{\"access_token\":\"\",\"results\":\"\"}",
        "{\"access_token\":\"a\\u0000b\",\"results\":true}",
        "{\"access_token\":\"a\\r\\nX-Evil: 1\",\"results\":false}",
        "{\"access_token\":\"a\\ud800\",\"results\":[\"\\ud800\"]}",
        "{\"access_token\":\"a\0b\",\"results\":[\"\0\"]}",
        "{\"access_token\":\"a\",\"results\":[",
        "{\"access_token\":\"a\",\"results\":[]",
        "{\"access_token\":\"a\",\"results\":[]}}",
        "{\"access_token\":\"a\",\"results\":[]}{}",
        "{\"access_token\":\"a\",\"results\":[],}",
        "{\"access_token\":\"a\",\"results\":[1e999]}",
        "{'access_token':'a','results':[]}",
        "{\"access_token\":\"a\",\"results\":[NaN]}",
        "//\n{\"access_token\":\"a\",\"results\":[]}",
        ")]}'\n{\"access_token\":\"a\",\"results\":[]}",
    ]
    .into_iter()
    .map(|text| (JSON, text.as_bytes().to_vec()))
    .collect();
    bodies.extend(
        (0..good.len())
            .step_by(7)
            .map(|end| (JSON, good.as_bytes()[..end].to_vec())),
    );
    bodies.extend([
        ("text/html", good.as_bytes().to_vec()),
        ("", good.as_bytes().to_vec()),
        (JSON, [b"\xef\xbb\xbf", good.as_bytes()].concat()),
        (JSON, in_utf_16(good, u16::to_le_bytes)),
        (JSON, in_utf_16(good, u16::to_be_bytes)),
        (JSON, b"{\"access_token\":\"\xff\",\"results\":[\"\xc0\xaf\"]}".to_vec()),
        (
            JSON,
            [b"{\"access_token\":\"a\",\"results\":", &b"[".repeat(30_000)[..]].concat(),
        ),
        (JSON, b"{\"access_token\":".repeat(3000)),
    ]);
    bodies
}

fn shown(body: &[u8]) -> String {
    String::from_utf8_lossy(&body[..body.len().min(60)]).into_owned()
}

#[tokio::test]
async fn an_exchange_that_is_answered_with_nonsense_leaves_nothing_behind() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    for (content_type, body) in nonsense() {
        let callback = browser.consent(browser.begin().await).await;
        stage.sandbox.fault(answers(TOKEN, content_type, &body));
        let answer = browser.get(&callback).await;
        assert_eq!(answer.location(), "/?notice=failed", "{}", shown(&body));
        stage.sandbox.clear_faults();
    }
    assert!(browser.connections().await.is_empty());
    browser.connect().await;
}

/// The record is as it was: with the answer forgotten, another browser session of its owner works
/// with the very refresh token that it had.
#[tokio::test]
async fn a_refresh_that_is_answered_with_nonsense_changes_no_record() {
    for (content_type, body) in nonsense() {
        let stage = few_contacts(None).await;
        let browser = stage.browser();
        let id = browser.connect().await;
        stage.advance(Duration::from_mins(26));
        stage.sandbox.fault(answers(TOKEN, content_type, &body));
        // The token is good for four minutes yet: the failure is nobody's business.
        assert_eq!(browser.items(&id).await.status, StatusCode::OK, "{}", shown(&body));
        stage.advance(Duration::from_mins(5));
        assert_eq!(
            browser.items(&id).await.json(),
            json!("ProviderUnavailable"),
            "{}",
            shown(&body)
        );
        assert_eq!(browser.connections().await[0]["status"], "connected");
    }
}

#[tokio::test]
async fn a_page_of_nonsense_is_unavailable_and_the_next_one_comes() {
    let stage = few_contacts(None).await;
    let browser = stage.browser();
    let id = browser.connect().await;
    for (content_type, body) in nonsense() {
        stage.sandbox.fault(answers(CONTACTS, content_type, &body));
        let answer = browser.items(&id).await;
        assert_eq!(answer.json(), json!("ProviderUnavailable"), "{}", shown(&body));
        stage.sandbox.clear_faults();
    }
    assert_eq!(browser.items(&id).await.status, StatusCode::OK);
}

async fn few_contacts(api_url: Option<String>) -> Stage {
    let sandbox = SandboxConfig {
        contacts: 5,
        ..SandboxConfig::default()
    };
    Stage::with(Setting {
        sandbox,
        api_url,
        ..Setting::default()
    })
    .await
}

/// An app whose provider is reached through a proxy, which counts what is really delivered.
async fn counted() -> (Stage, FaultProxy) {
    let proxy = FaultProxy::start(SocketAddr::from(([127, 0, 0, 1], 9))).await.unwrap();
    let stage = few_contacts(Some(format!("http://{}", proxy.address()))).await;
    proxy.lead_to(stage.sandbox.address());
    (stage, proxy)
}

/// A gibibyte and more, if anybody reads it; a head of ten thousand lines.
fn floods(path_prefix: &str) -> Vec<Fault> {
    let endless = Fault {
        repeat: u64::MAX,
        ..answers(path_prefix, JSON, &b" ".repeat(1 << 16))
    };
    let long_text = Fault {
        repeat: 1 << 14,
        ..answers(path_prefix, JSON, format!("\"{}", "a".repeat(1 << 16)).as_bytes())
    };
    let lines = (0..10_000).map(|line| (format!("x-line-{line}"), "y".repeat(50)));
    let heads = Fault {
        headers: lines.collect(),
        ..answers(path_prefix, JSON, b"{}")
    };
    let bomb = Fault {
        repeat: 1024,
        ..answers(path_prefix, JSON, &mebibyte_of_blanks())
    };
    let packed = ("content-encoding".into(), "gzip".into());
    let bomb = Fault {
        headers: bomb.headers.into_iter().chain([packed]).collect(),
        ..bomb
    };
    vec![endless, long_text, heads, bomb]
}

/// A kibibyte; members of a gzip file may follow each other, so a thousand make a gibibyte.
fn mebibyte_of_blanks() -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&b" ".repeat(1 << 20)).unwrap();
    packed.finish().unwrap()
}

/// The most memory that this process ever had, in bytes.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}

/// R21, R23: read no further than anything of use could be; the rest of what is delivered waits in
/// buffers of the machine's network.
#[tokio::test]
async fn a_flood_is_read_no_further_than_needed() {
    let (stage, proxy) = counted().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let before = (peak_memory(), proxy.answered());
    for fault in floods(CONTACTS) {
        stage.sandbox.fault(fault);
        assert_eq!(browser.items(&id).await.json(), json!("ProviderUnavailable"));
        stage.sandbox.clear_faults();
    }
    for fault in floods(TOKEN) {
        let callback = browser.consent(browser.begin().await).await;
        stage.sandbox.fault(fault);
        let location = browser.get(&callback).await.location().to_owned();
        assert!(
            ["/?notice=failed", "/?notice=unavailable"].contains(&location.as_str()),
            "{location}"
        );
        stage.sandbox.clear_faults();
    }
    let delivered = proxy.answered() - before.1;
    assert!(delivered < 128 * MIB, "{} MiB were delivered", delivered / MIB);
    // Other tests may run in this process meanwhile; a body that is kept whole takes a gibibyte.
    let grown = peak_memory() - before.0;
    assert!(grown < 256 * MIB, "memory grew by {} MiB", grown / MIB);
    assert_eq!(browser.items(&id).await.status, StatusCode::OK);
}

/// The token that the sandbox has issued, told from codes and refresh tokens by its length.
fn access_token(stage: &Stage) -> String {
    let secrets = stage.sandbox.issued_secrets();
    secrets.into_iter().find(|secret| secret.len() > 200).unwrap()
}

/// Refreshes with an answer that has this lifetime and no refresh token.
async fn refreshed_for(stage: &Stage, browser: &Browser<'_>, id: &str, lifetime: &str) {
    stage.advance(Duration::from_mins(25));
    let body = format!(r#"{{"access_token":"{}"{lifetime}}}"#, access_token(stage));
    stage.sandbox.fault(answers(TOKEN, JSON, body.as_bytes()));
    assert_eq!(browser.items(id).await.status, StatusCode::OK, "{lifetime}");
    stage.sandbox.clear_faults();
    stage.sandbox.clear_journal();
}

/// R22: never, in the past, and of the wrong kind count as a minute, of which the last sixth is for
/// renewal. RFC 6749 §6: where the answer has no refresh token, the old one stays.
#[tokio::test]
async fn a_lifetime_that_makes_no_sense_is_short_and_the_refresh_token_stays() {
    for lifetime in [
        "-1", "0", "-1e300", "0.2", "\"-5\"", "\"soon\"", "\"\"", "true", "[1800]", "{}",
    ] {
        let stage = few_contacts(None).await;
        let browser = stage.browser();
        let id = browser.connect().await;
        refreshed_for(&stage, &browser, &id, &format!(r#","expires_in":{lifetime}"#)).await;
        stage.advance(Duration::from_secs(49));
        assert_eq!(browser.items(&id).await.status, StatusCode::OK);
        assert_eq!(stage.token_calls(), 0, "{lifetime}: good for a minute");
        stage.advance(Duration::from_secs(1));
        assert_eq!(browser.items(&id).await.status, StatusCode::OK);
        assert_eq!(stage.token_calls(), 1, "{lifetime}: and no longer");
    }
}

/// R22: as long as the provider honours it, and renewed when it no longer does.
#[tokio::test]
async fn a_lifetime_that_is_absurdly_long_or_absent_is_taken_with_a_grain_of_salt() {
    let lifetimes = [
        "1e300",
        "99999999999999999999",
        "9223372036854775807",
        "\"9223372036854775807\"",
        "null",
    ];
    let named = lifetimes.map(|lifetime| format!(r#","expires_in":{lifetime}"#));
    for lifetime in named.iter().map(String::as_str).chain([""]) {
        let stage = few_contacts(None).await;
        let browser = stage.browser();
        let id = browser.connect().await;
        refreshed_for(&stage, &browser, &id, lifetime).await;
        stage.advance(Duration::from_secs(299));
        assert_eq!(browser.items(&id).await.status, StatusCode::OK);
        assert_eq!(stage.token_calls(), 0, "{lifetime}");
        stage.advance(HALF_HOUR);
        assert_eq!(browser.items(&id).await.status, StatusCode::OK);
        assert_eq!(
            stage.token_calls(),
            1,
            "{lifetime}: the provider says no, and the old refresh token works"
        );
    }
}
