//! What a Redis on another machine must have.

use super::*;

/// assurance T62
#[test]
fn a_redis_on_another_machine_needs_tls_and_a_password() {
    let keys = format!("--keys={}", Keyring::draw_entry("k1"));
    for insecure in [
        "redis://10.0.0.5",
        "redis://user:canary@10.0.0.5",
        "rediss://10.0.0.5",
        "redis+sentinel://user:canary@10.0.0.5/main",
        "rediss+cluster://10.0.0.5",
    ] {
        let store = format!("--store={insecure}");
        let text = read(&[&store, &keys]).unwrap_err().to_string();
        assert!(text.starts_with("TRIBUTARY_STORE: "), "{text}");
        assert!(
            text.contains("TRIBUTARY_ALLOW_INSECURE_REDIS=true") && !text.contains("canary"),
            "{text}"
        );
        assert!(read(&[&store, &keys, "--allow-insecure-redis=true"]).is_ok());
    }
    assert!(read(&["--store=rediss://user:pw@10.0.0.5", &keys]).is_ok());
    let unclear = complaints(&["--allow-insecure-redis=yes", &keys]);
    assert_eq!(unclear, ["TRIBUTARY_ALLOW_INSECURE_REDIS"]);
}

#[test]
fn authorities_must_be_there_and_of_use() {
    let keys = format!("--keys={}", Keyring::draw_entry("k1"));
    let nothing = file("no certificate\n");
    for (store, ca) in [
        ("rediss://localhost", "/nowhere/at/all"),
        ("rediss://localhost", path(&nothing)),
        ("redis://localhost", path(&nothing)),
        ("memory:", path(&nothing)),
    ] {
        let reported = complaints(&[&format!("--store={store}"), &format!("--redis-ca-file={ca}"), &keys]);
        assert_eq!(reported, ["TRIBUTARY_REDIS_CA_FILE"], "{store} {ca}");
    }
    assert!(read(&["--store=rediss://localhost", "--redis-ca-file=", &keys]).is_ok());
}
