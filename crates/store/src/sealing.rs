//! Seals records, and opens them only in the place where they were put.
//!
//! XChaCha20-Poly1305 under the keyring's first key. Everything that says what a record is (its
//! header, purpose, owner, key name and, for a pending authorization, the browser that began it) is
//! associated data: a record that was moved, swapped or edited does not open (assurance T08, T39, T40).

use std::sync::Arc;

use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Payload},
};
use integrations::{Principal, random};
use model::ProviderId;
use zeroize::Zeroizing;

use crate::keyring::Keyring;

pub(crate) mod header;

use header::Header;

/// What a record is for. One kind never opens as another.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Purpose {
    /// A request that waits for its answer.
    Pending,
    /// A browser's session.
    Session,
    /// A principal's connection.
    Connection,
    /// A connection that waits on this machine until the store takes it.
    Spool,
    /// What was read of a list, for other instances.
    Log,
    /// The proof that two processes have the same keys.
    KeyCheck,
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Session => "session",
            Self::Connection => "connection",
            Self::Spool => "spool",
            Self::Log => "log",
            Self::KeyCheck => "keycheck",
        }
    }

    /// Counts a record that does not open, for an operator.
    pub(crate) fn count_unreadable(self) {
        metrics::counter!("tributary_unreadable_records_total", "kind" => self.name()).increment(1);
    }
}

/// Where a record belongs, and who may open it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    /// What it is for.
    pub(crate) purpose: Purpose,
    /// Whose it is; `None` where the owner is known only after opening.
    pub(crate) owner: Option<&'a Principal>,
    /// Its whole key name.
    pub(crate) key: &'a str,
    /// The digest of the session binding that it is tied to.
    pub(crate) binding: Option<[u8; 32]>,
}

/// The record does not open. Why is not said: whoever tampers must learn nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a record does not open")]
pub(crate) struct DoesNotOpen;

/// What an opened record says.
pub(crate) struct Opened {
    /// The provider on its label; `None` where it has none.
    pub(crate) provider: Option<ProviderId>,
    /// Which write it was.
    pub(crate) generation: u64,
    /// What was sealed.
    pub(crate) plaintext: Zeroizing<Vec<u8>>,
}

/// Seals with the first key, opens with all.
#[derive(Clone, Debug)]
pub(crate) struct Sealer(Arc<Keyring>);

impl Sealer {
    pub(crate) fn new(keyring: Keyring) -> Self {
        Self(Arc::new(keyring))
    }

    /// Seals `plaintext` for `place`, under a fresh nonce (assurance T41).
    pub(crate) fn seal(
        &self,
        place: Place<'_>,
        provider: Option<&ProviderId>,
        generation: u64,
        plaintext: &[u8],
    ) -> Vec<u8> {
        let (kid, key) = self.0.first();
        let nonce = random::bytes::<{ header::NONCE }>();
        let mut sealed = header::write(kid, generation, provider, &nonce);
        let aad = associated_data(&sealed, place, provider.map_or("", ProviderId::as_str));
        let payload = Payload {
            msg: plaintext,
            aad: &aad,
        };
        #[expect(clippy::expect_used, reason = "fails only for more than 256 GiB")]
        let ciphertext = XChaCha20Poly1305::new((&**key).into())
            .encrypt(XNonce::from_slice(&nonce), payload)
            .expect("a record is shorter than the cipher's limit");
        sealed.extend_from_slice(&ciphertext);
        sealed
    }

    /// Opens what was sealed for `place`.
    ///
    /// # Errors
    /// One and the same for a wrong place, an unknown key and any damage.
    pub(crate) fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<Opened, DoesNotOpen> {
        let header = Header::read(sealed).ok_or(DoesNotOpen)?;
        let key = self.0.find(header.kid).ok_or(DoesNotOpen)?;
        let aad = associated_data(header.bytes, place, header.label);
        let payload = Payload {
            msg: header.ciphertext,
            aad: &aad,
        };
        let plaintext = XChaCha20Poly1305::new((&**key).into())
            .decrypt(XNonce::from_slice(header.nonce), payload)
            .map_err(|_| DoesNotOpen)?;
        Ok(Opened {
            provider: header.provider(),
            generation: header.generation,
            plaintext: Zeroizing::new(plaintext),
        })
    }

    /// Whether the record was sealed with the key that seals now.
    pub(crate) fn is_current(&self, sealed: &[u8]) -> bool {
        Header::read(sealed).is_some_and(|header| header.kid == self.0.first().0)
    }
}

/// Everything that a record is bound to. Each part stands after its length: none can lend bytes to the next.
fn associated_data(header: &[u8], place: Place<'_>, provider: &str) -> Vec<u8> {
    let (organisation, user) = place
        .owner
        .map_or(("", ""), |owner| (owner.organisation.as_str(), owner.user.as_str()));
    let binding = place.binding.as_ref().map_or(&[][..], |digest| &digest[..]);
    let parts = [
        header,
        place.purpose.name().as_bytes(),
        organisation.as_bytes(),
        user.as_bytes(),
        provider.as_bytes(),
        place.key.as_bytes(),
        binding,
    ];
    let mut data = Vec::new();
    for part in parts {
        data.extend_from_slice(&(part.len() as u64).to_be_bytes());
        data.extend_from_slice(part);
    }
    data
}

#[cfg(test)]
mod tests;
