//! The clear part of a sealed record: version, key id, generation, provider label, nonce.

use std::ops::Range;

use integrations::random;
use model::ProviderId;

use crate::keyring::Kid;

/// The layout of this file, under XChaCha20-Poly1305.
const VERSION: u8 = 1;

/// How many bytes a nonce has.
pub(crate) const NONCE: usize = 24;

const KID: Range<usize> = 1..17;

/// Where the generation stands, in big endian. A backend compares these bytes and looks at no others.
pub(crate) const GENERATION: Range<usize> = 17..25;

const LABEL_LENGTH: usize = 25;
const LABEL: usize = 26;

/// A header as it was read. Nothing of it is proven until the record opens.
pub(crate) struct Header<'a> {
    pub(crate) kid: &'a [u8],
    pub(crate) generation: u64,
    pub(crate) label: &'a str,
    pub(crate) nonce: &'a [u8],
    /// The whole header.
    pub(crate) bytes: &'a [u8],
    /// The rest of the record.
    pub(crate) ciphertext: &'a [u8],
}

impl<'a> Header<'a> {
    /// Reads the header of a record, if it has the shape of one.
    pub(crate) fn read(sealed: &'a [u8]) -> Option<Self> {
        let label_end = LABEL + usize::from(*sealed.get(LABEL_LENGTH)?);
        let (bytes, ciphertext) = sealed.split_at_checked(label_end + NONCE)?;
        if bytes[0] != VERSION {
            return None;
        }
        Some(Self {
            kid: &bytes[KID],
            generation: generation(sealed)?,
            label: str::from_utf8(&bytes[LABEL..label_end]).ok()?,
            nonce: &bytes[label_end..],
            bytes,
            ciphertext,
        })
    }

    /// The provider on the label.
    pub(crate) fn provider(&self) -> Option<ProviderId> {
        ProviderId::new(self.label).ok()
    }
}

/// Writes a header.
pub(crate) fn write(kid: &Kid, generation: u64, provider: Option<&ProviderId>, nonce: &[u8; NONCE]) -> Vec<u8> {
    let label = provider.map_or("", ProviderId::as_str);
    #[expect(clippy::expect_used, reason = "a provider id has at most 32 bytes")]
    let length = u8::try_from(label.len()).expect("a provider id is short");
    let mut bytes = vec![VERSION];
    bytes.extend_from_slice(kid);
    bytes.extend_from_slice(&generation.to_be_bytes());
    bytes.push(length);
    bytes.extend_from_slice(label.as_bytes());
    bytes.extend_from_slice(nonce);
    bytes
}

/// The bytes by which two writes of one record are told apart: as many as there are, in a damaged one.
pub(crate) fn stamp(sealed: &[u8]) -> &[u8] {
    let end = GENERATION.end.min(sealed.len());
    &sealed[GENERATION.start.min(end)..end]
}

/// The generation that the record claims.
fn generation(sealed: &[u8]) -> Option<u64> {
    stamp(sealed).try_into().ok().map(u64::from_be_bytes)
}

/// The generation of the write that comes after `current`.
///
/// A first one is drawn, not 1: a late writer of a record that was deleted and made anew must not
/// find the generation that it knows.
pub(crate) fn next_generation(current: Option<&[u8]>) -> u64 {
    current
        .and_then(generation)
        .and_then(|generation| generation.checked_add(1))
        .unwrap_or_else(|| u32::from_be_bytes(random::bytes()).into())
}
