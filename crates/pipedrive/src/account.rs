//! Which company was connected, and by whom.

use integrations::{
    Access, Account, ProviderError,
    api::{Api, Turn},
};
use serde::Deserialize;
use url::Url;

use crate::page::Answer;

/// `GET /v1/users/me`.
#[derive(Deserialize)]
struct Me {
    company_id: u64,
    company_name: Option<String>,
    company_domain: Option<String>,
    email: Option<String>,
}

/// The user's company is the account: everybody in it sees the same persons.
pub(crate) async fn look_up(api: &Api, url: Url, access: &Access) -> Result<Account, ProviderError> {
    let Answer::<Me> { data: me } = api.get(url, access, Turn::Any).await?;
    let label = format!("company {}", me.company_id);
    Ok(Account {
        id: me.company_id.to_string(),
        name: present(me.company_name).unwrap_or_else(|| label.clone()),
        label,
        connected_by: present(me.email),
        home: me.company_domain.as_deref().and_then(home),
    })
}

fn present(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
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
