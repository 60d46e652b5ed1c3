//! A door for fuzz targets: what rests in a store, opened with a key that everybody knows.

use integrations::Principal;
use model::{ConnectionId, ProviderId};

use crate::{
    Keyring, codec,
    sealing::{
        Place, Purpose, Sealer,
        header::{Header, next_generation, stamp},
    },
};

/// Not a sample, so that the keyring takes it; published here, so that nothing real may be sealed with it.
const KEY: &str = "fuzz:bm90IGEgc2VjcmV0LCBmb3IgZnV6emluZyBvbmx5ISE=";

/// Opens a record as the vault does. Says whether it opened.
#[must_use]
pub fn open(record: &[u8]) -> bool {
    let owner = owner();
    let _ = (stamp(record), next_generation(Some(record)));
    let _ = Header::read(record).and_then(|header| header.provider());
    sealer().open(place(&owner), record).is_ok()
}

/// A record that opens.
///
/// # Panics
/// Never: the constant is a provider id.
#[must_use]
pub fn seal(text: &[u8]) -> Vec<u8> {
    let owner = owner();
    sealer().seal(place(&owner), Some(&provider()), 7, text)
}

/// Reads what was sealed, as a record of each kind. Says whether it was one.
///
/// # Panics
/// Never: the constants are ids.
#[must_use]
pub fn decode(text: &[u8]) -> bool {
    let kinds = [
        codec::connection::decode(id(), provider(), text).is_some(),
        codec::pending::decode(provider(), text).is_some(),
        codec::session::decode(text).is_some(),
    ];
    kinds.contains(&true)
}

#[expect(clippy::expect_used, reason = "a constant that a test reads")]
fn sealer() -> Sealer {
    Sealer::new(Keyring::parse(KEY).expect("a keyring"))
}

#[expect(clippy::expect_used, reason = "a constant that a test reads")]
fn provider() -> ProviderId {
    ProviderId::new("hubspot").expect("a provider id")
}

#[expect(clippy::expect_used, reason = "a constant that a test reads")]
fn id() -> ConnectionId {
    ConnectionId::new("aaaaaaaaaabbbbbbbbbbcc").expect("a connection id")
}

fn owner() -> Principal {
    Principal::new("local", "ada")
}

fn place(owner: &Principal) -> Place<'_> {
    Place {
        purpose: Purpose::Connection,
        owner: Some(owner),
        key: "t:v1:{local/ada}:rec:aaaaaaaaaabbbbbbbbbbcc",
        binding: None,
    }
}
