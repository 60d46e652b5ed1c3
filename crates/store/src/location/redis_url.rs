//! Reads the URLs of a Redis, of which those with several hosts are by no standard.

use redis::{ConnectionInfo, IntoConnectionInfo as _, RedisConnectionInfo, io::tcp::TcpSettings};
use url::Url;

use super::{
    LocationError,
    redis_location::{RedisLocation, address_of},
};

const REDIS_PORT: u16 = 6379;
const SENTINEL_PORT: u16 = 26379;

/// Reads a URL of any of the forms.
pub(super) fn parse(scheme: &str, url: &str) -> Result<RedisLocation, LocationError> {
    match scheme {
        "redis+sentinel" | "rediss+sentinel" => sentinel(url).ok_or(LocationError::SentinelUrl),
        "redis+cluster" | "rediss+cluster" => cluster(url).ok_or(LocationError::ClusterUrl),
        _ => one(url).map(RedisLocation::One).ok_or(LocationError::RedisUrl),
    }
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
        settings = user.iter().fold(settings, RedisConnectionInfo::set_username);
        settings = password.iter().fold(settings, RedisConnectionInfo::set_password);
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

#[cfg(test)]
mod tests;
