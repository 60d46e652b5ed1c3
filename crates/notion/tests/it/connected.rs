//! A workspace that was connected: a sandbox, the provider, a token that its own endpoint gave.

use std::sync::Arc;

use integrations::{
    Access, ClientSettings, Gate, InProcessRateLimits, Provider as _, ProviderError, TokenSet,
    http::client,
    provider::PageRequest,
    secret::AuthorizationCode,
    token_endpoint::{Grant, TokenEndpoint},
};
use jiff::Timestamp;
use model::{IntegrationItem, ItemKind, ItemPage, PageCursor};
use notion::Notion;
use sandbox::{
    Fault, FaultBody, JournalEntry, NotionConfig, RunningSandbox, RunningStandIn, Sandbox, SandboxClock, SandboxConfig,
};
use serde_json::Value;
use testkit::{builders::client_settings, clock::ManualClock};
use url::Url;

const REDIRECT_URI: &str = "http://localhost:3000/integrations/notion/oauth2callback";

pub struct Connected {
    pub sandbox: RunningSandbox,
    pub notion: Notion,
    pub access: Access,
    pub tokens: TokenSet,
    clock: ManualClock,
}

impl Connected {
    /// With so much in the workspace.
    pub async fn with(config: NotionConfig) -> Self {
        let start: Timestamp = "2026-03-01T12:00:00Z".parse().unwrap();
        let config = SandboxConfig {
            clock: SandboxClock::frozen_at(start),
            notion: Some(config),
            ..SandboxConfig::default()
        };
        let sandbox = Sandbox::start(config).await.unwrap();
        let notion = Notion::new(settings(&sandbox.notion().base_url()), client().unwrap());
        let clock = ManualClock::new(start);
        let (access, tokens) = grant(&notion, &clock).await;
        let connected = Self {
            sandbox,
            notion,
            access,
            tokens,
            clock,
        };
        connected.stand_in().clear_journal();
        connected
    }

    /// With so many pages, and no limit.
    pub async fn with_pages(pages: u32) -> Self {
        Self::with(NotionConfig {
            pages,
            ..NotionConfig::default()
        })
        .await
    }

    pub fn stand_in(&self) -> &RunningStandIn {
        self.sandbox.notion()
    }

    /// The same workspace behind a gate that keeps to the budget.
    pub fn gated(mut self) -> Self {
        let clock = Arc::new(self.clock.clone());
        let limits = Arc::new(InProcessRateLimits::new(clock.clone()));
        self.access.gate = Gate::counting(limits, clock, self.notion.descriptor(), "workspace");
        self
    }

    pub async fn page(&self, cursor: Option<&PageCursor>) -> Result<ItemPage, ProviderError> {
        let request = PageRequest {
            cursor,
            properties: None,
        };
        self.notion.list_items(&self.access, &pages(), request).await
    }

    /// All items. Whoever must wait lets both clocks go on.
    pub async fn all(&self) -> Vec<IntegrationItem> {
        let (mut items, mut cursor) = (Vec::new(), None);
        loop {
            let page = match self.page(cursor.as_ref()).await {
                Err(ProviderError::RateLimited { retry_after }) => {
                    let wait = retry_after.unwrap();
                    self.clock.advance(wait);
                    self.sandbox.advance(wait);
                    continue;
                }
                page => page.unwrap(),
            };
            items.extend(page.items);
            cursor = page.next;
            if cursor.is_none() {
                return items;
            }
        }
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
        let told = |entry: &JournalEntry| format!("{} {}", entry.path, entry.status.unwrap_or_default());
        self.stand_in().journal().iter().map(told).collect()
    }
}

pub fn pages() -> ItemKind {
    ItemKind::named("pages")
}

pub fn settings(base: &str) -> ClientSettings {
    let known_by = (sandbox::CLIENT_ID, sandbox::CLIENT_SECRET);
    client_settings(base, known_by, "/v1/oauth/authorize", "/v1/oauth/token")
}

/// Consents, and redeems the code as the app does.
async fn grant(notion: &Notion, clock: &ManualClock) -> (Access, TokenSet) {
    let descriptor = notion.descriptor();
    let asked = [
        ("client_id", sandbox::CLIENT_ID),
        ("redirect_uri", REDIRECT_URI),
        ("response_type", "code"),
        ("owner", "user"),
        ("state", "a-state-of-no-meaning-but-long"),
    ];
    let page = client().unwrap().get(descriptor.authorization_endpoint.clone());
    let answer = page.query(&asked).send().await.unwrap();
    let callback = Url::parse(answer.headers()["location"].to_str().unwrap()).unwrap();
    let (_, code) = callback.query_pairs().find(|(name, _)| name == "code").unwrap();
    let grant = Grant::AuthorizationCode {
        code: AuthorizationCode::new(code),
        redirect_uri: Url::parse(REDIRECT_URI).unwrap(),
        verifier: None,
    };
    let endpoint = TokenEndpoint::new(client().unwrap(), Arc::new(clock.clone()));
    let redeemed = endpoint.redeem(descriptor, &grant, &[]).await.unwrap();
    let access = Access {
        token: redeemed.tokens.access_token.clone(),
        account: None,
        scopes: redeemed.tokens.scopes.clone(),
        gate: Gate::open(),
        facts: redeemed.facts,
    };
    (access, redeemed.tokens)
}
