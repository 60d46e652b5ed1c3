//! A Redis as a URL names it: one server, a group under Sentinels, or a cluster.

use std::{fmt, net::IpAddr};

use redis::{Client, ConnectionAddr, ConnectionInfo, IntoConnectionInfo as _, TlsCertificates, io::tcp::TcpSettings};
use url::Url;

use super::LocationError;

/// Host and port.
pub(crate) type Address = (String, u16);

const REDIS_PORT: u16 = 6379;
const SENTINEL_PORT: u16 = 26379;

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
    /// Reads a URL of any of the forms.
    pub(super) fn parse(scheme: &str, url: &str) -> Result<Self, LocationError> {
        match scheme {
            "redis+sentinel" | "rediss+sentinel" => sentinel(url).ok_or(LocationError::SentinelUrl),
            "redis+cluster" | "rediss+cluster" => cluster(url).ok_or(LocationError::ClusterUrl),
            _ => one(url).map(Self::One).ok_or(LocationError::RedisUrl),
        }
    }

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
fn address_of(info: &ConnectionInfo) -> Option<Address> {
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

fn one(url: &str) -> Option<ConnectionInfo> {
    info(Url::parse(url).ok()?)
}

/// What redis-rs reads in a URL, but for what nobody should ask for.
fn info(url: Url) -> Option<ConnectionInfo> {
    // The only fragment there is would accept any certificate.
    if url.fragment().is_some() {
        return None;
    }
    let info = url.into_connection_info().ok()?;
    // Redis before 7.2 does not know the command, and our user may not send it.
    let settings = info.redis_settings().clone().set_skip_set_lib_name();
    let tcp = TcpSettings::default().set_nodelay(true);
    Some(info.set_redis_settings(settings).set_tcp_settings(tcp))
}

/// `redis[s]+sentinel://[user:password@]host[:port],…/name[/database][?sentinel_user=…&sentinel_password=…]`
fn sentinel(url: &str) -> Option<RedisLocation> {
    let parts = Parts::of(url)?;
    let (name, database) = parts.path.split_once('/').unwrap_or((parts.path, ""));
    if name.is_empty() {
        return None;
    }
    let master = parts.server(parts.hosts.split(',').next()?, SENTINEL_PORT, database)?;
    let (mut user, mut password) = (None, None);
    for (key, value) in url::form_urlencoded::parse(parts.query.as_bytes()) {
        match &*key {
            "sentinel_user" => user = Some(value),
            "sentinel_password" => password = Some(value),
            _ => return None,
        }
    }
    let without_user = Parts { user: "", ..parts };
    let sentinel = |host| {
        let info = without_user.server(host, SENTINEL_PORT, "")?;
        let mut settings = info.redis_settings().clone();
        settings = user.iter().fold(settings, redis::RedisConnectionInfo::set_username);
        settings = password.iter().fold(settings, redis::RedisConnectionInfo::set_password);
        Some(info.set_redis_settings(settings))
    };
    Some(RedisLocation::Sentinel {
        sentinels: parts.hosts.split(',').map(sentinel).collect::<Option<_>>()?,
        name: name.to_owned(),
        master,
    })
}

/// `redis[s]+cluster://[user:password@]host[:port],…`
fn cluster(url: &str) -> Option<RedisLocation> {
    let parts = Parts::of(url)?;
    // A cluster has one database, and no setting that we would read.
    if !(matches!(parts.path, "" | "0") && parts.query.is_empty()) {
        return None;
    }
    let mut seeds = Vec::new();
    let mut pattern = None;
    for host in parts.hosts.split(',') {
        let info = parts.server(host, REDIS_PORT, "")?;
        seeds.push(address_of(&info)?);
        pattern.get_or_insert(info);
    }
    Some(RedisLocation::Cluster {
        pattern: pattern?,
        seeds,
    })
}

/// A URL with several hosts, which is none by any standard, in its parts.
#[derive(Clone, Copy)]
struct Parts<'a> {
    tls: bool,
    /// `user:password@`, or nothing.
    user: &'a str,
    hosts: &'a str,
    path: &'a str,
    query: &'a str,
}

impl<'a> Parts<'a> {
    fn of(url: &'a str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        if rest.contains('#') {
            return None;
        }
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let hosts = authority.rfind('@').map_or(0, |at| at + 1);
        Some(Self {
            tls: scheme.starts_with("rediss"),
            user: &authority[..hosts],
            hosts: &authority[hosts..],
            path,
            query,
        })
    }

    /// One of the hosts, as the URL of one server would name it.
    fn server(&self, host: &str, default_port: u16, database: &str) -> Option<ConnectionInfo> {
        let scheme = if self.tls { "rediss" } else { "redis" };
        let mut url = Url::parse(&format!("{scheme}://{}{host}/{database}", self.user)).ok()?;
        if url.port().is_none() {
            url.set_port(Some(default_port)).ok()?;
        }
        info(url)
    }
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
