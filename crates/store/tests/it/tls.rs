//! A Redis with TLS: believed when its certificate is good, and never otherwise.

use integrations::PingError;
use store::{Keyring, Location, LocationError, open};
use testkit::{
    clock::ManualClock,
    redis::{RedisServer, certificates::Authority},
};

/// What becomes of a first command there.
async fn first_command(location: Location) -> Result<(), PingError> {
    let clock = std::sync::Arc::new(ManualClock::default());
    let store = open(location, Keyring::draw(), clock).unwrap();
    store.vault.ping().await
}

fn trusting(url: &str, authority: &Authority) -> Location {
    Location::parse(url).unwrap().trusting(&authority.pem()).unwrap()
}

async fn assert_not_believed(location: Location) {
    let error = first_command(location).await.unwrap_err();
    let said = format!("{error:?} {error}");
    assert!(said.contains("NotTrusted"), "{said}");
}

#[tokio::test]
async fn a_certificate_of_an_authority_that_we_were_given_is_good() {
    let authority = Authority::new();
    let server = RedisServer::with_tls(&authority.certificate_for("localhost"));
    first_command(trusting(&server.url(), &authority)).await.unwrap();
}

/// assurance T49
#[tokio::test]
async fn another_authority_is_not_believed() {
    let authority = Authority::new();
    let server = RedisServer::with_tls(&authority.certificate_for("localhost"));
    assert_not_believed(trusting(&server.url(), &Authority::new())).await;
    assert_not_believed(Location::parse(&server.url()).unwrap()).await;
}

/// assurance T49
#[tokio::test]
async fn another_servers_certificate_is_not_believed() {
    let authority = Authority::new();
    let server = RedisServer::with_tls(&authority.certificate_for("redis.example"));
    assert_not_believed(trusting(&server.url(), &authority)).await;
}

/// assurance T49: the one switch that redis-rs has for it does not exist here.
#[tokio::test]
async fn no_url_switches_the_check_off() {
    let refused = Location::parse("rediss://tributary:pw@localhost/#insecure");
    assert_eq!(refused.unwrap_err(), LocationError::RedisUrl);
}
