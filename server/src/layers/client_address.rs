//! Where a request comes from: the address at the far end, as far as it can be believed.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

use axum::{
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderMap, HeaderName};
use ipnet::IpNet;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The address at the far end. It stands in the request's extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// That of the request. Requests that no listener brought have one address together.
    #[must_use]
    pub fn of(request: &Request) -> Self {
        let found = request.extensions().get::<Self>().copied();
        found.unwrap_or(Self(Ipv4Addr::UNSPECIFIED.into()))
    }

    /// What is counted as one visitor: an IPv4 address, or the /64 of an IPv6 address, which one
    /// subscriber has to choose from (assurance T61).
    #[must_use]
    pub fn network(self) -> IpAddr {
        match self.0.to_canonical() {
            IpAddr::V4(address) => address.into(),
            IpAddr::V6(address) => Ipv6Addr::from(u128::from(address) >> 64 << 64).into(),
        }
    }
}

/// The networks whose word about a request's origin is believed; none by default.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Arc<[IpNet]>);

/// What is wrong with a list of networks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotNetworks {
    /// A part is no network.
    #[error("not addresses or networks such as 10.0.0.0/8,fd00::/8")]
    Unreadable,
    /// A part contains every address.
    #[error("must not trust every address: anyone could claim to be anyone")]
    Everyone,
}

impl TrustedProxies {
    /// Reads networks and addresses, separated by commas.
    ///
    /// # Errors
    /// See [`NotNetworks`].
    pub fn parse(text: &str) -> Result<Self, NotNetworks> {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        parts.map(parse_network).collect::<Result<_, _>>().map(Self)
    }

    /// Whether nobody's word is believed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }

    /// Goes from hop to hop as long as the last one is trusted to name the one before
    /// (assurance T30): whatever a visitor writes into the header stands left of that.
    fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let lines = headers.get_all(X_FORWARDED_FOR).iter().rev();
        let mut hops = lines.flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','));
        let mut client = peer.to_canonical();
        while self.trusts(client) {
            let Some(hop) = hops.next().and_then(parse_hop) else {
                break;
            };
            client = hop.to_canonical();
        }
        client
    }
}

fn parse_network(text: &str) -> Result<IpNet, NotNetworks> {
    let address = || text.parse::<IpAddr>().map(IpNet::from);
    let network = text.parse::<IpNet>().or_else(|_| address());
    match network.map_err(|_| NotNetworks::Unreadable)? {
        network if network.prefix_len() == 0 => Err(NotNetworks::Everyone),
        network => Ok(network),
    }
}

/// An address, with or without brackets and port, as proxies write it.
fn parse_hop(bytes: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(bytes).ok()?.trim();
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    bare.unwrap_or(text).parse().ok().or_else(with_port)
}

/// Puts the [`ClientAddress`] into the request's extensions.
pub async fn find_client(State(proxies): State<TrustedProxies>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    if let Some(ConnectInfo(peer)) = peer {
        let client = proxies.client(peer.ip(), request.headers());
        request.extensions_mut().insert(ClientAddress(client));
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Who is taken for the client when `peer` sends these lines.
    fn client(trusted: &str, peer: &str, lines: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(X_FORWARDED_FOR, line.parse().unwrap());
        }
        let proxies = TrustedProxies::parse(trusted).unwrap();
        proxies.client(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn nobody_is_believed_by_default() {
        assert_eq!(client("", "192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
        assert_eq!(client("10.0.0.0/8", "192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
    }

    #[test]
    fn what_stands_left_of_the_first_stranger_is_not_believed() {
        for lines in [
            &["203.0.113.9, 198.51.100.7"][..],
            &["203.0.113.9", "198.51.100.7"],
            &["203.0.113.9, 198.51.100.7, 10.0.0.2"],
            &["203.0.113.9,198.51.100.7:4711", "10.1.1.1"],
        ] {
            assert_eq!(client("10.0.0.0/8", "10.0.0.1", lines), "198.51.100.7", "{lines:?}");
        }
    }

    #[test]
    fn a_proxy_that_names_nobody_is_the_client_itself() {
        for lines in [&[][..], &["unknown"], &["198.51.100.7, _hidden"], &[""], &["1.2.3"]] {
            assert_eq!(client("10.0.0.1", "10.0.0.1", lines), "10.0.0.1", "{lines:?}");
        }
    }

    #[test]
    fn addresses_are_read_as_proxies_write_them() {
        for hop in ["2001:db8::7", "[2001:db8::7]", "[2001:db8::7]:4711", " 2001:db8::7 "] {
            assert_eq!(client("::1", "::1", &[hop]), "2001:db8::7", "{hop}");
        }
        assert_eq!(
            client("127.0.0.1", "::ffff:127.0.0.1", &["::ffff:192.0.2.1"]),
            "192.0.2.1"
        );
    }

    #[test]
    fn a_list_of_networks_is_read_or_refused() {
        assert!(TrustedProxies::parse(" 10.0.0.0/8 , ::1,192.0.2.4 ").is_ok());
        for (bad, problem) in [
            ("10.0.0.0/33", NotNetworks::Unreadable),
            ("proxy.example", NotNetworks::Unreadable),
            ("10.0.0.1;10.0.0.2", NotNetworks::Unreadable),
            ("0.0.0.0/0", NotNetworks::Everyone),
            ("::1,::/0", NotNetworks::Everyone),
        ] {
            assert_eq!(TrustedProxies::parse(bad).unwrap_err(), problem, "{bad}");
        }
    }

    #[test]
    fn one_subscriber_is_one_visitor() {
        let network = |text: &str| ClientAddress(text.parse().unwrap()).network().to_string();
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("192.0.2.1"), "192.0.2.1");
    }
}
