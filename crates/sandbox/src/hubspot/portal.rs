//! The HubSpot account (portal) and the user who consents in it.

use serde::Deserialize;

/// A portal with the user who connects it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Portal {
    /// The portal's number.
    pub hub_id: u64,
    /// Its name.
    pub name: String,
    /// The consenting user's e-mail address.
    #[serde(default = "default_user")]
    pub user: String,
    /// The consenting user's number.
    #[serde(default = "default_user_id")]
    pub user_id: u64,
    /// The customer's own web domain.
    #[serde(default = "default_domain")]
    pub domain: String,
}

impl Default for Portal {
    fn default() -> Self {
        Self {
            hub_id: 62_515,
            name: "Northwind Trading".to_owned(),
            user: default_user(),
            user_id: default_user_id(),
            domain: default_domain(),
        }
    }
}

fn default_user() -> String {
    "ada@northwind.example".to_owned()
}

fn default_user_id() -> u64 {
    222_222
}

fn default_domain() -> String {
    "northwind.example".to_owned()
}
