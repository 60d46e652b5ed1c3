//! The providers of a stage, each at its stand-in.

use std::sync::Arc;

use airtable::{Airtable, AirtableSettings};
use hubspot::{HubSpot, HubSpotSettings};
use integrations::{Provider, descriptor::Client, http::client, secret::ClientSecret};
use notion::{Notion, NotionSettings};
use pipedrive::{Pipedrive, PipedriveSettings};
use sandbox::RunningSandbox;
use url::Url;

use super::{OPTIONAL_SCOPE, SCOPES, Setting, sibling::Sibling};

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

fn registered() -> Client {
    Client {
        id: sandbox::CLIENT_ID.into(),
        secret: ClientSecret::new(sandbox::CLIENT_SECRET),
    }
}

fn below(base: &str, path: &str) -> Url {
    Url::parse(&format!("{base}{path}")).unwrap()
}

fn hubspot(sandbox: &RunningSandbox, setting: &Setting) -> HubSpot {
    let base = sandbox.base_url();
    let settings = HubSpotSettings {
        client: setting.configured.then(registered),
        authorize_url: below(&base, "/oauth/authorize"),
        api_url: below(setting.api_url.as_ref().unwrap_or(&base), ""),
        api_version: "2026-09".into(),
        scopes: SCOPES.map(String::from).to_vec(),
        optional_scopes: vec![OPTIONAL_SCOPE.into()],
    };
    HubSpot::new(settings, client().unwrap())
}

fn airtable(base: &str) -> Airtable {
    let settings = AirtableSettings {
        client: Some(registered()),
        authorize_url: below(base, "/oauth2/v1/authorize"),
        token_url: below(base, "/oauth2/v1/token"),
        api_url: below(base, ""),
        scopes: ["data.records:read", "schema.bases:read", "user.email:read"]
            .map(String::from)
            .to_vec(),
    };
    Airtable::new(settings, client().unwrap())
}

fn notion(base: &str) -> Notion {
    let settings = NotionSettings {
        client: Some(registered()),
        authorize_url: below(base, "/v1/oauth/authorize"),
        token_url: below(base, "/v1/oauth/token"),
        api_url: below(base, ""),
    };
    Notion::new(settings, client().unwrap())
}

fn pipedrive(base: &str) -> Pipedrive {
    let settings = PipedriveSettings {
        client: Some(registered()),
        authorize_url: below(base, "/oauth/authorize"),
        token_url: below(base, "/oauth/token"),
        api_url: below(base, ""),
    };
    Pipedrive::new(settings, client().unwrap())
}
