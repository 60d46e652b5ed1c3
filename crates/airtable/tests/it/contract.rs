//! Airtable keeps the contract of a provider, against its stand-in.

use std::sync::Arc;

use airtable::Airtable;
use testkit::contract::provider::{KindUnderTest, ProviderUnderTest};

use crate::connected::{Connected, SCOPES, of, settings};

/// Bases come ten at a time, records a hundred at a time: each kind takes several pages.
const BASES: u16 = 12;
const TABLES: u16 = 2;
const RECORDS: u32 = 250;

/// What people call a record by stands in the column of names.
const COVERED: &[&str] = &["Name"];

async fn airtable() -> ProviderUnderTest {
    let connected = Connected::with(of(BASES, TABLES, RECORDS)).await;
    let people = connected.records_of("People").await;
    let base_url = connected.stand_in().base_url();
    let make = |base: &str, http| Arc::new(Airtable::new(settings(base, &SCOPES), http)) as Arc<_>;
    ProviderUnderTest::new(base_url, make)
        .asking_for(&SCOPES)
        .listing(KindUnderTest::named("bases", usize::from(BASES * (1 + TABLES))))
        .listing(KindUnderTest::of(people, 250).without_column(COVERED))
        .keeping(connected)
}

testkit::provider_contract!(airtable);
