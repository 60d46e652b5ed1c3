//! The one app that is registered at the sandbox's HubSpot.

use url::Url;

/// The registered app's client id.
pub const CLIENT_ID: &str = "sandbox-client";
/// The registered app's client secret: public knowledge, hence loopback only.
pub const CLIENT_SECRET: &str = "sandbox-secret";
/// The registered app's number.
pub(crate) const APP_ID: u64 = 41_027;
/// What the consent page calls the app.
pub(crate) const APP_NAME: &str = "Tributary";

const REDIRECT_PATH: &str = "/integrations/hubspot/oauth2callback";

/// A scope and what it lets the app do, in the words of the consent page.
pub(crate) struct KnownScope {
    pub(crate) name: &'static str,
    pub(crate) meaning: &'static str,
}

/// The scopes that are configured on the app. The sentences are the sandbox's own.
pub(crate) const SCOPES: [KnownScope; 18] = [
    scope("oauth", "See basic facts about the account"),
    scope("crm.objects.contacts.read", "See contacts"),
    scope("crm.objects.contacts.write", "Create, change and delete contacts"),
    scope("crm.objects.companies.read", "See companies"),
    scope("crm.objects.companies.write", "Create, change and delete companies"),
    scope("crm.objects.deals.read", "See deals"),
    scope("crm.objects.deals.write", "Create, change and delete deals"),
    scope("crm.objects.owners.read", "See who owns records"),
    scope("crm.objects.custom.read", "See custom objects"),
    scope("crm.schemas.contacts.read", "See which properties contacts have"),
    scope("crm.schemas.contacts.write", "Define properties of contacts"),
    scope("crm.schemas.companies.read", "See which properties companies have"),
    scope("crm.schemas.deals.read", "See which properties deals have"),
    scope("crm.schemas.custom.read", "See how custom objects are defined"),
    scope("crm.lists.read", "See lists"),
    scope("crm.export", "Export records"),
    scope("crm.import", "Import records"),
    scope("tickets", "See, create, change and delete tickets"),
];

const fn scope(name: &'static str, meaning: &'static str) -> KnownScope {
    KnownScope { name, meaning }
}

/// The known scope of that name.
pub(crate) fn known_scope(name: &str) -> Option<&'static KnownScope> {
    SCOPES.iter().find(|scope| scope.name == name)
}

/// Whether a redirect URI is registered: any port of this machine, one exact path.
///
/// HubSpot itself refuses IP addresses; the sandbox's contract allows `127.0.0.1` as well.
pub(crate) fn is_registered_redirect(uri: &str) -> bool {
    let Ok(parsed) = Url::parse(uri) else { return false };
    let authority = parsed.port().map_or(String::new(), |port| format!(":{port}"));
    // RFC 9700 §4.1.3: compare the whole string, so that user info, query and fragment cannot hide.
    ["localhost", "127.0.0.1"]
        .iter()
        .any(|host| uri == format!("http://{host}{authority}{REDIRECT_PATH}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_and_the_exact_path_are_registered() {
        assert!(is_registered_redirect(
            "http://localhost:3000/integrations/hubspot/oauth2callback"
        ));
        assert!(is_registered_redirect(
            "http://127.0.0.1/integrations/hubspot/oauth2callback"
        ));
        for wrong in [
            "https://localhost:3000/integrations/hubspot/oauth2callback",
            "http://localhost:3000/integrations/hubspot/oauth2callback/",
            "http://localhost:3000/integrations/hubspot/oauth2callback?x",
            "http://localhost:3000@evil.example/integrations/hubspot/oauth2callback",
            "http://evil.example/integrations/hubspot/oauth2callback",
            "nonsense",
        ] {
            assert!(!is_registered_redirect(wrong), "{wrong}");
        }
    }
}
