//! Pipedrive keeps the contract of a provider, against its stand-in.

use std::sync::Arc;

use integrations::ClientSettings;
use pipedrive::Pipedrive;
use sandbox::{PipedriveConfig, Sandbox, SandboxConfig};
use testkit::{
    builders::client_settings,
    contract::provider::{KindUnderTest, ProviderUnderTest},
};

/// So many persons take three pages.
const PERSONS: u32 = 1_100;

pub(crate) fn settings(base: &str) -> ClientSettings {
    let known_by = (sandbox::CLIENT_ID, sandbox::CLIENT_SECRET);
    client_settings(base, known_by, "/oauth/authorize", "/oauth/token")
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
