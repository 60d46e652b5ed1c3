//! What is asked of a Redis that is not here, and whom it must satisfy.

use super::*;
use crate::location::redis_url::parse;

fn read(url: &str) -> Result<RedisLocation, LocationError> {
    parse(url.split_once(':').unwrap().0, url)
}

fn exposure(url: &str) -> Option<Exposure> {
    read(url).unwrap().exposure()
}

#[test]
fn an_address_that_was_told_is_reached_with_tls_as_well() {
    for (url, tls) in [("rediss://a", true), ("redis://a", false)] {
        let Ok(RedisLocation::One(info)) = read(url) else {
            panic!("{url}");
        };
        let other = at(&info, "b", 1);
        assert_eq!(
            matches!(other.addr(), ConnectionAddr::TcpTls { insecure: false, .. }),
            tls
        );
    }
}

/// assurance T62
#[test]
fn on_this_machine_nothing_is_asked_for() {
    for url in [
        "redis://localhost",
        "redis://127.0.0.2:1",
        "redis://[::1]",
        "redis://redis.localhost",
        "redis+unix:///run/redis.sock",
        "redis+sentinel://127.0.0.1,localhost/main",
        "redis+cluster://127.0.0.1:1,[::1]:2",
    ] {
        assert_eq!(exposure(url), None, "{url}");
    }
}

/// assurance T62
#[test]
fn on_another_machine_both_tls_and_a_password_are_asked_for() {
    for (host, path) in [
        ("10.0.0.5", ""),
        ("cache.example", "/1"),
        ("notlocalhost", ""),
        ("[::2]", ""),
    ] {
        assert_eq!(exposure(&format!("redis://u:p@{host}{path}")), Some(Exposure::NoTls));
        assert_eq!(exposure(&format!("rediss://{host}{path}")), Some(Exposure::NoPassword));
        assert_eq!(
            exposure(&format!("rediss://u@{host}{path}")),
            Some(Exposure::NoPassword)
        );
        assert_eq!(exposure(&format!("rediss://u:p@{host}{path}")), None);
    }
    for form in ["sentinel", "cluster"] {
        let rest = if form == "sentinel" { "/main" } else { "" };
        let of = |scheme: &str, user: &str| exposure(&format!("{scheme}+{form}://{user}localhost,b{rest}"));
        assert_eq!(of("redis", "u:p@"), Some(Exposure::NoTls));
        assert_eq!(of("rediss", ""), Some(Exposure::NoPassword));
        assert_eq!(of("rediss", "u:p@"), None);
    }
}

#[test]
fn authorities_need_tls_and_must_be_certificates() {
    let trust = |url: &str, pem: &str| read(url).unwrap().trust(pem.as_bytes()).err();
    assert_eq!(trust("redis://a", ""), Some(LocationError::CaWithoutTls));
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for url in ["rediss://a", "rediss+sentinel://a/main", "rediss+cluster://a"] {
        assert_eq!(trust(url, broken), Some(LocationError::Ca), "{url}");
        assert_eq!(trust(url, ""), Some(LocationError::Ca), "{url}");
    }
}
