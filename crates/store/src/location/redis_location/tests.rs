//! Which URL means which servers, and what is asked of those that are not here.

use super::*;

fn read(url: &str) -> Result<RedisLocation, LocationError> {
    RedisLocation::parse(url.split_once(':').unwrap().0, url)
}

fn exposure(url: &str) -> Option<Exposure> {
    read(url).unwrap().exposure()
}

#[test]
fn each_form_is_read_and_shown() {
    for (url, shown) in [
        ("redis+sentinel://a/main", "redis+sentinel://a:26379/main/0"),
        (
            "rediss+sentinel://a:1,b,[::1]:3/main/2",
            "rediss+sentinel://a:1,b:26379,::1:3/main/2",
        ),
        ("redis+cluster://a", "redis+cluster://a:6379"),
        ("rediss+cluster://u:p@a:1,b/0", "rediss+cluster://a:1,b:6379"),
        (
            "redis+unix:///run/redis.sock?db=3&user=u&pass=p",
            "redis+unix:///run/redis.sock/3",
        ),
    ] {
        assert_eq!(read(url).unwrap().to_string(), shown);
    }
}

#[test]
fn what_is_no_url_of_its_form_is_refused() {
    for url in [
        "redis+sentinel://a",
        "redis+sentinel:///main",
        "redis+sentinel://a,,b/main",
        "redis+sentinel://a:b/main",
        "redis+sentinel://a/main/nine",
        "redis+sentinel://a/main?sentinel_pass=x",
        "redis+sentinel://a/main#insecure",
    ] {
        assert_eq!(read(url).err(), Some(LocationError::SentinelUrl), "{url}");
    }
    for url in [
        "redis+cluster://",
        "redis+cluster://a/1",
        "redis+cluster://a?x",
        "rediss+cluster://a#insecure",
    ] {
        assert_eq!(read(url).err(), Some(LocationError::ClusterUrl), "{url}");
    }
    assert_eq!(read("rediss://a/#insecure").err(), Some(LocationError::RedisUrl));
}

/// User and password of a server, if any.
fn credentials(info: &ConnectionInfo) -> [Option<&str>; 2] {
    let settings = info.redis_settings();
    [settings.username(), settings.password()]
}

#[test]
fn sentinels_have_credentials_of_their_own_or_none() {
    let url = "redis+sentinel://u:p%40w@a,b/main";
    let named = "?sentinel_user=watch&sentinel_password=w%26";
    for (url, expected) in [
        (url.to_owned(), [None, None]),
        (format!("{url}{named}"), [Some("watch"), Some("w&")]),
    ] {
        let Ok(RedisLocation::Sentinel { sentinels, master, .. }) = read(&url) else {
            panic!("{url}");
        };
        assert_eq!(credentials(&master), [Some("u"), Some("p@w")]);
        for sentinel in &sentinels {
            assert_eq!(credentials(sentinel), expected);
        }
    }
}

#[test]
fn every_server_of_a_cluster_is_signed_in_at_alike() {
    let Ok(RedisLocation::Cluster { pattern, seeds }) = read("redis+cluster://u:p@a,b:1") else {
        panic!("a cluster");
    };
    assert_eq!(seeds, [("a".to_owned(), 6379), ("b".to_owned(), 1)]);
    let other = at(&pattern, "c", 2);
    assert_eq!(credentials(&other), [Some("u"), Some("p")]);
    assert_eq!(other.addr().to_string(), "c:2");
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
