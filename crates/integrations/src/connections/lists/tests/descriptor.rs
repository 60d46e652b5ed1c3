//! The scripted provider as data.

use std::time::Duration;

use model::ProviderId;
use url::Url;

use super::provider::{LAG, WRITE};
use crate::{
    ProviderDescriptor, RateLimit,
    descriptor::{ClientAuthentication, ItemKindDescriptor, Pkce, TokenRequestFormat},
    gate::{Budget, RequestClass},
};

pub fn describe() -> ProviderDescriptor {
    let nowhere = Url::parse("http://127.0.0.1:9/").unwrap();
    ProviderDescriptor {
        id: ProviderId::new("scripted").unwrap(),
        display_name: "Scripted",
        summary: "",
        colour: "",
        setup: "",
        client: None,
        authorization_endpoint: nowhere.clone(),
        token_endpoint: nowhere,
        issuer: None,
        client_authentication: ClientAuthentication::Body,
        token_request_format: TokenRequestFormat::Form,
        pkce: Pkce::S256,
        refusals: &[],
        scopes: Vec::new(),
        optional_scopes: Vec::new(),
        scope_separator: " ",
        authorization_parameters: Vec::new(),
        consent_origins: Vec::new(),
        budgets: vec![Budget {
            class: RequestClass::Any,
            limit: RateLimit {
                permits: 1_000_000,
                window: Duration::from_secs(10),
            },
        }],
        change_lag: LAG,
        account_facts: &[],
        revokes: true,
        item_kinds: vec![
            ItemKindDescriptor::flat("things", "Things").editable_under(WRITE),
            ItemKindDescriptor::flat("facts", "Facts"),
        ],
    }
}
