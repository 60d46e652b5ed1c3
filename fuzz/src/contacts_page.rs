//! A page of contacts.

use hubspot::fuzzing;
use url::Url;

/// What is accepted has no more items than were sent, can be written out, and leads to HubSpot only.
pub fn contacts_page(data: &[u8]) {
    let Ok(page) = fuzzing::contacts_page(data) else { return };
    // The shortest record, with its comma.
    assert!(page.items.len() <= data.len() / 8, "{} items", page.items.len());
    for item in &page.items {
        let Some(link) = &item.url else { continue };
        let url = Url::parse(link).expect("a URL");
        assert_eq!(url.scheme(), "https", "{link}");
        assert!(
            url.domain().is_some_and(|domain| domain.ends_with(".hubspot.com")),
            "{link}"
        );
    }
    serde_json::to_string(&page).expect("a page can be written out");
}
