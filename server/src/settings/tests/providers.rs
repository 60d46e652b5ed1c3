//! The sections of Airtable, Notion and Pipedrive: a whole client or none, addresses, scopes.

use super::*;

#[test]
fn nothing_of_them_need_be_set() {
    let providers = read(&[]).unwrap().providers;
    assert!(providers.airtable.client.client.is_none() && providers.notion.client.is_none());
    assert!(providers.pipedrive.client.is_none());
    assert_eq!(providers.airtable.client.api_url.as_str(), "https://api.airtable.com/");
    assert_eq!(providers.notion.api_url.as_str(), "https://api.notion.com/");
    assert_eq!(providers.pipedrive.api_url.as_str(), "https://api.pipedrive.com/");
    let asked = ["data.records:read", "schema.bases:read", "user.email:read"];
    assert_eq!(providers.airtable.scopes, asked);
}

#[test]
fn half_a_client_is_refused() {
    for name in ["airtable", "notion", "pipedrive"] {
        let (id, secret) = (format!("--{name}-client-id=x"), format!("--{name}-client-secret=x"));
        let name = name.to_uppercase();
        assert_eq!(complaints(&[&id]), [format!("{name}_CLIENT_SECRET")]);
        assert_eq!(complaints(&[&secret]), [format!("{name}_CLIENT_ID")]);
    }
}

#[test]
fn nothing_leads_over_an_open_network() {
    for name in ["airtable", "notion", "pipedrive"] {
        for url in ["authorize", "token", "api"] {
            let flag = format!("--{name}-{url}-url=http://{name}.com/x");
            let variable = format!("{}_{}_URL", name.to_uppercase(), url.to_uppercase());
            assert_eq!(complaints(&[&flag]), [variable]);
        }
    }
}

#[test]
fn a_client_and_its_addresses_are_taken_as_they_are_given() {
    let settings = read(&[
        "--notion-client-id=n",
        "--notion-client-secret=s",
        "--notion-token-url=http://127.0.0.1:4012/v1/oauth/token",
        "--pipedrive-client-id=p",
        "--pipedrive-client-secret=s",
        "--pipedrive-authorize-url=http://127.0.0.1:4013/oauth/authorize",
        "--airtable-client-id=a",
        "--airtable-client-secret=s",
        "--airtable-api-url=http://localhost:4011",
    ])
    .unwrap();
    let (airtable, notion) = (settings.providers.airtable, settings.providers.notion);
    let pipedrive = settings.providers.pipedrive;
    assert_eq!(airtable.client.client.unwrap().id, "a");
    assert_eq!(airtable.client.api_url.as_str(), "http://localhost:4011/");
    assert_eq!(
        airtable.client.token_url.as_str(),
        "https://airtable.com/oauth2/v1/token"
    );
    assert_eq!(notion.client.unwrap().id, "n");
    assert_eq!(notion.token_url.as_str(), "http://127.0.0.1:4012/v1/oauth/token");
    assert_eq!(pipedrive.client.unwrap().id, "p");
    assert_eq!(pipedrive.token_url.as_str(), "https://oauth.pipedrive.com/oauth/token");
    assert_eq!(
        pipedrive.authorize_url.as_str(),
        "http://127.0.0.1:4013/oauth/authorize"
    );
}

#[test]
fn airtable_is_asked_for_something() {
    let scopes = |text: &str| read(&[&format!("--airtable-scopes={text}")]).map(|read| read.providers.airtable.scopes);
    assert_eq!(scopes(" a  b ").unwrap(), ["a", "b"]);
    for bad in ["", " ", "a é"] {
        assert_eq!(
            complaints(&[&format!("--airtable-scopes={bad}")]),
            ["AIRTABLE_SCOPES"],
            "{bad}"
        );
    }
}
