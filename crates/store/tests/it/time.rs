//! The store's clock: Redis's wherever there is one.

use std::{sync::Arc, time::Duration};

use integrations::{Clock as _, SystemClock};
use store::{Keyring, Location, open};
use testkit::{clock::ManualClock, redis::RedisServer};

use crate::subject::at;

#[tokio::test]
async fn an_embedded_store_goes_by_the_given_clock() {
    let clock = ManualClock::default();
    let store = at("memory:", Keyring::draw(), clock.clone());
    clock.advance(Duration::from_secs(90));
    assert_eq!(store.clock.now(), clock.now());
}

/// assurance R34: the machines disagree by ten minutes, the instances do not.
#[tokio::test]
async fn two_machines_with_different_clocks_tell_one_time() {
    let server = RedisServer::new();
    let now = SystemClock.now();
    let [slow, fast] = [now - Duration::from_mins(5), now + Duration::from_mins(5)].map(|time| {
        let location = Location::parse(&server.url()).unwrap();
        open(location, Keyring::draw(), Arc::new(ManualClock::new(time))).unwrap()
    });
    assert!(slow.clock.now() < now && now < fast.clock.now(), "nobody was asked yet");
    slow.vault.ping().await.unwrap();
    let _of_other_keys = fast.vault.ping().await;
    for store in [slow, fast] {
        let off = SystemClock.now().duration_since(store.clock.now()).abs();
        assert!(off < jiff::SignedDuration::from_secs(2), "{off}");
    }
}
