//! An account that was connected: a sandbox, the provider, a token that its own endpoint gave.

use std::sync::Arc;

use airtable::{Airtable, AirtableSettings};
use integrations::{
    Access, Gate, InProcessRateLimits, Provider as _, ProviderError,
    http::client,
    pkce,
    provider::PageRequest,
    secret::AuthorizationCode,
    token_endpoint::{Grant, TokenEndpoint},
};
use jiff::Timestamp;
use model::{IntegrationItem, ItemKind, ItemPage, PageCursor};
use sandbox::{AirtableConfig, Fault, FaultBody, RunningSandbox, RunningStandIn, Sandbox, SandboxClock, SandboxConfig};
use serde_json::Value;
use testkit::{builders::client_settings, clock::ManualClock};
use url::Url;

pub const SCOPES: [&str; 3] = ["data.records:read", "schema.bases:read", "user.email:read"];
const REDIRECT_URI: &str = "http://localhost:3000/integrations/airtable/oauth2callback";

pub struct Connected {
    pub sandbox: RunningSandbox,
    pub airtable: Airtable,
    pub access: Access,
    clock: ManualClock,
}

impl Connected {
    /// With so much in the account, and everything granted.
    pub async fn with(config: AirtableConfig) -> Self {
        Self::granting(config, &SCOPES).await
    }

    /// The same with only these scopes granted.
    pub async fn granting(config: AirtableConfig, scopes: &[&str]) -> Self {
        let start: Timestamp = "2026-03-01T12:00:00Z".parse().unwrap();
        let config = SandboxConfig {
            clock: SandboxClock::frozen_at(start),
            airtable: Some(config),
            ..SandboxConfig::default()
        };
        let sandbox = Sandbox::start(config).await.unwrap();
        let airtable = Airtable::new(settings(&sandbox.airtable().base_url(), scopes), client().unwrap());
        let clock = ManualClock::new(start);
        let access = grant(&airtable, &clock).await;
        let connected = Self {
            sandbox,
            airtable,
            access,
            clock,
        };
        connected.stand_in().clear_journal();
        connected
    }

    pub fn stand_in(&self) -> &RunningStandIn {
        self.sandbox.airtable()
    }

    /// The same account behind a gate that keeps to the budgets.
    pub fn gated(mut self) -> Self {
        let clock = Arc::new(self.clock.clone());
        let limits = Arc::new(InProcessRateLimits::new(clock.clone()));
        self.access.gate = Gate::counting(limits, clock, self.airtable.descriptor(), "usr1");
        self
    }

    pub async fn page(&self, kind: &ItemKind, cursor: Option<&PageCursor>) -> Result<ItemPage, ProviderError> {
        let request = PageRequest {
            cursor,
            properties: None,
        };
        self.airtable.list_items(&self.access, kind, request).await
    }

    /// All items, and how many pages they came on. Whoever must wait lets both clocks go on.
    pub async fn all(&self, kind: &ItemKind) -> (Vec<IntegrationItem>, usize) {
        let (mut items, mut pages, mut cursor) = (Vec::new(), 0, None);
        loop {
            let page = match self.page(kind, cursor.as_ref()).await {
                Err(ProviderError::RateLimited { retry_after }) => {
                    let wait = retry_after.unwrap();
                    self.clock.advance(wait);
                    self.sandbox.advance(wait);
                    continue;
                }
                page => page.unwrap(),
            };
            items.extend(page.items);
            pages += 1;
            cursor = page.next;
            if let Some(cursor) = &cursor {
                assert!(cursor.0.len() <= PageCursor::MAX_LENGTH);
            } else {
                return (items, pages);
            }
        }
    }

    /// The kind of the records of the first table of that name.
    pub async fn records_of(&self, table: &str) -> ItemKind {
        let (items, _) = self.all(&bases()).await;
        let table = items.into_iter().find(|item| item.name.as_deref() == Some(table));
        self.stand_in().clear_journal();
        ItemKind::within("records", table.unwrap().id)
    }

    /// The next request whose path begins so is answered with this JSON.
    pub fn answer(&self, path_prefix: &str, body: Value) {
        self.stand_in().fault(Fault {
            path_prefix: path_prefix.to_owned(),
            status: Some(200),
            headers: [("content-type".to_owned(), "application/json".to_owned())].into(),
            body: Some(FaultBody::Json(body)),
            ..Fault::default()
        });
    }

    /// What was asked since, and how it was answered.
    pub fn asked(&self) -> Vec<String> {
        let told = |entry: &sandbox::JournalEntry| format!("{} {}", entry.path, entry.status.unwrap_or_default());
        self.stand_in().journal().iter().map(told).collect()
    }
}

pub fn bases() -> ItemKind {
    ItemKind::named("bases")
}

/// So many bases with so many tables of so many records each.
pub fn of(bases: u16, tables: u16, records: u32) -> AirtableConfig {
    AirtableConfig {
        bases,
        tables,
        records,
        ..AirtableConfig::default()
    }
}

pub fn settings(base: &str, scopes: &[&str]) -> AirtableSettings {
    let known_by = (sandbox::CLIENT_ID, sandbox::CLIENT_SECRET);
    AirtableSettings {
        client: client_settings(base, known_by, "/oauth2/v1/authorize", "/oauth2/v1/token"),
        scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
    }
}

/// Consents, and redeems the code as the app does.
async fn grant(airtable: &Airtable, clock: &ManualClock) -> Access {
    let descriptor = airtable.descriptor();
    let verifier = pkce::draw_verifier();
    let asked = [
        ("client_id", sandbox::CLIENT_ID),
        ("redirect_uri", REDIRECT_URI),
        ("response_type", "code"),
        ("scope", &descriptor.scope_names().join(" ")),
        ("state", "a-state-of-no-meaning-but-long"),
        ("code_challenge", &pkce::challenge(&verifier)),
        ("code_challenge_method", "S256"),
    ];
    let page = client().unwrap().get(descriptor.authorization_endpoint.clone());
    let answer = page.query(&asked).send().await.unwrap();
    let callback = Url::parse(answer.headers()["location"].to_str().unwrap()).unwrap();
    let (_, code) = callback.query_pairs().find(|(name, _)| name == "code").unwrap();
    let grant = Grant::AuthorizationCode {
        code: AuthorizationCode::new(code),
        redirect_uri: Url::parse(REDIRECT_URI).unwrap(),
        verifier: Some(verifier),
    };
    let endpoint = TokenEndpoint::new(client().unwrap(), Arc::new(clock.clone()));
    let redeemed = endpoint.redeem(descriptor, &grant, &[]).await.unwrap();
    Access {
        token: redeemed.tokens.access_token,
        account: None,
        scopes: redeemed.tokens.scopes,
        gate: Gate::open(),
        facts: redeemed.facts,
    }
}
