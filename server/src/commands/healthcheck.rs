//! `tributary healthcheck`: asks the running server whether it is ready.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    process::ExitCode,
};

use integrations::http;
use reqwest::StatusCode;

use super::CommandError;

/// Succeeds if `/readyz` answers 200.
pub(super) async fn run(listen: SocketAddr) -> Result<ExitCode, CommandError> {
    let url = format!("http://{}/readyz", reachable(listen));
    let answer = http::client()?.get(url).send().await;
    let ready = answer.is_ok_and(|answer| answer.status() == StatusCode::OK);
    Ok(if ready { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// One listens on an unspecified address, but connects to a certain one.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unspecified_address_is_asked_on_loopback() {
        for (listen, asked) in [
            ("0.0.0.0:80", "127.0.0.1:80"),
            ("[::]:80", "[::1]:80"),
            ("10.1.2.3:80", "10.1.2.3:80"),
        ] {
            assert_eq!(reachable(listen.parse().unwrap()), asked.parse().unwrap());
        }
    }
}
