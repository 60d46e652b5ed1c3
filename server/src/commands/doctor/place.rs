//! What follows from where the server stands: its public URL, the proxies before it, the folder beside it.

use std::path::Path;

use url::Url;

use super::Finding;
use crate::{layers::client_address::TrustedProxies, settings::is_loopback};

/// What browsers are told because of the URL.
pub(super) fn public_url(url: &Url) -> Finding {
    let consequence = if url.scheme() == "https" {
        "cookies are for https only, and browsers are told to stay there"
    } else {
        "plain http, for browsers on this machine only"
    };
    Finding::Fine(format!("the public URL is {url}: {consequence}"))
}

/// We end no TLS, so whoever is reached by https from elsewhere stands behind a proxy.
pub(super) fn proxies(trusted: &TrustedProxies, public_url: &Url) -> Finding {
    if !trusted.is_empty() {
        return Finding::Fine("those that are trusted say where requests come from".to_owned());
    }
    if is_loopback(public_url) {
        return Finding::Fine("none is trusted, and none is needed on loopback".to_owned());
    }
    Finding::Note("none is trusted: behind one, all visitors share one limit; see TRIBUTARY_TRUSTED_PROXIES".to_owned())
}

/// The settings have tried the folder already.
pub(super) fn spool(folder: Option<&Path>) -> Finding {
    match folder {
        Some(folder) => Finding::Fine(format!("{} can be written", folder.display())),
        None => Finding::Note(
            "none: a token set that the store does not take before a stop is lost; see TRIBUTARY_SPOOL_DIR".to_owned(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_server_that_trusts_no_proxy_is_worth_a_note() {
        let (none, one) = (TrustedProxies::default(), TrustedProxies::parse("10.0.0.1").unwrap());
        let home = Url::parse("http://localhost:3000").unwrap();
        let public = Url::parse("https://crm.example").unwrap();
        assert!(matches!(proxies(&none, &public), Finding::Note(text) if text.contains("TRIBUTARY_TRUSTED_PROXIES")));
        assert!(matches!(proxies(&one, &public), Finding::Fine(_)));
        assert!(matches!(proxies(&none, &home), Finding::Fine(_)));
    }

    #[test]
    fn the_url_says_what_browsers_are_told() {
        let said = |url: &str| match public_url(&Url::parse(url).unwrap()) {
            Finding::Fine(text) => text,
            other => panic!("{other:?}"),
        };
        assert!(said("https://crm.example").contains("https only"));
        assert!(said("http://localhost:3000").contains("plain http"));
    }
}
