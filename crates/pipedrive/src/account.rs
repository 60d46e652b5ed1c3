//! Which company was connected, and by whom.

use integrations::Account;
use serde::Deserialize;
use url::Url;

/// `GET /v1/users/me`.
#[derive(Deserialize)]
pub(crate) struct Me {
    company_id: u64,
    company_name: Option<String>,
    company_domain: Option<String>,
    email: Option<String>,
}

impl Me {
    /// The user's company is the account: everybody in it sees the same persons.
    pub(crate) fn into_account(self) -> Account {
        let account = Account::new(self.company_id.to_string(), format!("company {}", self.company_id));
        Account {
            home: self.company_domain.as_deref().and_then(home),
            ..account.named([self.company_name]).connected_by(self.email)
        }
    }
}

/// Where the company's records are, for people. Only the name of the host comes from the answer.
fn home(domain: &str) -> Option<Url> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let is_plain = !domain.is_empty() && domain.bytes().all(plain);
    is_plain.then(|| Url::parse(&format!("https://{domain}.pipedrive.com")).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_lives_at_a_host_of_pipedrive() {
        assert_eq!(
            home("northwind-sales").unwrap().as_str(),
            "https://northwind-sales.pipedrive.com/"
        );
        for other in ["", "evil.example/", "a.b", "A", "a@b", "http://127.0.0.1:1"] {
            assert_eq!(home(other), None, "{other}");
        }
    }
}
