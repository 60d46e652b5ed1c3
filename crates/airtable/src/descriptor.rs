//! Airtable as data.

use std::time::Duration;

use integrations::{
    ProviderDescriptor,
    descriptor::ItemKindDescriptor,
    gate::{Budget, RequestClass},
};
use model::ScopeUse;

use crate::AirtableSettings;

/// The kind of bases and the tables in them.
pub(crate) const BASES: &str = "bases";
/// The kind of a table's records.
pub(crate) const RECORDS: &str = "records";
/// The type of the items that have records.
pub(crate) const TABLE: &str = "Table";

/// Opens bases, tables and fields.
pub(crate) const READ_BASES: &str = "schema.bases:read";
/// Opens records.
pub(crate) const READ_RECORDS: &str = "data.records:read";
const READ_EMAIL: &str = "user.email:read";

const SETUP: &str =
    "Register an integration at Airtable, then set AIRTABLE_CLIENT_ID and AIRTABLE_CLIENT_SECRET and start again.";

/// Airtable: a request may be made five times in a second for one base. That all bases of a token have
/// fifty together is from memory.
fn budgets() -> Vec<Budget> {
    let a_second = |class, permits| Budget::new(class, permits, Duration::from_secs(1));
    vec![a_second(RequestClass::Any, 50), a_second(RequestClass::Part, 5)]
}

pub(crate) fn describe(settings: &AirtableSettings) -> ProviderDescriptor {
    ProviderDescriptor {
        summary: "The bases, tables and records of an Airtable account.",
        colour: "#1565c0",
        setup: SETUP,
        scopes: settings.scopes.iter().map(|name| scope_use(name)).collect(),
        budgets: budgets(),
        // None is documented: people end a grant among the integrations of their account.
        revokes: false,
        item_kinds: vec![
            ItemKindDescriptor::tree(BASES, "Bases").under(READ_BASES).whole(),
            ItemKindDescriptor::flat(RECORDS, "Records")
                .under(READ_RECORDS)
                .held_by(BASES, TABLE)
                .whole(),
        ],
        ..ProviderDescriptor::new("airtable", "Airtable", &settings.client)
    }
}

fn scope_use(name: &str) -> ScopeUse {
    let reason = match name {
        READ_BASES => "Read which bases, tables and fields there are, to list them",
        READ_RECORDS => "Read the records of a table, to list them",
        READ_EMAIL => "Learn whose account was connected",
        _ => "Asked for by the settings of this server",
    };
    ScopeUse {
        name: name.to_owned(),
        reason: reason.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::example;

    #[test]
    fn every_scope_that_is_asked_for_by_default_says_what_for() {
        let descriptor = describe(&example());
        assert_eq!(descriptor.scopes.len(), 3);
        for scope in descriptor.scopes {
            assert!(!scope.reason.contains("settings"), "{}", scope.name);
        }
    }

    #[test]
    fn every_kind_is_listed_under_a_scope_that_is_asked_for() {
        let descriptor = describe(&example());
        for kind in &descriptor.item_kinds {
            let scope = kind.scope.unwrap().to_owned();
            assert!(descriptor.scope_names().contains(&scope), "{scope}");
        }
    }
}
