//! Secrets as types that cannot speak: no `Display`, no `Serialize`, no `PartialEq`, a blank `Debug`.

use std::fmt;

use secrecy::{ExposeSecret as _, SecretString};

macro_rules! secret {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(SecretString);

        impl $name {
            /// Takes the raw text in.
            #[must_use]
            pub fn new(text: impl Into<String>) -> Self {
                Self(SecretString::from(text.into()))
            }

            /// The raw text: for the wire and for the sealing store, and nothing else.
            #[must_use]
            pub fn reveal(&self) -> &str {
                self.0.expose_secret()
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

secret! {
    /// Opens the provider's API for minutes (RFC 6749 §1.4).
    AccessToken
}
secret! {
    /// Buys new access tokens, for months (RFC 6749 §1.5).
    RefreshToken
}
secret! {
    /// Proves to the token endpoint which application we are (RFC 6749 §2.3.1).
    ClientSecret
}
secret! {
    /// What the consent page sends back, to be exchanged once (RFC 6749 §1.3.1).
    AuthorizationCode
}
secret! {
    /// Ties the code to whoever began (RFC 7636 §4.1).
    CodeVerifier
}
secret! {
    /// Ties the answer to the request (RFC 6749 §10.12).
    State
}

impl State {
    /// Draws a new one: 256 random bits.
    #[must_use]
    pub fn draw() -> Self {
        Self::new(crate::random::token())
    }

    /// Reads one from a query: only the shape that [`State::draw`] makes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        crate::random::is_token(text).then(|| Self::new(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_prints_as_nothing() {
        let printed = format!("{:?}", AccessToken::new("canary"));
        assert_eq!(printed, "AccessToken(…)");
    }
}
