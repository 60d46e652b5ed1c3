//! Where records rest, as `TRIBUTARY_STORE` names it.

use std::{fmt, path::PathBuf};

pub(crate) mod redis_location;
mod redis_url;

pub use redis_location::Exposure;
pub(crate) use redis_location::RedisLocation;

/// The schemes that lead to a Redis.
const SCHEMES: [&str; 7] = [
    "redis",
    "rediss",
    "redis+unix",
    "redis+sentinel",
    "rediss+sentinel",
    "redis+cluster",
    "rediss+cluster",
];

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
    /// Redis, one server or several.
    Redis(Box<RedisLocation>),
}

/// Why a text names no store. It repeats nothing of the text: there may be a password in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LocationError {
    /// It begins with no scheme that we know.
    #[error("must be memory:, file:PATH, redis://…, rediss://…, redis+sentinel://… or redis+cluster://…")]
    UnknownScheme,
    /// `file:` without a path.
    #[error("file: needs a path after the colon")]
    NoPath,
    /// The URL cannot be read.
    #[error("is not a Redis URL of the form redis://[user:password@]host[:port][/database]")]
    RedisUrl,
    /// The URL cannot be read.
    #[error(
        "is not a Sentinel URL of the form redis+sentinel://[user:password@]host[:port],…/name[/database]\
         [?sentinel_user=…&sentinel_password=…]"
    )]
    SentinelUrl,
    /// The URL cannot be read.
    #[error("is not a Cluster URL of the form redis+cluster://[user:password@]host[:port],…")]
    ClusterUrl,
    /// Authorities are given for a connection without TLS.
    #[error("is for a Redis with TLS only, such as rediss://…")]
    CaWithoutTls,
    /// The authorities cannot be read.
    #[error("holds no certificates in PEM")]
    Ca,
}

impl Location {
    /// Reads `memory:`, `file:PATH`, `redis://…`, `redis+unix://…`, `redis+sentinel://…` or
    /// `redis+cluster://…`; each of Redis's but the socket also as `rediss…`, which is with TLS.
    ///
    /// # Errors
    /// When it is none of them.
    pub fn parse(text: &str) -> Result<Self, LocationError> {
        let kind = match text.split_once(':') {
            Some(("memory", "")) => Kind::Memory,
            Some(("file", "")) => return Err(LocationError::NoPath),
            Some(("file", path)) => Kind::File(path.into()),
            Some((scheme, rest)) if SCHEMES.contains(&scheme) && rest.starts_with("//") => {
                Kind::Redis(Box::new(redis_url::parse(scheme, text)?))
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

    /// Has a Redis prove itself by a certificate of these authorities (PEM), instead of the system's.
    ///
    /// # Errors
    /// When there are none in it, or when there is no TLS to use them for.
    pub fn trusting(self, authorities: &[u8]) -> Result<Self, LocationError> {
        match self.0 {
            Kind::Redis(redis) => Ok(Self(Kind::Redis(Box::new(redis.trust(authorities)?)))),
            Kind::Memory | Kind::File(_) => Err(LocationError::CaWithoutTls),
        }
    }

    /// What a Redis on another machine lacks to be safe there (assurance T62).
    #[must_use]
    pub fn exposure(&self) -> Option<Exposure> {
        match &self.0 {
            Kind::Redis(redis) => redis.exposure(),
            Kind::Memory | Kind::File(_) => None,
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Memory => f.write_str("memory:"),
            Kind::File(path) => write!(f, "file:{}", path.display()),
            Kind::Redis(redis) => redis.fmt(f),
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
        for url in [
            "rediss://tributary:canary-pw@cache.example:7000/1",
            "redis+unix:///run/redis.sock?user=tributary&pass=canary-pw",
            "rediss+cluster://tributary:canary-pw@a,b",
            "rediss+sentinel://tributary:canary-pw@a,b/main?sentinel_user=tributary&sentinel_password=canary",
        ] {
            let location = Location::parse(url).unwrap();
            let shown = format!("{location} {location:?}");
            assert!(!shown.contains("canary") && !shown.contains("tributary"), "{shown}");
        }
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
            ("redis+sentinel://localhost", LocationError::SentinelUrl),
            ("redis+cluster:localhost", LocationError::UnknownScheme),
            ("redis+cluster://", LocationError::ClusterUrl),
        ] {
            assert_eq!(Location::parse(text).unwrap_err(), error, "{text:?}");
        }
    }
}
