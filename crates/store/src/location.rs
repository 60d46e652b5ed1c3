//! Where records rest, as `TRIBUTARY_STORE` names it.

use std::{fmt, path::PathBuf};

use redis::{ConnectionAddr, ConnectionInfo, IntoConnectionInfo as _};

/// A parsed store location. Its `Debug` and `Display` show no password.
#[derive(Clone)]
pub struct Location(pub(crate) Kind);

/// The kinds of store that there are.
#[derive(Clone)]
pub(crate) enum Kind {
    /// Lost with the process.
    Memory,
    /// One embedded database file.
    File(PathBuf),
    /// A Redis server.
    Redis(Box<ConnectionInfo>),
}

/// Why a text names no store. It repeats nothing of the text: there may be a password in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LocationError {
    /// It begins with no scheme that we know.
    #[error("must be memory:, file:PATH, redis://… or rediss://…")]
    UnknownScheme,
    /// `file:` without a path.
    #[error("file: needs a path after the colon")]
    NoPath,
    /// The URL cannot be read.
    #[error("is not a Redis URL of the form redis://[user:password@]host[:port][/database]")]
    RedisUrl,
    /// Sentinel and Cluster have no form yet.
    #[error("redis+sentinel:// and redis+cluster:// are not supported yet; name one server with redis:// or rediss://")]
    NotYet,
}

impl Location {
    /// Reads `memory:`, `file:PATH`, `redis://…` or `rediss://…`.
    ///
    /// # Errors
    /// When it is none of them.
    pub fn parse(text: &str) -> Result<Self, LocationError> {
        let kind = match text.split_once(':') {
            Some(("memory", "")) => Kind::Memory,
            Some(("file", "")) => return Err(LocationError::NoPath),
            Some(("file", path)) => Kind::File(path.into()),
            Some(("redis" | "rediss", rest)) if rest.starts_with("//") => redis(text)?,
            Some(("redis+sentinel" | "rediss+sentinel" | "redis+cluster" | "rediss+cluster", _)) => {
                return Err(LocationError::NotYet);
            }
            _ => return Err(LocationError::UnknownScheme),
        };
        Ok(Self(kind))
    }

    /// Whether the records are lost with the process, so that a drawn key is as good as a kept one.
    #[must_use]
    pub fn is_memory(&self) -> bool {
        matches!(self.0, Kind::Memory)
    }
}

fn redis(url: &str) -> Result<Kind, LocationError> {
    let info = url.into_connection_info().map_err(|_| LocationError::RedisUrl)?;
    Ok(Kind::Redis(Box::new(info)))
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Memory => f.write_str("memory:"),
            Kind::File(path) => write!(f, "file:{}", path.display()),
            Kind::Redis(info) => {
                let tls = matches!(info.addr(), ConnectionAddr::TcpTls { .. });
                let scheme = if tls { "rediss" } else { "redis" };
                write!(f, "{scheme}://{}/{}", info.addr(), info.redis_settings().db())
            }
        }
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Location({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_is_read_and_shown() {
        for (text, shown) in [
            ("memory:", "memory:"),
            ("file:/var/lib/tributary.redb", "file:/var/lib/tributary.redb"),
            ("file:data.redb", "file:data.redb"),
            ("redis://localhost", "redis://localhost:6379/0"),
            ("redis://localhost:7000/3", "redis://localhost:7000/3"),
            ("rediss://cache.example", "rediss://cache.example:6379/0"),
        ] {
            assert_eq!(Location::parse(text).unwrap().to_string(), shown);
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        let location = Location::parse("rediss://tributary:canary-pw@cache.example:7000/1").unwrap();
        let shown = format!("{location} {location:?}");
        assert!(!shown.contains("canary") && !shown.contains("tributary"), "{shown}");
    }

    #[test]
    fn other_texts_are_refused_by_what_is_wrong() {
        for (text, error) in [
            ("", LocationError::UnknownScheme),
            ("memory", LocationError::UnknownScheme),
            ("memory:x", LocationError::UnknownScheme),
            ("postgres://localhost", LocationError::UnknownScheme),
            ("redis:localhost", LocationError::UnknownScheme),
            ("file:", LocationError::NoPath),
            ("redis://", LocationError::RedisUrl),
            ("redis://localhost/nine", LocationError::RedisUrl),
            ("redis+sentinel://localhost", LocationError::NotYet),
            ("redis+cluster://localhost", LocationError::NotYet),
        ] {
            assert_eq!(Location::parse(text).unwrap_err(), error, "{text:?}");
        }
    }
}
