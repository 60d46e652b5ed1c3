//! HubSpot keeps the contract of a provider, against its stand-in.

use std::sync::Arc;

use hubspot::HubSpot;
use sandbox::{Sandbox, SandboxConfig};
use testkit::contract::provider::{KindUnderTest, ProviderUnderTest};

use crate::portal::{SCOPES, settings};

/// A tenth as many companies, a fifth as many deals and an eighth as many tickets stand beside them: each
/// kind takes several pages, and some of its records are awkward.
const CONTACTS: usize = 1040;

/// The groups of the properties of companies, and these.
const SCHEMA: usize = 6 + 39;

/// What every list has in columns of its own.
const COVERED: &[&str] = &["createdate", "lastmodifieddate", "hs_lastmodifieddate", "hs_object_id"];

async fn hubspot() -> ProviderUnderTest {
    let config = SandboxConfig {
        contacts: CONTACTS,
        ..SandboxConfig::default()
    };
    let sandbox = Sandbox::start(config).await.unwrap();
    let make = |base: &str, http| Arc::new(HubSpot::new(settings(base), http)) as Arc<_>;
    let objects = |kind, records| KindUnderTest::named(kind, records).without_column(COVERED);
    ProviderUnderTest::new(sandbox.base_url(), make)
        .asking_for(&SCOPES.split_ascii_whitespace().collect::<Vec<_>>())
        .listing(objects("contacts", CONTACTS))
        .listing(objects("companies", CONTACTS / 10))
        .listing(objects("deals", CONTACTS / 5))
        .listing(objects("tickets", CONTACTS / 8))
        .listing(KindUnderTest::named("company-schema", SCHEMA).on_one_page())
        .keeping(sandbox)
}

testkit::provider_contract!(hubspot);
