//! What tests show: an account, a provider, records, a response that remembers.

use std::sync::{Arc, Mutex};

use http::{HeaderName, HeaderValue, StatusCode};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use model::{
    AccountSummary, ConnectionDetails, ConnectionId, ConnectionStatus, ConnectionSummary, IntegrationItem,
    ProviderCard, ProviderId, ScopeUse,
};

use crate::reply::{Reply, Replying};

/// The HTML of what `view` makes, as a page sends it.
pub fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    owner.with(|| view().into_view().to_html())
}

pub fn provider() -> ProviderId {
    ProviderId::new("acme").unwrap()
}

pub fn card() -> ProviderCard {
    ProviderCard {
        id: provider(),
        name: "Acme".to_owned(),
        summary: "People and companies.".to_owned(),
        colour: "#123456".to_owned(),
        setup: None,
        scopes: vec![ScopeUse {
            name: "people.read".to_owned(),
            reason: "read people, to list them".to_owned(),
        }],
    }
}

pub fn connection() -> ConnectionSummary {
    ConnectionSummary {
        id: ConnectionId::new("abcdefghijklmnopqrs-_9").unwrap(),
        provider: provider(),
        provider_name: "Acme".to_owned(),
        account: AccountSummary {
            id: "62515".to_owned(),
            name: "Northwind <b>Trading</b>".to_owned(),
            label: "portal 62515".to_owned(),
        },
        connected_by: Some("ada@northwind.example".to_owned()),
        status: ConnectionStatus::Connected,
        scopes: vec!["people.read".to_owned()],
        missing_scopes: Vec::new(),
        revocable: true,
        connected_at: None,
    }
}

/// Of which nothing is known but what it is.
pub fn details() -> ConnectionDetails {
    ConnectionDetails {
        summary: connection(),
        token_expires_at: None,
        last_refreshed_at: None,
        last_used_at: None,
        resumes_at: None,
        activity: Vec::new(),
    }
}

pub fn record(name: Option<&str>) -> IntegrationItem {
    IntegrationItem {
        id: "7".to_owned(),
        name: name.map(str::to_owned),
        ..IntegrationItem::default()
    }
}

/// Remembers what was set on it.
#[derive(Clone, Default)]
pub struct Recorder(Arc<Mutex<Vec<String>>>);

impl Recorder {
    pub fn reply(&self) -> Reply {
        Reply::new(self.clone())
    }

    pub fn taken(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }

    fn note(&self, what: String) {
        self.0.lock().unwrap().push(what);
    }
}

impl Replying for Recorder {
    fn status(&self, status: StatusCode) {
        self.note(status.as_str().to_owned());
    }

    fn header(&self, name: HeaderName, value: HeaderValue) {
        self.note(format!("{name}: {}", value.to_str().unwrap()));
    }

    fn redirect(&self, path: &str) {
        self.note(format!("to {path}"));
    }
}
