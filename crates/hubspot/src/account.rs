//! Whose portal was connected, and by whom.

use integrations::{Access, Account, ProviderError};
use serde::Deserialize;
use url::Url;

use crate::api::HubSpotApi;

/// `POST /oauth/{version}/token/introspect`.
#[derive(Deserialize)]
struct Introspection {
    #[serde(default)]
    active: bool,
    hub_id: Option<u64>,
    user: Option<String>,
    hub_domain: Option<String>,
}

/// `GET /account-info/{version}/details`.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Details {
    portal_name: Option<String>,
    ui_domain: Option<String>,
}

/// Asks for the token's portal and user, then for the portal's name and address.
///
/// The second question only makes the account nicer to look at: it may fail, unless the token is not honoured there.
pub(crate) async fn look_up(api: &HubSpotApi, access: &Access) -> Result<Account, ProviderError> {
    let known: Introspection = api.introspect(&access.token).await?;
    if !known.active {
        return Err(ProviderError::Unauthorized);
    }
    let portal = known.hub_id.ok_or(ProviderError::Malformed)?;
    let details: Details = match api.get(api.settings.account_url(), access).await {
        Err(ProviderError::Unauthorized) => return Err(ProviderError::Unauthorized),
        details => details.unwrap_or_default(),
    };
    let names = [details.portal_name, known.hub_domain, Some(format!("Portal {portal}"))];
    let account = Account::new(portal.to_string(), format!("portal {portal}"));
    Ok(Account {
        home: details.ui_domain.as_deref().and_then(|domain| home(domain, portal)),
        ..account.named(names).connected_by(known.user)
    })
}

/// `https://{uiDomain}/contacts/{portal}`, if the domain is HubSpot's: `app.hubspot.com`, `app-eu1.hubspot.com`.
fn home(ui_domain: &str, portal: u64) -> Option<Url> {
    let region = ui_domain.strip_prefix("app")?.strip_suffix(".hubspot.com")?;
    let plain = region.is_empty()
        || region.strip_prefix('-').is_some_and(|hublet| {
            !hublet.is_empty() && hublet.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
    plain.then(|| Url::parse(&format!("https://{ui_domain}/contacts/{portal}")).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portal_lives_at_a_domain_of_hubspot() {
        assert_eq!(
            home("app-eu1.hubspot.com", 7).unwrap().as_str(),
            "https://app-eu1.hubspot.com/contacts/7"
        );
        assert!(home("app.hubspot.com", 7).is_some());
        for other in [
            "evil.example",
            "app.hubspot.com.evil.example",
            "app/evil.hubspot.com",
            "app-.hubspot.com",
            "",
        ] {
            assert_eq!(home(other, 7), None, "{other}");
        }
    }
}
