//! What changed since some instant.

use std::collections::{BTreeMap, BTreeSet};

use integrations::{
    Provider as _, ProviderError,
    provider::{ChangePage, Changes, PageRequest},
};
use jiff::Timestamp;
use model::PageCursor;
use sandbox::{ContactSet, NewContact};
use serde_json::json;

use crate::portal::{BATCH, Portal, SEARCH, contacts, ids};

/// Less than a token lives.
const A_WHILE: std::time::Duration = std::time::Duration::from_mins(5);

async fn ask(portal: &Portal, since: Timestamp, cursor: Option<&PageCursor>, properties: Option<&[String]>) -> Changes {
    let request = PageRequest { cursor, properties };
    let answer = portal
        .hubspot
        .changes(&portal.access, &contacts(), since, request)
        .await;
    answer.unwrap()
}

async fn page(portal: &Portal, since: Timestamp, cursor: Option<&PageCursor>) -> ChangePage {
    match ask(portal, since, cursor, None).await {
        Changes::Page(page) => page,
        Changes::Untraceable => panic!("the changes can be traced"),
    }
}

/// The ids of all whose last change a search knows.
async fn searchable(portal: &Portal) -> BTreeSet<String> {
    let items = portal.all().await.into_iter();
    let dated = items.filter(|item| item.property("lastmodifieddate").is_some());
    dated.map(|item| item.id).collect()
}

#[tokio::test]
async fn what_changed_since_is_told_the_oldest_change_first() {
    let portal = Portal::with(50).await;
    let before = portal.all().await;
    portal.sandbox.advance(A_WHILE);
    let since = portal.change("1030", json!({"city": "Tromsø"})).await;
    portal.sandbox.advance(A_WHILE);
    portal.change("1010", json!({"company": "Fjord Analytics"})).await;
    portal.sandbox.clear_journal();
    let changes = page(&portal, since, None).await;
    assert_eq!(ids(&changes.changed), ["1030", "1010"]);
    assert_eq!(changes.changed[0].property("city"), Some("Tromsø"));
    assert_eq!((changes.next, changes.removed), (None, Vec::new()));
    assert_eq!(portal.asked(), [format!("POST {SEARCH} 200")]);
    let listed: BTreeMap<String, _> = portal
        .all()
        .await
        .into_iter()
        .map(|item| (item.id.clone(), item))
        .collect();
    for item in &changes.changed {
        assert_eq!(Some(item), listed.get(&item.id), "a contact looks the same either way");
        assert!(!before.contains(item));
    }
}

#[tokio::test]
async fn nothing_is_told_of_what_changed_before() {
    let portal = Portal::with(50).await;
    portal.sandbox.advance(A_WHILE);
    let since = portal.change("1030", json!({"city": "Tromsø"})).await;
    let later = since + A_WHILE;
    assert_eq!(page(&portal, later, None).await, ChangePage::default());
}

#[tokio::test]
async fn many_changes_are_read_page_by_page() {
    let portal = Portal::with(450).await;
    let expected = searchable(&portal).await;
    portal.sandbox.clear_journal();
    let (mut seen, mut cursor) = (BTreeSet::new(), None);
    loop {
        let changes = page(&portal, Timestamp::UNIX_EPOCH, cursor.as_ref()).await;
        seen.extend(changes.changed.into_iter().map(|item| item.id));
        cursor = changes.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, expected);
    assert_eq!(portal.asked(), vec![format!("POST {SEARCH} 200"); 3]);
}

#[tokio::test]
async fn whoever_changes_during_the_reading_makes_nobody_else_disappear() {
    let portal = Portal::with(450).await;
    let expected = searchable(&portal).await;
    let (mut seen, mut cursor) = (BTreeSet::new(), None);
    loop {
        let changes = page(&portal, Timestamp::UNIX_EPOCH, cursor.as_ref()).await;
        let read: Vec<String> = changes.changed.into_iter().map(|item| item.id).collect();
        // They go to the end, and all who stood behind them move up.
        for id in read.iter().take(20) {
            portal.change(id, json!({"city": "elsewhere"})).await;
        }
        seen.extend(read);
        cursor = changes.next;
        if cursor.is_none() || seen.len() == expected.len() {
            break;
        }
    }
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn more_changes_at_one_instant_than_a_search_shows_cannot_be_traced() {
    let portal = Portal::with(0).await;
    portal
        .sandbox
        .set_contacts(ContactSet::Records(vec![NewContact::default(); 10_001]));
    let first = page(&portal, Timestamp::UNIX_EPOCH, None).await;
    let (instant, _) = first.next.as_ref().unwrap().0.split_once(':').unwrap();
    let last = PageCursor(format!("{instant}:9800"));
    let changes = page(&portal, Timestamp::UNIX_EPOCH, Some(&last)).await;
    assert_eq!(changes.changed.len(), 200);
    portal.sandbox.clear_journal();
    let next = ask(&portal, Timestamp::UNIX_EPOCH, changes.next.as_ref(), None).await;
    assert_eq!(next, Changes::Untraceable);
    assert!(portal.asked().is_empty(), "HubSpot would refuse the question");
}

#[tokio::test]
async fn further_properties_come_with_a_change() {
    let portal = Portal::with(5).await;
    portal.sandbox.advance(A_WHILE);
    let since = portal.change("1003", json!({"zip": "9008", "city": "Tromsø"})).await;
    let zip = ["zip".to_owned()];
    let Changes::Page(changes) = ask(&portal, since, None, Some(&zip)).await else {
        panic!("the changes can be traced");
    };
    assert_eq!(changes.changed[0].property("zip"), Some("9008"));
    assert_eq!(changes.changed[0].property("city"), Some("Tromsø"));
}

#[tokio::test]
async fn more_properties_than_a_question_holds_are_read_by_ids() {
    let portal = Portal::with(150).await;
    let long = |number: usize| format!("unheard_of_{number:03}_{}", "x".repeat(80));
    let mut names: Vec<String> = (0..40).map(long).collect();
    names.push("zip".to_owned());
    let expected = searchable(&portal).await.len();
    portal.change("1003", json!({"zip": "9008"})).await;
    portal.sandbox.clear_journal();
    let Changes::Page(changes) = ask(&portal, Timestamp::UNIX_EPOCH, None, Some(&names)).await else {
        panic!("the changes can be traced");
    };
    let asked = [
        format!("POST {SEARCH} 200"),
        format!("POST {BATCH} 200"),
        format!("POST {BATCH} 200"),
    ];
    assert_eq!(portal.asked(), asked);
    assert_eq!(changes.changed.len(), expected);
    assert!(changes.changed.is_sorted_by_key(|item| item.last_modified_time));
    for name in ["zip", "email"] {
        assert!(
            changes.changed.iter().any(|item| item.property(name).is_some()),
            "{name}"
        );
    }
}

#[tokio::test]
async fn whoever_is_archived_between_search_and_batch_is_no_change() {
    let portal = Portal::with(5).await;
    portal.archive("1002").await;
    let record = |id: &str| json!({"id": id, "properties": {"lastmodifieddate": "2024-01-01T00:00:00.000Z"}});
    portal.answer(SEARCH, json!({"total": 2, "results": [record("1001"), record("1002")]}));
    let names: Vec<String> = (0..40).map(|number| format!("n{number}_{}", "x".repeat(90))).collect();
    let Changes::Page(changes) = ask(&portal, Timestamp::UNIX_EPOCH, None, Some(&names)).await else {
        panic!("the changes can be traced");
    };
    assert_eq!(ids(&changes.changed), ["1001"]);
    assert!(portal.asked().contains(&format!("POST {BATCH} 207")));
}

#[tokio::test]
async fn whoever_was_merged_into_a_changed_contact_is_removed() {
    let portal = Portal::with(5).await;
    portal.sandbox.advance(A_WHILE);
    let since = portal.merge("1002", "1001").await;
    portal.merge("1003", "1001").await;
    let changes = page(&portal, since, None).await;
    assert_eq!(ids(&changes.changed), ["1001"]);
    let removed: BTreeSet<&str> = changes.removed.iter().map(String::as_str).collect();
    assert_eq!(removed, ["1002", "1003"].into());
    assert_eq!(changes.changed[0].property("hs_merged_object_ids"), None);
}

#[tokio::test]
async fn whoever_was_merged_is_removed_however_the_properties_are_read() {
    let portal = Portal::with(5).await;
    portal.sandbox.advance(A_WHILE);
    let since = portal.merge("1002", "1001").await;
    let names: Vec<String> = (0..40).map(|number| format!("n{number}_{}", "x".repeat(90))).collect();
    let Changes::Page(changes) = ask(&portal, since, None, Some(&names)).await else {
        panic!("the changes can be traced");
    };
    assert_eq!(
        (ids(&changes.changed), changes.removed),
        (vec!["1001"], vec!["1002".to_owned()])
    );
}

#[tokio::test]
async fn a_cursor_that_is_none_of_ours_is_refused_unasked() {
    let portal = Portal::with(1).await;
    let cursor = PageCursor("200".to_owned());
    let request = PageRequest {
        cursor: Some(&cursor),
        properties: None,
    };
    let since = Timestamp::UNIX_EPOCH;
    let error = portal
        .hubspot
        .changes(&portal.access, &contacts(), since, request)
        .await
        .unwrap_err();
    assert_eq!(error, ProviderError::Rejected { status: 400 });
    assert!(portal.asked().is_empty());
}

#[tokio::test]
async fn an_answer_that_only_names_another_page_ends_the_reading() {
    let portal = Portal::with(1).await;
    portal.answer(SEARCH, json!({"results": [], "paging": {"next": {"after": "200"}}}));
    let since = Timestamp::UNIX_EPOCH;
    let request = PageRequest::default();
    let error = portal
        .hubspot
        .changes(&portal.access, &contacts(), since, request)
        .await
        .unwrap_err();
    assert_eq!(error, ProviderError::Malformed);
}
