//! What went wrong with Redis, in words that are safe to log.

use integrations::StoreError;
use redis::{ErrorKind, RedisError};

/// A failed command. It keeps the kind of the failure and nothing of its text: Redis repeats
/// arguments in some of its errors (assurance T37).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RedisFault {
    /// The deadline passed first. Whether Redis did it, nobody knows.
    #[error("Redis did not answer in time")]
    TooSlow,
    /// So many deadlines passed lately that it was not asked.
    #[error("Redis has not been answering; it is tried again within seconds")]
    Silent,
    /// So many commands are under way that it was not asked.
    #[error("too many commands wait for Redis")]
    Crowded,
    /// No connection, or one that broke; also while a new attempt would come too soon.
    #[error("Redis is not reachable")]
    Unreachable,
    /// Its certificate leads to nobody whom we trust, or is another server's.
    #[error("the certificate of Redis is not trusted, or not for that host")]
    NotTrusted,
    /// Redis wants other credentials than those of the URL.
    #[error("Redis does not accept our credentials")]
    NotAccepted,
    /// Redis cannot do this now, and another server may: it loads, follows a master, or is without its cluster.
    #[error("Redis cannot serve just now: {0}")]
    NotServing(String),
    /// The Sentinels know no group of that name.
    #[error("the Sentinels know no master of that name")]
    NoMaster,
    /// Redis Cluster: these keys live on the server at that address.
    #[error("Redis keeps that on another server")]
    Moved(String),
    /// Redis Cluster: these keys are on their way to the server at that address.
    #[error("Redis is moving that to another server")]
    Ask(String),
    /// Redis Cluster: some of these keys are here, some there.
    #[error("Redis is in the middle of moving that to another server")]
    TryAgain,
    /// Redis answered with an error of this code.
    #[error("Redis refused the command: {0}")]
    Refused(String),
    /// The answer has a shape that the command cannot have.
    #[error("Redis answered something else than was asked")]
    Unexpected,
}

impl RedisFault {
    /// Whether the connection that it came by is of no more use. A demoted master, say, refuses for
    /// as long as somebody stays (assurance R14).
    pub(super) fn ends_the_connection(&self) -> bool {
        matches!(
            self,
            Self::TooSlow | Self::Unreachable | Self::NotAccepted | Self::NotServing(_)
        )
    }
}

impl From<RedisError> for RedisFault {
    fn from(error: RedisError) -> Self {
        if error.is_timeout() {
            return Self::TooSlow;
        }
        if error.kind() == ErrorKind::AuthenticationFailed {
            return Self::NotAccepted;
        }
        // redis-rs has no kind for it: this is how rustls begins all that it says of certificates.
        if error.to_string().contains("invalid peer certificate") {
            return Self::NotTrusted;
        }
        match error.code() {
            Some("WRONGPASS" | "NOAUTH") => Self::NotAccepted,
            Some(code @ ("MOVED" | "ASK")) => match (error.redirect_node(), code) {
                (Some((address, _)), "MOVED") => Self::Moved(address.to_owned()),
                (Some((address, _)), _) => Self::Ask(address.to_owned()),
                (None, _) => Self::Unexpected,
            },
            Some("TRYAGAIN") => Self::TryAgain,
            Some(code @ ("READONLY" | "LOADING" | "MASTERDOWN" | "CLUSTERDOWN" | "NOREPLICAS" | "BUSY")) => {
                Self::NotServing(code.to_owned())
            }
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

#[cfg(test)]
mod tests {
    use redis::{ServerErrorKind, make_extension_error};

    use super::*;

    fn said(code: &str) -> RedisFault {
        make_extension_error(code.to_owned(), Some("canary 127.0.0.1:1".to_owned())).into()
    }

    #[test]
    fn what_passes_by_itself_ends_the_connection_and_a_refusal_does_not() {
        for code in ["READONLY", "LOADING", "MASTERDOWN", "CLUSTERDOWN", "NOREPLICAS", "BUSY"] {
            assert_eq!(said(code), RedisFault::NotServing(code.to_owned()));
            assert!(said(code).ends_the_connection(), "{code}");
        }
        for code in ["ERR", "OOM", "NOPERM", "CROSSSLOT", "TRYAGAIN"] {
            assert!(!said(code).ends_the_connection(), "{code}");
        }
    }

    #[test]
    fn a_redirection_names_its_server() {
        let redirection = |kind: ServerErrorKind, detail: &'static str| -> RedisFault {
            RedisError::from((kind.into(), "", detail.to_owned())).into()
        };
        let server = || "127.0.0.1:7001".to_owned();
        assert_eq!(
            [ServerErrorKind::Moved, ServerErrorKind::Ask].map(|kind| redirection(kind, "3999 127.0.0.1:7001")),
            [RedisFault::Moved(server()), RedisFault::Ask(server())]
        );
    }

    #[test]
    fn no_fault_repeats_what_redis_said() {
        for code in ["ERR", "READONLY", "WRONGPASS", "TRYAGAIN", "OOM"] {
            let fault = said(code);
            assert!(!format!("{fault} {fault:?}").contains("canary"), "{code}");
        }
    }
}
