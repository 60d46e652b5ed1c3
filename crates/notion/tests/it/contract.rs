//! Notion keeps the contract of a provider, against its stand-in.

use std::sync::Arc;

use notion::Notion;
use testkit::contract::provider::{KindUnderTest, ProviderUnderTest};

use crate::connected::{Connected, settings};

const PAGES: u32 = 250;
/// The sandbox has so many databases beside so many pages.
const DATABASES: usize = 6;

async fn notion() -> ProviderUnderTest {
    let connected = Connected::with_pages(PAGES).await;
    let base_url = connected.stand_in().base_url();
    let make = |base: &str, http| Arc::new(Notion::new(settings(base), http)) as Arc<_>;
    ProviderUnderTest::new(base_url, make)
        .without_pkce()
        .listing(KindUnderTest::named("pages", 250 + DATABASES))
        .keeping(connected)
}

testkit::provider_contract!(notion);
