//! Floods: bodies without end, bodies that unpack to a gibibyte, heads of ten thousand lines.

use std::{fs, io::Write as _};

use flate2::{Compression, write::GzEncoder};
use http::StatusCode;
use sandbox::Fault;
use serde_json::json;

use crate::stage::{CONTACTS, JSON, TOKEN, answers, far_away};

const MIB: u64 = 1 << 20;

/// A gibibyte and more, if anybody reads it; a head of ten thousand lines.
fn floods(path_prefix: &str) -> Vec<Fault> {
    let endless = Fault {
        repeat: u64::MAX,
        ..answers(path_prefix, 200, JSON, &b" ".repeat(1 << 16))
    };
    let long_text = Fault {
        repeat: 1 << 14,
        ..answers(path_prefix, 200, JSON, format!("\"{}", "a".repeat(1 << 16)).as_bytes())
    };
    let lines = (0..10_000).map(|line| (format!("x-line-{line}"), "y".repeat(50)));
    let heads = Fault {
        headers: lines.collect(),
        ..answers(path_prefix, 200, JSON, b"{}")
    };
    let bomb = Fault {
        repeat: 1024,
        ..answers(path_prefix, 200, JSON, &mebibyte_of_blanks())
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
    let (stage, proxy) = far_away().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let before = (peak_memory(), proxy.answered());
    for fault in floods(CONTACTS) {
        stage.sandbox.fault(fault);
        assert_eq!(browser.items(&id).await.json(), json!("ProviderUnavailable"));
        stage.sandbox.clear_faults();
    }
    for fault in floods(TOKEN) {
        let browser = stage.browser();
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
