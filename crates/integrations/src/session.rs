//! A browser's session: who it speaks for, and the secret that ties flows to it.

use std::{fmt, time::Duration};

use async_trait::async_trait;
use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::{Principal, StoreError, random};

/// How long a session lives after it was last saved.
pub const SESSION_LIFETIME: Duration = Duration::from_hours(180 * 24);

/// What the cookie holds: 256 random bits. The store keeps its digest only.
#[derive(Clone)]
pub struct SessionId(SecretString);

impl SessionId {
    /// Draws a new one.
    #[must_use]
    pub fn draw() -> Self {
        Self(random::token().into())
    }

    /// Reads one from a cookie: only the shape that [`SessionId::draw`] makes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        random::is_token(text).then(|| Self(text.into()))
    }

    /// The raw text: for the cookie, and nothing else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        self.0.expose_secret()
    }

    /// What the store may know of it.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.reveal()).into()
    }
}

impl fmt::Debug for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionId(…)")
    }
}

/// A secret of the session that never leaves the server.
///
/// A pending authorization opens only with the binding of the browser that began it
/// (RFC 9700 §4.7; CVE-2025-68158 is what happens without). It changes with the principal.
#[derive(Clone)]
pub struct SessionBinding(Zeroizing<[u8; 32]>);

impl SessionBinding {
    /// Draws a new one.
    #[must_use]
    pub fn draw() -> Self {
        Self::from_bytes(random::bytes())
    }

    /// As it was stored.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The raw bytes: for the sealing store, and nothing else.
    #[must_use]
    pub fn reveal(&self) -> &[u8; 32] {
        &self.0
    }

    /// What goes into associated data.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.reveal()).into()
    }
}

impl fmt::Debug for SessionBinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionBinding(…)")
    }
}

/// What the server knows of a browser.
#[derive(Clone, Debug)]
pub struct Session {
    /// Whom it speaks for.
    pub principal: Principal,
    /// What its flows are bound to.
    pub binding: SessionBinding,
    /// When its lifetime was last renewed.
    pub renewed_at: Timestamp,
}

/// Who sent a request, as far as the session layer found out. It stands in the request's extensions.
#[derive(Clone, Debug)]
pub enum Caller {
    /// No session: a browser that has not needed one yet, or whose session ended.
    Nobody,
    /// A living session.
    Known(Session),
    /// The store did not answer: nobody may conclude that there is no session.
    Unknown,
}

/// Where sessions rest.
#[async_trait]
pub trait Sessions: Send + Sync + 'static {
    /// Saves the session for [`SESSION_LIFETIME`] from now, over what was there.
    async fn save(&self, id: &SessionId, session: &Session) -> Result<(), StoreError>;

    /// The session of that id, while it lives. One that cannot be opened is no session.
    async fn load(&self, id: &SessionId) -> Result<Option<Session>, StoreError>;
}
