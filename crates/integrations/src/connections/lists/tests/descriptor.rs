//! The scripted provider as data.

use std::time::Duration;

use url::Url;

use super::provider::{LAG, WRITE};
use crate::{
    ClientSettings, ProviderDescriptor,
    descriptor::ItemKindDescriptor,
    gate::{Budget, RequestClass},
};

pub fn describe() -> ProviderDescriptor {
    let nowhere = Url::parse("http://127.0.0.1:9/").unwrap();
    let settings = ClientSettings {
        client: None,
        authorize_url: nowhere.clone(),
        token_url: nowhere.clone(),
        api_url: nowhere,
    };
    ProviderDescriptor {
        budgets: vec![Budget::new(RequestClass::Any, 1_000_000, Duration::from_secs(10))],
        change_lag: LAG,
        revokes: true,
        item_kinds: vec![
            ItemKindDescriptor::flat("things", "Things").editable_under(WRITE),
            ItemKindDescriptor::flat("facts", "Facts"),
        ],
        ..ProviderDescriptor::new("scripted", "Scripted", &settings)
    }
}
