//! Trading a code for tokens: what must come with it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::grants::{Code, Grants, Issued};
use super::terms::Terms;

/// What came to the token endpoint with a code.
#[derive(Debug)]
pub(crate) struct Redemption<'a> {
    pub(crate) code: &'a str,
    pub(crate) redirect_uri: Option<&'a str>,
    pub(crate) verifier: Option<&'a str>,
}

/// Why a code brought no tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotRedeemed {
    /// Never issued, or used before.
    Unknown,
    Expired,
    /// RFC 6749 §4.1.3: it must be identical to the one of the authorization request.
    RedirectUri,
    Verifier,
}

impl Redemption<'_> {
    /// Trades the code for tokens.
    ///
    /// Invented: an attempt that fails uses the code up as well.
    pub(crate) fn redeem<A: Clone>(
        &self,
        grants: &mut Grants<A>,
        now: Timestamp,
        terms: &Terms,
    ) -> Result<Issued<A>, NotRedeemed> {
        let code = grants.take_code(self.code).ok_or(NotRedeemed::Unknown)?;
        if code.expires_at <= now {
            return Err(NotRedeemed::Expired);
        }
        if self.redirect_uri != Some(code.redirect_uri.as_str()) {
            return Err(NotRedeemed::RedirectUri);
        }
        if !self.verifies(&code) {
            return Err(NotRedeemed::Verifier);
        }
        Ok(grants.begin(code, now, terms))
    }

    /// RFC 7636 §4.6. RFC 9700 §4.8.2: a verifier without a challenge means that somebody removed the challenge.
    fn verifies<A>(&self, code: &Code<A>) -> bool {
        let challenge = self
            .verifier
            .map(|verifier| URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)));
        challenge == code.challenge
    }
}
