//! Pages of contacts, how many there are, and those that were archived.

use std::collections::BTreeSet;

use integrations::{Provider as _, ProviderError, provider::PageRequest};
use model::{ItemKind, PageCursor};
use serde_json::json;

use crate::portal::{CONTACTS, Portal, contacts, ids};

const USUAL: [&str; 14] = [
    "city",
    "company",
    "country",
    "createdate",
    "email",
    "firstname",
    "hubspot_owner_id",
    "jobtitle",
    "lastmodifieddate",
    "lastname",
    "lifecyclestage",
    "mobilephone",
    "phone",
    "website",
];

#[tokio::test]
async fn every_contact_is_listed_once_with_the_usual_properties() {
    let portal = Portal::with(250).await;
    let items = portal.all().await;
    let distinct: BTreeSet<&str> = ids(&items).into_iter().collect();
    assert_eq!((items.len(), distinct.len()), (250, 250));
    assert_eq!(portal.asked(), vec![format!("GET {CONTACTS} 200"); 3]);
    for request in 0..3 {
        assert_eq!(portal.names_asked(request), USUAL.map(str::to_owned).into());
    }
    assert!(items.iter().any(|item| item.property("lifecyclestage").is_some()));
    assert!(items.iter().any(|item| item.property("hubspot_owner_id").is_some()));
}

#[tokio::test]
async fn a_page_has_the_properties_that_were_asked_for() {
    let portal = Portal::with(30).await;
    portal.change("1003", json!({"zip": "9008"})).await;
    portal.sandbox.clear_journal();
    let names = ["zip".to_owned(), "fax".to_owned()];
    let request = PageRequest {
        cursor: None,
        properties: Some(&names),
    };
    let page = portal.page(request).await.unwrap();
    assert_eq!(portal.names_asked(0), names.clone().into());
    assert!(page.items.iter().any(|item| item.property("zip").is_some()));
    assert!(page.items.iter().all(|item| item.property("email").is_none()));
}

#[tokio::test]
async fn more_properties_than_an_address_holds_are_read_in_one_batch() {
    let portal = Portal::with(120).await;
    portal.change("1003", json!({"zip": "9008"})).await;
    portal.sandbox.clear_journal();
    let long = |number: usize| format!("unheard_of_{number:03}_{}", "x".repeat(80));
    let mut names: Vec<String> = (0..200).map(long).collect();
    names.insert(0, "email".to_owned());
    names.push("zip".to_owned());
    let request = PageRequest {
        cursor: None,
        properties: Some(&names),
    };
    let page = portal.page(request).await.unwrap();
    let expected = [format!("GET {CONTACTS} 200"), format!("POST {CONTACTS}/batch/read 200")];
    assert_eq!(portal.asked(), expected);
    assert_eq!(page.items.len(), 100);
    assert!(page.next.is_some());
    for name in ["email", "zip"] {
        assert!(page.items.iter().any(|item| item.property(name).is_some()), "{name}");
    }
}

#[tokio::test]
async fn a_cursor_that_hubspot_does_not_know_is_refused() {
    let portal = Portal::with(3).await;
    let cursor = PageCursor("what?&archived=true".to_owned());
    let request = PageRequest {
        cursor: Some(&cursor),
        properties: None,
    };
    let error = portal.page(request).await.unwrap_err();
    assert_eq!(error, ProviderError::Rejected { status: 400 });
    assert!(
        portal.sandbox.journal()[0]
            .query
            .ends_with("after=what%3F%26archived%3Dtrue")
    );
}

#[tokio::test]
async fn contacts_are_counted_without_being_listed() {
    let portal = Portal::with(250).await;
    let count = portal.hubspot.count_items(&portal.access, &contacts()).await;
    assert_eq!(count, Ok(Some(250)));
    assert_eq!(portal.asked(), [format!("POST {CONTACTS}/search 200")]);
}

#[tokio::test]
async fn archived_contacts_are_told_page_by_page_and_no_others() {
    let portal = Portal::with(130).await;
    let items = portal.all().await;
    let gone = &ids(&items)[..120];
    for id in gone {
        portal.archive(id).await;
    }
    portal.sandbox.clear_journal();
    let first = portal
        .hubspot
        .removed_items(&portal.access, &contacts(), None)
        .await
        .unwrap();
    let next = first.next.clone().unwrap();
    let second = portal
        .hubspot
        .removed_items(&portal.access, &contacts(), Some(&next))
        .await
        .unwrap();
    assert_eq!((first.ids.len(), second.ids.len(), second.next), (100, 20, None));
    assert_eq!([first.ids, second.ids].concat(), gone);
    assert_eq!(portal.names_asked(0), ["hs_object_id".to_owned()].into());
    assert_eq!(portal.all().await.len(), 10);
}

#[tokio::test]
async fn an_answer_that_pays_no_heed_to_archived_removes_nobody() {
    let portal = Portal::with(0).await;
    portal.answer(
        CONTACTS,
        json!({"results": [{"id": "1", "archived": false}, {"id": "2", "archived": true}, {"id": "3"}]}),
    );
    let page = portal
        .hubspot
        .removed_items(&portal.access, &contacts(), None)
        .await
        .unwrap();
    assert_eq!(page.ids, ["2"]);
}

#[tokio::test]
async fn nothing_is_asked_about_a_kind_that_is_not_listed() {
    let portal = Portal::with(1).await;
    let (access, kind) = (&portal.access, ItemKind::named("../owners"));
    let none = ProviderError::Rejected { status: 404 };
    let request = PageRequest::default;
    assert_eq!(
        portal.hubspot.list_items(access, &kind, request()).await,
        Err(none.clone())
    );
    assert_eq!(portal.hubspot.columns(access, &kind).await, Err(none.clone()));
    assert_eq!(portal.hubspot.count_items(access, &kind).await, Err(none.clone()));
    assert_eq!(
        portal.hubspot.removed_items(access, &kind, None).await,
        Err(none.clone())
    );
    assert_eq!(portal.hubspot.item(access, &kind, "1001").await, Err(none.clone()));
    let since = jiff::Timestamp::UNIX_EPOCH;
    assert_eq!(portal.hubspot.changes(access, &kind, since, request()).await, Err(none));
    assert!(portal.asked().is_empty());
}
