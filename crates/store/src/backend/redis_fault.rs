//! What went wrong with Redis, in words that are safe to log.

use integrations::StoreError;
use redis::{ErrorKind, RedisError};

/// A failed command. It keeps the kind of the failure and nothing of its text: Redis repeats
/// arguments in some of its errors (assurance T37).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RedisFault {
    /// The deadline passed first.
    #[error("Redis did not answer in time")]
    TooSlow,
    /// No connection, or one that broke; also while a new attempt would come too soon.
    #[error("Redis is not reachable")]
    Unreachable,
    /// Redis wants other credentials than those of the URL.
    #[error("Redis does not accept our credentials")]
    NotAccepted,
    /// Redis answered with an error of this code.
    #[error("Redis refused the command: {0}")]
    Refused(String),
    /// The answer has a shape that the command cannot have.
    #[error("Redis answered something else than was asked")]
    Unexpected,
}

impl From<RedisError> for RedisFault {
    fn from(error: RedisError) -> Self {
        if error.is_timeout() {
            return Self::TooSlow;
        }
        if error.kind() == ErrorKind::AuthenticationFailed {
            return Self::NotAccepted;
        }
        match error.code() {
            Some("WRONGPASS" | "NOAUTH") => Self::NotAccepted,
            Some(code) => Self::Refused(code.to_owned()),
            None if error.is_io_error() || error.is_unrecoverable_error() => Self::Unreachable,
            None => Self::Unexpected,
        }
    }
}

impl From<RedisFault> for StoreError {
    fn from(fault: RedisFault) -> Self {
        Self::new(fault)
    }
}
