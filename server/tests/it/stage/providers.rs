//! The providers of a stage, each at its stand-in.

use std::sync::Arc;

use airtable::{Airtable, AirtableSettings};
use hubspot::{HubSpot, HubSpotSettings};
use integrations::{Provider, http::client};
use notion::Notion;
use pipedrive::Pipedrive;
use sandbox::RunningSandbox;
use testkit::builders::client_settings;

use super::{OPTIONAL_SCOPE, SCOPES, Setting, sibling::Sibling};

/// What every stand-in knows us by.
const KNOWN_BY: (&str, &str) = (sandbox::CLIENT_ID, sandbox::CLIENT_SECRET);

/// HubSpot and a sibling of it; Airtable, Notion and Pipedrive as well where the setting wants them.
pub(super) fn all(sandbox: &RunningSandbox, setting: &Setting) -> Vec<Arc<dyn Provider>> {
    let mut all: Vec<Arc<dyn Provider>> = vec![
        Arc::new(hubspot(sandbox, setting)),
        Arc::new(Sibling::of(hubspot(sandbox, setting))),
    ];
    if setting.others {
        all.push(Arc::new(airtable(&sandbox.airtable().base_url())));
        all.push(Arc::new(notion(&sandbox.notion().base_url())));
        all.push(Arc::new(pipedrive(&sandbox.pipedrive().base_url())));
    }
    all
}

fn hubspot(sandbox: &RunningSandbox, setting: &Setting) -> HubSpot {
    let registered = client_settings(&sandbox.base_url(), KNOWN_BY, "/oauth/authorize", "");
    let elsewhere = setting.api_url.as_ref().map(|url| url.parse().unwrap());
    let settings = HubSpotSettings {
        client: registered.client.filter(|_| setting.configured),
        authorize_url: registered.authorize_url,
        api_url: elsewhere.unwrap_or(registered.api_url),
        api_version: "2026-09".into(),
        scopes: SCOPES.map(String::from).to_vec(),
        optional_scopes: vec![OPTIONAL_SCOPE.into()],
    };
    HubSpot::new(settings, client().unwrap())
}

fn airtable(base: &str) -> Airtable {
    let settings = AirtableSettings {
        client: client_settings(base, KNOWN_BY, "/oauth2/v1/authorize", "/oauth2/v1/token"),
        scopes: ["data.records:read", "schema.bases:read", "user.email:read"]
            .map(String::from)
            .to_vec(),
    };
    Airtable::new(settings, client().unwrap())
}

fn notion(base: &str) -> Notion {
    let settings = client_settings(base, KNOWN_BY, "/v1/oauth/authorize", "/v1/oauth/token");
    Notion::new(settings, client().unwrap())
}

fn pipedrive(base: &str) -> Pipedrive {
    let settings = client_settings(base, KNOWN_BY, "/oauth/authorize", "/oauth/token");
    Pipedrive::new(settings, client().unwrap())
}
