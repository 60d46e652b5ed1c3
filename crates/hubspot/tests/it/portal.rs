//! `Portal`: a sandbox with contacts and all else, and access to it.

use std::collections::BTreeSet;

use hubspot::{HubSpot, HubSpotSettings};
use integrations::{
    Access, Gate, Provider, ProviderError,
    descriptor::Client,
    http::client,
    provider::PageRequest,
    secret::{AccessToken, ClientSecret},
};
use jiff::Timestamp;
use model::{IntegrationItem, ItemKind, ItemPage, PageCursor};
use sandbox::{Fault, FaultBody, RunningSandbox, Sandbox, SandboxConfig};
use serde_json::{Value, json};
use url::Url;

const REDIRECT_URI: &str = "http://localhost:3000/integrations/hubspot/oauth2callback";
pub const SCOPES: &str = "oauth crm.objects.contacts.read crm.objects.contacts.write crm.objects.owners.read \
                          crm.objects.companies.read crm.objects.companies.write crm.objects.deals.read \
                          crm.objects.deals.write tickets crm.schemas.companies.read";
pub const CONTACTS: &str = "/crm/objects/2026-09/contacts";
pub const SEARCH: &str = "/crm/objects/2026-09/contacts/search";
pub const BATCH: &str = "/crm/objects/2026-09/contacts/batch/read";
pub const PROPERTIES: &str = "/crm/properties/2026-09/contacts";
pub const GROUPS: &str = "/crm/properties/2026-09/contacts/groups";
pub const OWNERS: &str = "/crm/owners/2026-09";

pub struct Portal {
    pub sandbox: RunningSandbox,
    pub hubspot: HubSpot,
    pub access: Access,
    http: reqwest::Client,
}

impl Portal {
    /// A portal with so many contacts, and everything granted.
    pub async fn with(contacts: usize) -> Self {
        Self::granting(contacts, SCOPES).await
    }

    /// The same with only these scopes granted.
    pub async fn granting(contacts: usize, scopes: &str) -> Self {
        let config = SandboxConfig {
            contacts,
            ..SandboxConfig::default()
        };
        let sandbox = Sandbox::start(config).await.unwrap();
        let http = client().unwrap();
        let token = token(&http, &sandbox.base_url(), scopes).await;
        let portal = Self {
            hubspot: HubSpot::new(settings(&sandbox.base_url()), client().unwrap()),
            access: Access {
                token: AccessToken::new(token["access_token"].as_str().unwrap()),
                account: None,
                scopes: scopes.split(' ').map(str::to_owned).collect(),
                gate: Gate::open(),
                facts: integrations::provider::AccountFacts::new(),
            },
            sandbox,
            http,
        };
        portal.sandbox.clear_journal();
        portal
    }

    pub async fn page(&self, request: PageRequest<'_>) -> Result<ItemPage, ProviderError> {
        self.page_of(&contacts(), request).await
    }

    pub async fn page_of(&self, kind: &ItemKind, request: PageRequest<'_>) -> Result<ItemPage, ProviderError> {
        self.hubspot.list_items(&self.access, kind, request).await
    }

    /// All contacts with the usual properties.
    pub async fn all(&self) -> Vec<IntegrationItem> {
        self.all_of(&contacts()).await
    }

    /// All records of that kind.
    pub async fn all_of(&self, kind: &ItemKind) -> Vec<IntegrationItem> {
        let mut items = Vec::new();
        let mut cursor: Option<PageCursor> = None;
        loop {
            let request = PageRequest {
                cursor: cursor.as_ref(),
                properties: None,
            };
            let page = self.page_of(kind, request).await.unwrap();
            items.extend(page.items);
            cursor = page.next;
            if cursor.is_none() {
                return items;
            }
        }
    }

    /// Changes a contact as somebody at HubSpot would; says when that was.
    pub async fn change(&self, id: &str, properties: Value) -> Timestamp {
        self.change_at(CONTACTS, id, properties).await
    }

    /// The same with anything else, by the path of its list.
    pub async fn change_at(&self, path: &str, id: &str, properties: Value) -> Timestamp {
        let url = format!("{}{path}/{id}", self.sandbox.base_url());
        let request = self.http.patch(url).json(&json!({ "properties": properties }));
        let answer = request.bearer_auth(self.access.token.reveal()).send().await.unwrap();
        let changed: Value = answer.error_for_status().unwrap().json().await.unwrap();
        changed["updatedAt"].as_str().unwrap().parse().unwrap()
    }

    /// Archives a contact as somebody at HubSpot would.
    pub async fn archive(&self, id: &str) {
        self.archive_at(CONTACTS, id).await;
    }

    /// The same with anything else, by the path of its list.
    pub async fn archive_at(&self, path: &str, id: &str) {
        let url = format!("{}{path}/{id}", self.sandbox.base_url());
        let request = self.http.delete(url).bearer_auth(self.access.token.reveal());
        request.send().await.unwrap().error_for_status().unwrap();
    }

    /// Merges a contact into another as somebody at HubSpot would; says when that was.
    pub async fn merge(&self, id: &str, into: &str) -> Timestamp {
        let url = format!("{}{CONTACTS}/merge", self.sandbox.base_url());
        let two = json!({"primaryObjectId": into, "objectIdToMerge": id});
        let request = self.http.post(url).json(&two).bearer_auth(self.access.token.reveal());
        let answer = request.send().await.unwrap().error_for_status().unwrap();
        let merged: Value = answer.json().await.unwrap();
        merged["updatedAt"].as_str().unwrap().parse().unwrap()
    }

    /// The next request whose path begins so is answered with this JSON.
    pub fn answer(&self, path_prefix: &str, body: Value) {
        self.sandbox.fault(Fault {
            path_prefix: path_prefix.to_owned(),
            status: Some(200),
            headers: [("content-type".to_owned(), "application/json".to_owned())].into(),
            body: Some(FaultBody::Json(body)),
            ..Fault::default()
        });
    }

    /// What was asked since: method, path and status, in the order of the answers' requests.
    pub fn asked(&self) -> Vec<String> {
        let told = |entry: &sandbox::JournalEntry| {
            let status = entry.status.unwrap_or_default();
            format!("{} {} {status}", entry.method, entry.path)
        };
        self.sandbox.journal().iter().map(told).collect()
    }

    /// The names of properties that a request's query asked for.
    pub fn names_asked(&self, at: usize) -> BTreeSet<String> {
        let query = self.sandbox.journal()[at].query.clone();
        let pairs = url::form_urlencoded::parse(query.as_bytes()).into_owned();
        let lists = pairs.filter(|(name, _)| name == "properties").map(|(_, list)| list);
        lists
            .flat_map(|list| list.split(',').map(str::to_owned).collect::<Vec<_>>())
            .collect()
    }
}

pub fn contacts() -> ItemKind {
    ItemKind::named("contacts")
}

pub fn ids(items: &[IntegrationItem]) -> Vec<&str> {
    items.iter().map(|item| item.id.as_str()).collect()
}

pub fn settings(base: &str) -> HubSpotSettings {
    HubSpotSettings {
        client: Some(Client {
            id: sandbox::CLIENT_ID.into(),
            secret: ClientSecret::new(sandbox::CLIENT_SECRET),
        }),
        authorize_url: Url::parse(&format!("{base}/oauth/authorize")).unwrap(),
        api_url: Url::parse(base).unwrap(),
        api_version: "2026-09".into(),
        scopes: SCOPES.split(' ').map(str::to_owned).collect(),
        optional_scopes: Vec::new(),
    }
}

async fn token(http: &reqwest::Client, base: &str, scopes: &str) -> Value {
    let asked = [
        ("client_id", sandbox::CLIENT_ID),
        ("redirect_uri", REDIRECT_URI),
        ("scope", scopes),
    ];
    let answer = http
        .get(format!("{base}/oauth/authorize"))
        .query(&asked)
        .send()
        .await
        .unwrap();
    let callback = Url::parse(answer.headers()["location"].to_str().unwrap()).unwrap();
    let (_, code) = callback.query_pairs().find(|(name, _)| name == "code").unwrap();
    let grant = [
        ("grant_type", "authorization_code"),
        ("client_id", sandbox::CLIENT_ID),
        ("client_secret", sandbox::CLIENT_SECRET),
        ("redirect_uri", REDIRECT_URI),
        ("code", &code),
    ];
    let request = http.post(format!("{base}/oauth/2026-09/token")).form(&grant);
    request.send().await.unwrap().json().await.unwrap()
}
