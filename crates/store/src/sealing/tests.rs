//! A sealed record opens in its place, whole, and nowhere else.

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;
use crate::sealing::header::{GENERATION, next_generation};

const KEY: &str = "t:v1:{acme/bob}:rec:x";
const SECRET: &[u8] = b"canary";

fn sealer() -> Sealer {
    Sealer::new(Keyring::draw())
}

fn principal() -> Principal {
    Principal::new("acme", "bob")
}

fn provider(id: &str) -> ProviderId {
    ProviderId::new(id).unwrap()
}

fn place(owner: &Principal) -> Place<'_> {
    Place {
        purpose: Purpose::Connection,
        owner: Some(owner),
        key: KEY,
        binding: Some([7; 32]),
    }
}

fn record(sealer: &Sealer) -> Vec<u8> {
    sealer.seal(place(&principal()), Some(&provider("hubspot")), 41, SECRET)
}

fn opens(sealer: &Sealer, place: Place<'_>, record: &[u8]) -> bool {
    sealer.open(place, record).is_ok()
}

#[test]
fn what_was_sealed_opens_in_its_place() {
    let sealer = sealer();
    let opened = sealer.open(place(&principal()), &record(&sealer)).unwrap();
    assert_eq!(*opened.plaintext, SECRET);
    assert_eq!(opened.generation, 41);
    assert_eq!(opened.provider, Some(provider("hubspot")));
}

#[test]
fn it_opens_in_no_other_place() {
    let (sealer, owner) = (sealer(), principal());
    let (record, here) = (record(&sealer), place(&owner));
    let others = [
        Principal::new("acme", "eve"),
        Principal::new("acmeb", "ob"),
        Principal::new("acm", "ebob"),
    ];
    for other in &others {
        assert!(
            !opens(
                &sealer,
                Place {
                    owner: Some(other),
                    ..here
                },
                &record
            ),
            "{other}"
        );
    }
    let elsewhere = [
        Place { owner: None, ..here },
        Place {
            key: "t:v1:{acme/bob}:rec:y",
            ..here
        },
        Place {
            purpose: Purpose::Session,
            ..here
        },
        Place { binding: None, ..here },
        Place {
            binding: Some([8; 32]),
            ..here
        },
    ];
    for place in elsewhere {
        assert!(!opens(&sealer, place, &record), "{place:?}");
    }
    assert!(opens(&sealer, here, &record));
}

#[test]
fn each_flipped_bit_closes_it() {
    let (sealer, owner) = (sealer(), principal());
    let whole = record(&sealer);
    for position in 0..whole.len() {
        for bit in 0..8 {
            let mut flipped = whole.clone();
            flipped[position] ^= 1 << bit;
            assert!(!opens(&sealer, place(&owner), &flipped), "byte {position}, bit {bit}");
        }
    }
}

#[test]
fn each_truncation_and_each_addition_closes_it() {
    let (sealer, owner) = (sealer(), principal());
    let mut whole = record(&sealer);
    for length in 0..whole.len() {
        assert!(!opens(&sealer, place(&owner), &whole[..length]), "{length} bytes");
    }
    whole.push(0);
    assert!(!opens(&sealer, place(&owner), &whole));
}

#[test]
fn another_key_opens_nothing_though_its_id_is_the_same() {
    let (one, other) = (sealer(), sealer());
    assert!(!opens(&other, place(&principal()), &record(&one)));
}

#[test]
fn older_keys_open_and_the_first_one_seals() {
    let (old, new) = (Keyring::draw_entry("k1"), Keyring::draw_entry("k2"));
    let with = |text: &str| Sealer::new(Keyring::parse(text).unwrap());
    let (first, both, last) = (with(&old), with(&format!("{new},{old}")), with(&new));
    let (by_old, by_new) = (record(&first), record(&both));
    assert!(opens(&both, place(&principal()), &by_old) && !both.is_current(&by_old));
    assert!(!opens(&last, place(&principal()), &by_old));
    assert!(opens(&last, place(&principal()), &by_new) && both.is_current(&by_new));
}

#[test]
fn no_nonce_is_drawn_twice() {
    let (sealer, owner) = (sealer(), principal());
    let nonces: HashSet<Vec<u8>> = (0..100_000)
        .map(|_| {
            let record = sealer.seal(place(&owner), None, 0, b"");
            Header::read(&record).unwrap().nonce.to_vec()
        })
        .collect();
    assert_eq!(nonces.len(), 100_000);
}

#[test]
fn the_same_text_is_never_sealed_alike() {
    let sealer = sealer();
    let (one, other) = (record(&sealer), record(&sealer));
    let ciphertext = |record: &[u8]| Header::read(record).unwrap().ciphertext.to_vec();
    assert_ne!(ciphertext(&one), ciphertext(&other));
    assert!(!one.windows(SECRET.len()).any(|window| window == SECRET));
}

#[test]
fn a_generation_stands_where_a_backend_looks_for_it() {
    let whole = record(&sealer());
    assert_eq!(whole[GENERATION], 41_u64.to_be_bytes());
    assert_eq!(next_generation(Some(&whole)), 42);
    assert!(
        next_generation(Some(&whole[..20])) <= u32::MAX.into(),
        "a damaged one begins anew"
    );
}

proptest! {
    #[test]
    fn any_bytes_are_refused_alike(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let error = sealer().open(place(&principal()), &bytes).err();
        prop_assert_eq!(error, Some(DoesNotOpen));
    }

    #[test]
    fn any_rest_behind_a_true_header_is_refused_alike(rest in proptest::collection::vec(any::<u8>(), 0..100)) {
        let sealer = sealer();
        let whole = record(&sealer);
        let bytes = [Header::read(&whole).unwrap().bytes, &rest].concat();
        prop_assert_eq!(sealer.open(place(&principal()), &bytes).err(), Some(DoesNotOpen));
    }
}
