//! Contacts: one page of them, as items.

use integrations::{Access, Account, ProviderError};
use jiff::Timestamp;
use model::{IntegrationItem, ItemPage, PageCursor};
use serde_json::Value;
use url::Url;

use crate::{
    api::HubSpotApi,
    descriptor::CONTACTS,
    wire::{Record, RecordPage},
};

/// HubSpot's largest page.
const PAGE: &str = "100";

/// What is asked for beyond what HubSpot sends by itself.
const PROPERTIES: &str = "firstname,lastname,email,phone,mobilephone,company,jobtitle,website,city,country,\
                          lifecyclestage,createdate,lastmodifieddate";

/// HubSpot's type id of contacts, in record addresses (HubSpot: object type ids).
const CONTACT_TYPE: &str = "0-1";

/// One page, in HubSpot's order: ascending by id.
pub(crate) async fn list(
    api: &HubSpotApi,
    access: &Access,
    cursor: Option<&PageCursor>,
) -> Result<ItemPage, ProviderError> {
    let mut url = api.settings.objects_url(&[CONTACTS]);
    url.query_pairs_mut()
        .append_pair("limit", PAGE)
        .append_pair("properties", PROPERTIES);
    if let Some(PageCursor(after)) = cursor {
        url.query_pairs_mut().append_pair("after", after);
    }
    let records = api.get(url, access).await?;
    Ok(page(records, access.account.as_ref()))
}

/// The page as items.
pub(crate) fn page(records: RecordPage, account: Option<&Account>) -> ItemPage {
    let next = records
        .paging
        .and_then(|paging| paging.next)
        .map(|next| PageCursor(next.after));
    ItemPage {
        items: readable(records.results, account),
        next,
    }
}

/// Records that cannot be read are left out and counted; they cost nobody the page.
fn readable(results: Vec<Value>, account: Option<&Account>) -> Vec<IntegrationItem> {
    let received = results.len();
    let items: Vec<_> = results
        .into_iter()
        .filter_map(|record| serde_json::from_value::<Record>(record).ok())
        .map(|record| item(record, account))
        .collect();
    let skipped = received - items.len();
    if skipped > 0 {
        tracing::warn!(skipped, "contacts without an id or of a wrong shape were left out");
    }
    items
}

fn item(record: Record, account: Option<&Account>) -> IntegrationItem {
    let property = |name: &str| record.properties.get(name);
    let named = |value: &Value, name: &str| moment(value).or_else(|| property(name).and_then(|text| moment_of(text)));
    IntegrationItem {
        item_type: "Contact".to_owned(),
        name: full_name(property("firstname"), property("lastname")),
        creation_time: named(&record.created_at, "createdate"),
        last_modified_time: named(&record.updated_at, "lastmodifieddate"),
        url: address(record.url.as_str(), &record.id, account),
        visibility: record.archived != Value::Bool(true),
        properties: record.properties,
        id: record.id,
        ..IntegrationItem::default()
    }
}

fn full_name(first: Option<&String>, last: Option<&String>) -> Option<String> {
    let parts: Vec<&str> = [first, last].into_iter().flatten().map(|part| part.trim()).collect();
    let name = parts.join(" ").trim().to_owned();
    (!name.is_empty()).then_some(name)
}

/// A time as HubSpot writes it: RFC 3339, or milliseconds since 1970 as a number or as text.
fn moment(value: &Value) -> Option<Timestamp> {
    match value {
        Value::String(text) => moment_of(text),
        Value::Number(number) => Timestamp::from_millisecond(number.as_i64()?).ok(),
        _ => None,
    }
}

fn moment_of(text: &str) -> Option<Timestamp> {
    match text.parse::<i64>() {
        Ok(milliseconds) => Timestamp::from_millisecond(milliseconds).ok(),
        Err(_) => text.parse().ok(),
    }
}

/// The record for people: HubSpot's own link where it leads to HubSpot, else one built from the account.
fn address(link: Option<&str>, id: &str, account: Option<&Account>) -> Option<String> {
    let trusted =
        |url: &Url| url.scheme() == "https" && url.domain().is_some_and(|domain| domain.ends_with(".hubspot.com"));
    if let Some(url) = link.and_then(|link| Url::parse(link).ok()).filter(trusted) {
        return Some(url.into());
    }
    let mut url = account?.home.clone()?;
    url.path_segments_mut().ok()?.extend(["record", CONTACT_TYPE, id]);
    Some(url.into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn account() -> Account {
        Account {
            id: "62515".into(),
            name: "Northwind".into(),
            label: "portal 62515".into(),
            connected_by: None,
            home: Url::parse("https://app.hubspot.com/contacts/62515").ok(),
        }
    }

    fn only(record: Value) -> IntegrationItem {
        readable(vec![record], Some(&account())).pop().unwrap()
    }

    #[test]
    fn a_contact_becomes_an_item_and_keeps_all_that_was_fetched() {
        let ada = only(json!({
            "id": "33451",
            "properties": {"firstname": "Ada", "lastname": "Lovelace", "email": "ada@northwind.example", "fax": null},
            "createdAt": "2022-06-01T14:31:48.469Z",
            "updatedAt": "2025-07-07T20:27:17.947Z",
            "archived": false,
            "url": "https://app.hubspot.com/contacts/1/record/0-1/33451"
        }));
        assert_eq!(ada.name.as_deref(), Some("Ada Lovelace"));
        assert_eq!(ada.property("email"), Some("ada@northwind.example"));
        assert_eq!(ada.property("firstname"), Some("Ada"));
        assert_eq!(ada.property("fax"), None);
        assert_eq!(ada.creation_time.unwrap().to_string(), "2022-06-01T14:31:48.469Z");
        assert_eq!(
            ada.url.as_deref(),
            Some("https://app.hubspot.com/contacts/1/record/0-1/33451")
        );
        assert!(ada.visibility);
    }

    #[test]
    fn what_is_missing_is_none_and_never_made_up() {
        let bare = only(json!({"id": "7"}));
        assert_eq!(
            (bare.name, bare.creation_time, bare.last_modified_time),
            (None, None, None)
        );
        assert!(bare.properties.is_empty());
        assert_eq!(
            only(json!({"id": "7", "properties": {"firstname": " ", "lastname": ""}})).name,
            None
        );
    }

    #[test]
    fn times_come_as_text_and_as_milliseconds() {
        let expected = "2022-06-01T14:31:48.469Z";
        for value in [json!(expected), json!(1_654_093_908_469_i64), json!("1654093908469")] {
            assert_eq!(moment(&value).unwrap().to_string(), expected);
        }
        for value in [json!(null), json!("yesterday"), json!(true), json!(i64::MAX)] {
            assert_eq!(moment(&value), None, "{value}");
        }
    }

    #[test]
    fn a_bad_record_does_not_cost_the_page() {
        let page = vec![
            json!({"id": [1]}),
            json!(null),
            json!({"id": "2", "properties": {"score": 7}}),
            json!([]),
        ];
        let items = readable(page, None);
        assert_eq!(items.len(), 1);
        assert_eq!(items[0].property("score"), Some("7"));
    }

    #[test]
    fn an_odd_value_does_not_cost_the_record() {
        let odd = only(json!({"id": 7, "archived": null, "url": 3, "createdAt": {}, "properties": null}));
        assert_eq!((odd.id.as_str(), odd.visibility), ("7", true));
        assert!(!only(json!({"id": "7", "archived": true})).visibility);
    }

    #[test]
    fn a_link_that_leads_elsewhere_is_replaced_by_our_own() {
        for link in [
            "https://evil.example/",
            "http://app.hubspot.com/",
            "javascript:alert(1)",
            "nonsense",
        ] {
            let item = only(json!({"id": "../x?y#", "url": link}));
            assert_eq!(
                item.url.as_deref(),
                Some("https://app.hubspot.com/contacts/62515/record/0-1/..%2Fx%3Fy%23")
            );
        }
        assert_eq!(address(Some("https://evil.example/"), "1", None), None);
    }
}
