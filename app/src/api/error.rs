//! What may cross the wire when a server function fails: a closed list.

use leptos::{
    prelude::{FromServerFnError, ServerFnErrorErr},
    server_fn::codec::JsonEncoding,
};
use serde::{Deserialize, Serialize};

/// Why a server function has no answer. `Display` is a sentence for the user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ApiError {
    /// Only the user can renew the connection.
    #[error("this connection has ended; reconnect it")]
    ReconnectRequired,
    /// The grant lacks a scope that the answer needs.
    #[error("a permission is missing; grant access again")]
    MissingScopes,
    /// The provider asks us to wait.
    #[error("the provider asks us to wait")]
    RateLimited {
        /// How long, in seconds.
        retry_after_secs: u32,
    },
    /// The provider does not answer, or answers nonsense.
    #[error("the provider cannot be reached; try again in a minute")]
    ProviderUnavailable,
    /// Our own store does not answer, or the server is stopping.
    #[error("the server is busy; try again in a minute")]
    Busy,
    /// The caller has no such thing.
    #[error("there is nothing here")]
    NotFound,
    /// The provider does not take what was to be written, or it is not written here.
    #[error("the provider does not take this; nothing was changed")]
    Refused,
    /// The request did not reach our server.
    #[error("the server could not be reached; check your network and try again")]
    Unreachable,
    /// A fault of ours.
    #[error("something went wrong on our side; try again")]
    Internal,
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Unreachable,
            _ => Self::Internal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_that_never_arrived_is_told_from_a_fault_of_ours() {
        let lost = ServerFnErrorErr::Request("offline".to_owned());
        assert_eq!(ApiError::from_server_fn_error(lost), ApiError::Unreachable);

        let fault = ServerFnErrorErr::Deserialization("at line 1: secret".to_owned());
        assert_eq!(ApiError::from_server_fn_error(fault), ApiError::Internal);
    }
}
