//! Who consents at Airtable.

use serde::Deserialize;

/// A user; all users see the same bases.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Account {
    pub(crate) id: String,
    pub(crate) email: String,
}

impl Default for Account {
    fn default() -> Self {
        Self {
            id: "usrA0daLovelace00".to_owned(),
            email: "ada@northwind.example".to_owned(),
        }
    }
}
