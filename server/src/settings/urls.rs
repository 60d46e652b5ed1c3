//! URLs that an operator may give: ours, and those of providers.

use url::{Host, Url};

/// What is wrong with a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum UrlProblem {
    #[error("not a URL such as https://example.com")]
    NotAUrl,
    #[error("must begin with https://; http:// is for loopback only, such as http://localhost:3000")]
    NotSecure,
    #[error("must not name a user or a password")]
    User,
    #[error("must not have a query or a fragment")]
    Query,
    #[error("must not have a path: the routes begin at the root")]
    Path,
}

/// Our own URL: an origin.
pub(super) fn parse_public(text: &str) -> Result<Url, UrlProblem> {
    let url = parse_base(text)?;
    if url.path() != "/" {
        return Err(UrlProblem::Path);
    }
    Ok(url)
}

/// A provider's URL, or the base of several.
pub(super) fn parse_base(text: &str) -> Result<Url, UrlProblem> {
    let url = Url::parse(text).map_err(|_| UrlProblem::NotAUrl)?;
    if url.host().is_none() {
        return Err(UrlProblem::NotAUrl);
    }
    // RFC 9700 §2.6: no OAuth request or answer goes over an unencrypted network.
    if url.scheme() != "https" && !(url.scheme() == "http" && is_loopback(&url)) {
        return Err(UrlProblem::NotSecure);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(UrlProblem::User);
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(UrlProblem::Query);
    }
    Ok(url)
}

/// Whether the URL leads to this machine: `localhost` and the names below it (RFC 6761 §6.3), or a loopback address.
#[must_use]
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_a_public_url() {
        for good in [
            "https://crm.example",
            "https://crm.example:8443/",
            "http://localhost:3000",
            "http://app.localhost",
            "http://127.0.0.2:1",
            "http://[::1]:3000",
        ] {
            assert!(parse_public(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn whatever_is_more_or_less_than_an_origin_is_refused() {
        for (bad, problem) in [
            ("", UrlProblem::NotAUrl),
            ("crm.example", UrlProblem::NotAUrl),
            ("data:text/plain,x", UrlProblem::NotAUrl),
            ("http://crm.example", UrlProblem::NotSecure),
            ("http://localhost.example", UrlProblem::NotSecure),
            ("http://notlocalhost", UrlProblem::NotSecure),
            ("ftp://localhost", UrlProblem::NotSecure),
            ("https://user@crm.example", UrlProblem::User),
            ("https://:pw@crm.example", UrlProblem::User),
            ("https://crm.example/?", UrlProblem::Query),
            ("https://crm.example/#x", UrlProblem::Query),
            ("https://crm.example/app", UrlProblem::Path),
        ] {
            assert_eq!(parse_public(bad), Err(problem), "{bad}");
        }
    }

    #[test]
    fn a_providers_url_may_have_a_path() {
        assert!(parse_base("https://app.hubspot.com/oauth/authorize").is_ok());
        assert_eq!(parse_base("http://app.hubspot.com/x"), Err(UrlProblem::NotSecure));
    }
}
