//! Faults planted into a good provider: each claim of the contract fails for one at least.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that meets what it does not expect has failed"
)]

#[path = "planted/accounts.rs"]
mod accounts;
#[path = "planted/authorization.rs"]
mod authorization;
#[path = "planted/columns.rs"]
mod columns;
#[path = "planted/edits.rs"]
mod edits;
#[path = "planted/failures.rs"]
mod failures;
#[path = "planted/flaw.rs"]
mod flaw;
#[path = "planted/ground.rs"]
mod ground;
#[path = "planted/lists.rs"]
mod lists;
#[path = "planted/secrets.rs"]
mod secrets;
#[path = "planted/strangers.rs"]
mod strangers;
#[path = "planted/tokens.rs"]
mod tokens;

use std::collections::BTreeSet;

use testkit::contract::provider;

const DOCUMENT: &str = include_str!("../../../docs/adding-a-provider.md");

/// What is planted, and which claim catches it.
fn planted() -> Vec<(&'static str, &'static str)> {
    [
        accounts::PLANTED,
        authorization::PLANTED,
        columns::PLANTED,
        edits::PLANTED,
        failures::PLANTED,
        lists::PLANTED,
        secrets::PLANTED,
        strangers::PLANTED,
        tokens::PLANTED,
    ]
    .concat()
}

#[test]
fn every_claim_was_seen_to_fail() {
    let caught: BTreeSet<&str> = planted().into_iter().map(|(_, claim)| claim).collect();
    let claims: BTreeSet<&str> = provider::claims().iter().map(|claim| claim.name).collect();
    assert_eq!(caught, claims);
}

#[test]
fn the_document_tells_every_planted_fault_and_the_claim_that_catches_it() {
    for (fault, claim) in planted() {
        let told = DOCUMENT
            .lines()
            .any(|line| line.contains(&format!("`{claim}`")) && line.contains(&fault.replace('_', " ")));
        assert!(told, "{fault} is caught by {claim}");
    }
}
