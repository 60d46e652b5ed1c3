//! Pipedrive keeps the contract of a provider, against its stand-in.

use std::sync::Arc;

use integrations::{descriptor::Client, secret::ClientSecret};
use pipedrive::{Pipedrive, PipedriveSettings};
use sandbox::{PipedriveConfig, Sandbox, SandboxConfig};
use testkit::contract::provider::{KindUnderTest, ProviderUnderTest};
use url::Url;

/// So many persons take three pages.
const PERSONS: u32 = 1_100;

pub(crate) fn settings(base: &str) -> PipedriveSettings {
    let below = |path: &str| Url::parse(&format!("{base}{path}")).unwrap();
    PipedriveSettings {
        client: Some(Client {
            id: sandbox::CLIENT_ID.into(),
            secret: ClientSecret::new(sandbox::CLIENT_SECRET),
        }),
        authorize_url: below("/oauth/authorize"),
        token_url: below("/oauth/token"),
        api_url: below(""),
    }
}

async fn pipedrive() -> ProviderUnderTest {
    let own = PipedriveConfig {
        persons: PERSONS,
        ..PipedriveConfig::default()
    };
    let config = SandboxConfig {
        pipedrive: Some(own),
        ..SandboxConfig::default()
    };
    let sandbox = Sandbox::start(config).await.unwrap();
    let make = |base: &str, http| Arc::new(Pipedrive::new(settings(base), http)) as Arc<_>;
    ProviderUnderTest::new(sandbox.pipedrive().base_url(), make)
        .without_pkce()
        .listing(KindUnderTest::named("persons", 1_100))
        .keeping(sandbox)
}

testkit::provider_contract!(pipedrive);
