//! The stage: one app, one sandbox, one clock, and browsers that meet there.

mod behind;
mod browser;
mod counting;
mod faults;
mod open;
mod providers;
mod sibling;

use std::{num::NonZeroU32, path::PathBuf, sync::Arc, time::Duration};

use axum::Router;
use integrations::{
    Clock, Connections, Registry,
    connections::{Pacing, Ports},
    http::client,
};
use jiff::Timestamp;
use sandbox::{RunningSandbox, Sandbox, SandboxClock, SandboxConfig};
use server::{
    layers::{client_address::TrustedProxies, rate_limits::Strictness},
    router::{Services, router},
    settings::Visitors,
    stopping::Stopping,
};
use store::{Keyring, Location, Store};
use testkit::clock::ManualClock;
use url::Url;

use self::counting::{CountingPending, CountingSessions};
pub use self::{
    behind::{Behind, contacts, far_away, few_contacts, recovers},
    browser::{AUTHORIZE, Answer, Browser},
    faults::{CONTACTS, JSON, TOKEN, answers, on},
    open::Open,
};

pub const SCOPES: [&str; 4] = [
    "oauth",
    "crm.objects.contacts.read",
    "crm.objects.contacts.write",
    "crm.schemas.companies.read",
];

/// What it may be granted besides.
pub const OPTIONAL_SCOPE: &str = "crm.objects.owners.read";

/// What a test may choose.
pub struct Setting {
    pub sandbox: SandboxConfig,
    pub public_url: &'static str,
    pub api_url: Option<String>,
    pub configured: bool,
    /// Whether Airtable, Notion and Pipedrive are there beside HubSpot.
    pub others: bool,
    /// Whether requests are limited; most tests ask faster than any visitor, on a clock that stands still.
    pub limited: bool,
    /// Whose X-Forwarded-For is believed.
    pub trusted_proxies: &'static str,
    /// Where to keep things; none: in memory, on the stage's clock.
    pub location: Option<String>,
    /// The folder of the spool, if there is one.
    pub spool: Option<PathBuf>,
    /// How long the flow is patient; by default it looks a second time at once.
    pub pacing: Pacing,
}

impl Default for Setting {
    fn default() -> Self {
        Self {
            sandbox: SandboxConfig {
                contacts: 250,
                ..SandboxConfig::default()
            },
            public_url: "http://localhost:3000",
            api_url: None,
            configured: true,
            others: false,
            limited: false,
            trusted_proxies: "",
            location: None,
            spool: None,
            pacing: Pacing {
                second_look: Duration::ZERO,
                ..Pacing::default()
            },
        }
    }
}

pub struct Stage {
    pub sandbox: Arc<RunningSandbox>,
    /// What seals the store.
    keys: String,
    pub clock: ManualClock,
    pub connections: Connections,
    pub pending: Arc<CountingPending>,
    pub sessions: Arc<CountingSessions>,
    pub stopping: Stopping,
    pub router: Router,
}

impl Stage {
    pub async fn new() -> Self {
        Self::with(Setting::default()).await
    }

    pub async fn with(setting: Setting) -> Self {
        let start: Timestamp = "2026-03-01T12:00:00Z".parse().unwrap();
        let mut config = SandboxConfig {
            clock: SandboxClock::frozen_at(start),
            ..setting.sandbox
        };
        if setting.others {
            config.airtable.get_or_insert_default();
            config.notion.get_or_insert_default();
            config.pipedrive.get_or_insert_default();
        }
        let sandbox = Arc::new(Sandbox::start(config).await.unwrap());
        let setting = Setting {
            sandbox: SandboxConfig::default(),
            ..setting
        };
        Self::on(sandbox, ManualClock::new(start), Keyring::draw_entry("k1"), &setting)
    }

    /// Another instance on the same store, sandbox and clock, with the same keys.
    pub fn beside(&self, setting: &Setting) -> Self {
        Self::on(
            Arc::clone(&self.sandbox),
            self.clock.clone(),
            self.keys.clone(),
            setting,
        )
    }

    fn on(sandbox: Arc<RunningSandbox>, clock: ManualClock, keys: String, setting: &Setting) -> Self {
        let opened = open_store(setting.location.as_deref().unwrap_or("memory:"), &keys, clock.clone());
        let spool = setting.spool.as_ref().map(|folder| opened.spool(folder).unwrap());
        let public_url = Url::parse(setting.public_url).unwrap();
        let pending = Arc::new(CountingPending::new(opened.pending.clone()));
        let connections = Connections::new(Ports {
            registry: Registry::new(providers::all(&sandbox, setting)),
            pending: pending.clone(),
            vault: opened.vault.clone(),
            locks: opened.locks.clone(),
            limits: Arc::clone(&opened.limits),
            spool,
            logs: opened.logs.clone(),
            snapshot_memory: 512 * 1024 * 1024,
            clock: Arc::new(clock.clone()),
            http: client().unwrap(),
            public_url: public_url.clone(),
            pacing: setting.pacing,
        });
        let sessions = Arc::new(CountingSessions::new(opened.sessions));
        let stopping = Stopping::default();
        let router = router(Services {
            connections: connections.clone(),
            sessions: sessions.clone(),
            vault: opened.vault,
            limits: opened.limits,
            visitors: visitors(setting.limited, setting.trusted_proxies),
            stopping: stopping.clone(),
            clock: Arc::new(clock.clone()),
            public_url,
        });
        Self {
            sandbox,
            keys,
            clock,
            connections,
            pending,
            sessions,
            stopping,
            router,
        }
    }

    pub fn browser(&self) -> Browser<'_> {
        Browser::new(self)
    }

    /// Both clocks go on.
    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
        self.sandbox.advance(by);
    }

    /// How often the sandbox was asked at a path that ends so.
    pub fn asked(&self, path_end: &str) -> usize {
        self.sandbox
            .journal()
            .iter()
            .filter(|entry| entry.path.ends_with(path_end))
            .count()
    }

    pub fn token_calls(&self) -> usize {
        self.asked("/token")
    }
}

fn visitors(limited: bool, trusted_proxies: &str) -> Visitors {
    Visitors {
        trusted_proxies: TrustedProxies::parse(trusted_proxies).unwrap(),
        strictness: if limited {
            Strictness::Times(NonZeroU32::MIN)
        } else {
            Strictness::Off
        },
    }
}

fn open_store(location: &str, keys: &str, clock: ManualClock) -> Store {
    let location = Location::parse(location).unwrap();
    let clock: Arc<dyn Clock> = Arc::new(clock);
    store::open(location, Keyring::parse(keys).unwrap(), clock).unwrap()
}
