//! Which URL means which servers, and which credentials.

use super::*;
use crate::location::redis_location::at;

fn read(url: &str) -> Result<RedisLocation, LocationError> {
    parse(url.split_once(':').unwrap().0, url)
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
