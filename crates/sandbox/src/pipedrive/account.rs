//! Who consents at Pipedrive, in which company.

use serde::Deserialize;
use serde_json::{Value, json};

/// A company with the user who connects it; the persons are the same in all of them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Account {
    pub(crate) company_id: u64,
    pub(crate) company_name: String,
    pub(crate) company_domain: String,
    user_id: u64,
    user_name: String,
    pub(crate) user_email: String,
}

impl Default for Account {
    fn default() -> Self {
        Self {
            company_id: 7_300_114,
            company_name: "Northwind Sales".to_owned(),
            company_domain: "northwind-sales".to_owned(),
            user_id: 11_777,
            user_name: "Ada Lovelace".to_owned(),
            user_email: "ada@northwind.example".to_owned(),
        }
    }
}

impl Account {
    /// `GET /v1/users/me`, as far as it matters here.
    pub(crate) fn me(&self) -> Value {
        json!({
            "id": self.user_id,
            "name": self.user_name,
            "default_currency": "EUR",
            "locale": "en_US",
            "lang": 1,
            "email": self.user_email,
            "phone": null,
            "activated": true,
            "is_admin": 1,
            "active_flag": true,
            "timezone_name": "Europe/Berlin",
            "timezone_offset": "+01:00",
            "company_id": self.company_id,
            "company_name": self.company_name,
            "company_domain": self.company_domain,
            "company_country": "DE",
        })
    }
}
