//! The one app that is registered at every stand-in, and how it shows that it is that app.

use axum::http::{HeaderMap, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use url::Url;

use crate::fields::Fields;

/// The registered app's client id.
pub const CLIENT_ID: &str = "sandbox-client";
/// The registered app's client secret: public knowledge, hence loopback only.
pub const CLIENT_SECRET: &str = "sandbox-secret";
/// What the consent pages call the app.
pub(crate) const APP_NAME: &str = "Tributary";

/// Whether a redirect URI is registered at that provider: any port of this machine, one exact path.
///
/// HubSpot itself refuses IP addresses; the sandbox's contract allows `127.0.0.1` as well.
pub(crate) fn is_registered_redirect(provider: &str, uri: &str) -> bool {
    let Ok(parsed) = Url::parse(uri) else { return false };
    let authority = parsed.port().map_or(String::new(), |port| format!(":{port}"));
    // RFC 9700 §4.1.3: compare the whole string, so that user info, query and fragment cannot hide.
    ["localhost", "127.0.0.1"]
        .iter()
        .any(|host| uri == format!("http://{host}{authority}/integrations/{provider}/oauth2callback"))
}

/// Whether the request's `Basic` credentials are the registered app's; `None` where there are none.
pub(crate) fn is_registered_basic(headers: &HeaderMap) -> Option<bool> {
    let value = headers.get(header::AUTHORIZATION)?;
    Some(basic(value.as_bytes()).is_some_and(|(id, secret)| id == CLIENT_ID && secret == CLIENT_SECRET))
}

/// RFC 7617 §2; RFC 6749 §2.3.1: both parts are encoded as forms encode them.
fn basic(value: &[u8]) -> Option<(String, String)> {
    let (scheme, credentials) = std::str::from_utf8(value).ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(credentials.trim()).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    Some((form_decoded(id), form_decoded(secret)))
}

fn form_decoded(text: &str) -> String {
    let fields = Fields::parse(format!("={text}").as_bytes());
    fields
        .pairs()
        .first()
        .map(|(_, value)| value.clone())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_and_the_exact_path_are_registered() {
        for right in [
            "http://localhost:3000/integrations/hubspot/oauth2callback",
            "http://127.0.0.1/integrations/hubspot/oauth2callback",
        ] {
            assert!(is_registered_redirect("hubspot", right), "{right}");
        }
        for wrong in [
            "https://localhost:3000/integrations/hubspot/oauth2callback",
            "http://localhost:3000/integrations/notion/oauth2callback",
            "http://localhost:3000/integrations/hubspot/oauth2callback/",
            "http://localhost:3000/integrations/hubspot/oauth2callback?x",
            "http://localhost:3000@evil.example/integrations/hubspot/oauth2callback",
            "http://evil.example/integrations/hubspot/oauth2callback",
            "nonsense",
        ] {
            assert!(!is_registered_redirect("hubspot", wrong), "{wrong}");
        }
    }

    #[test]
    fn basic_credentials_are_the_apps_or_not() {
        let with = |value: String| {
            let mut headers = HeaderMap::new();
            headers.insert(header::AUTHORIZATION, value.parse().unwrap());
            is_registered_basic(&headers)
        };
        let encoded = |text: &str| STANDARD.encode(text);

        assert_eq!(is_registered_basic(&HeaderMap::new()), None);
        assert_eq!(
            with(format!("Basic {}", encoded("sandbox-client:sandbox-secret"))),
            Some(true)
        );
        assert_eq!(
            with(format!("basic {}", encoded("sandbox%2Dclient:sandbox%2Dsecret"))),
            Some(true)
        );
        assert_eq!(with(format!("Basic {}", encoded("sandbox-client:guess"))), Some(false));
        assert_eq!(with("Bearer abc".to_owned()), Some(false));
        assert_eq!(with("Basic ?".to_owned()), Some(false));
    }
}
