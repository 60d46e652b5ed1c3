//! The check is made once, opens with our keys only, and follows the first key.

use std::sync::Arc;

use testkit::clock::ManualClock;

use super::*;
use crate::{Keyring, backend::embedded::Embedded};

fn backend() -> Embedded {
    Embedded::in_memory(Arc::new(ManualClock::default())).unwrap()
}

fn with(keys: &str) -> Sealer {
    Sealer::new(Keyring::parse(keys).unwrap())
}

#[tokio::test]
async fn other_keys_are_found_out_though_they_have_the_same_id() {
    let backend = backend();
    let (ours, theirs) = (with(&Keyring::draw_entry("k1")), with(&Keyring::draw_entry("k1")));
    check(&backend, &ours).await.unwrap();
    check(&backend, &theirs).await.unwrap_err();
    check(&backend, &ours).await.unwrap();
}

#[tokio::test]
async fn a_new_first_key_seals_the_check_anew() {
    let backend = backend();
    let (old, new) = (Keyring::draw_entry("k1"), Keyring::draw_entry("k2"));
    check(&backend, &with(&old)).await.unwrap();
    check(&backend, &with(&format!("{new},{old}"))).await.unwrap();
    check(&backend, &with(&new)).await.unwrap();
    check(&backend, &with(&old)).await.unwrap_err();
}

#[tokio::test]
async fn the_check_outlives_every_connection() {
    let clock = ManualClock::default();
    let backend = Embedded::in_memory(Arc::new(clock.clone())).unwrap();
    check(&backend, &with(&Keyring::draw_entry("k1"))).await.unwrap();
    clock.advance(Duration::from_hours(10 * 365 * 24));
    let error = check(&backend, &with(&Keyring::draw_entry("k1"))).await.unwrap_err();
    assert!(matches!(error, PingError::OtherKeys), "{error:?}");
}
