//! Where a Redis is: one server, a group under Sentinels, or a cluster.

use std::{fmt, net::IpAddr};

use redis::{Client, ConnectionAddr, ConnectionInfo, TlsCertificates};

use super::LocationError;

/// Host and port.
pub(crate) type Address = (String, u16);

/// What a certificate in PEM begins with (RFC 7468 §5.1).
const CERTIFICATE: &[u8] = b"-----BEGIN CERTIFICATE-----";

/// Where Redis is, and how to sign in there.
#[derive(Clone)]
pub(crate) enum RedisLocation {
    /// One server.
    One(ConnectionInfo),
    /// Whichever server the Sentinels call the master of that name.
    Sentinel {
        /// The Sentinels, each with the credentials for Sentinels.
        sentinels: Vec<ConnectionInfo>,
        /// The name that they know the group by.
        name: String,
        /// How to sign in at the master. Its address is that of a Sentinel, until one tells another.
        master: ConnectionInfo,
    },
    /// A cluster.
    Cluster {
        /// How to sign in at any of its servers: the first that is named.
        pattern: ConnectionInfo,
        /// Host and port of each that is named.
        seeds: Vec<Address>,
    },
}

/// What may be overheard or misused on the way to a Redis on another machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Exposure {
    /// Whoever is on the way can read and write along.
    #[error("a Redis on another machine needs TLS: use rediss://")]
    NoTls,
    /// Whoever reaches it may do everything.
    #[error("a Redis on another machine needs a user and a password: rediss://user:password@host")]
    NoPassword,
}

impl RedisLocation {
    /// Trusts servers whose certificates lead to these authorities, and no others.
    pub(super) fn trust(self, pem: &[u8]) -> Result<Self, LocationError> {
        Ok(match self {
            Self::One(info) => Self::One(trusting(info, pem)?),
            Self::Sentinel {
                sentinels,
                name,
                master,
            } => Self::Sentinel {
                sentinels: sentinels
                    .into_iter()
                    .map(|info| trusting(info, pem))
                    .collect::<Result<_, _>>()?,
                name,
                master: trusting(master, pem)?,
            },
            Self::Cluster { pattern, seeds } => Self::Cluster {
                pattern: trusting(pattern, pem)?,
                seeds,
            },
        })
    }

    /// What is missing, if it is on another machine (assurance T62).
    pub(super) fn exposure(&self) -> Option<Exposure> {
        let (all_here, signs_in) = match self {
            Self::One(info) => (is_here(info), info),
            Self::Sentinel { sentinels, master, .. } => (sentinels.iter().all(is_here), master),
            Self::Cluster { pattern, seeds } => (seeds.iter().all(|(host, _)| is_loopback(host)), pattern),
        };
        if all_here {
            return None;
        }
        if !matches!(signs_in.addr(), ConnectionAddr::TcpTls { .. }) {
            return Some(Exposure::NoTls);
        }
        signs_in
            .redis_settings()
            .password()
            .is_none()
            .then_some(Exposure::NoPassword)
    }
}

/// The same way of signing in, at another address.
pub(crate) fn at(info: &ConnectionInfo, host: &str, port: u16) -> ConnectionInfo {
    let host = host.to_owned();
    let address = match info.addr() {
        ConnectionAddr::TcpTls {
            insecure, tls_params, ..
        } => ConnectionAddr::TcpTls {
            host,
            port,
            insecure: *insecure,
            tls_params: tls_params.clone(),
        },
        _ => ConnectionAddr::Tcp(host, port),
    };
    info.clone().set_addr(address)
}

/// Host and port, unless it is a socket's path.
pub(super) fn address_of(info: &ConnectionInfo) -> Option<Address> {
    match info.addr() {
        ConnectionAddr::Tcp(host, port) | ConnectionAddr::TcpTls { host, port, .. } => Some((host.clone(), *port)),
        _ => None,
    }
}

/// This machine, or a socket on it.
fn is_here(info: &ConnectionInfo) -> bool {
    address_of(info).is_none_or(|(host, _)| is_loopback(&host))
}

fn is_loopback(host: &str) -> bool {
    let loopback = host.parse().is_ok_and(|address: IpAddr| address.is_loopback());
    loopback || host == "localhost" || host.ends_with(".localhost")
}

fn trusting(info: ConnectionInfo, pem: &[u8]) -> Result<ConnectionInfo, LocationError> {
    if !matches!(info.addr(), ConnectionAddr::TcpTls { .. }) {
        return Err(LocationError::CaWithoutTls);
    }
    // A file without any would be read as trust in nobody, and found out only when Redis is.
    if !pem.windows(CERTIFICATE.len()).any(|window| window == CERTIFICATE) {
        return Err(LocationError::Ca);
    }
    let roots = TlsCertificates {
        client_tls: None,
        root_cert: Some(pem.to_vec()),
    };
    let client = Client::build_with_tls(info, roots).map_err(|_| LocationError::Ca)?;
    Ok(client.get_connection_info().clone())
}

impl fmt::Display for RedisLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(info) => {
                let database = info.redis_settings().db();
                write!(f, "{}://{}/{database}", scheme(info), info.addr())
            }
            Self::Sentinel {
                sentinels,
                name,
                master,
            } => {
                let database = master.redis_settings().db();
                let hosts: Vec<String> = sentinels.iter().map(|info| info.addr().to_string()).collect();
                write!(f, "{}+sentinel://{}/{name}/{database}", scheme(master), hosts.join(","))
            }
            Self::Cluster { pattern, seeds } => {
                let hosts: Vec<String> = seeds.iter().map(|(host, port)| format!("{host}:{port}")).collect();
                write!(f, "{}+cluster://{}", scheme(pattern), hosts.join(","))
            }
        }
    }
}

fn scheme(info: &ConnectionInfo) -> &'static str {
    match info.addr() {
        ConnectionAddr::TcpTls { .. } => "rediss",
        ConnectionAddr::Unix(_) => "redis+unix",
        _ => "redis",
    }
}

#[cfg(test)]
mod tests;
