//! Listing contacts: pages, properties, and the awkward ones.

use std::collections::BTreeSet;

use rstest::rstest;
use sandbox::Portal;
use serde_json::{Value, json};

use crate::client::{App, told, with_contacts};

const CONTACTS: &str = "/crm/objects/2026-09/contacts";

async fn list(app: &App, token: &str, query: &str) -> (u16, Value) {
    told(
        app.get(&format!("{CONTACTS}?{query}"))
            .bearer_auth(token)
            .send()
            .await
            .unwrap(),
    )
    .await
}

async fn all(app: &App, token: &str) -> (Vec<Value>, usize) {
    let (mut records, mut pages, mut after) = (Vec::new(), 0, String::new());
    loop {
        let query = format!("limit=100&after={after}&properties=firstname,lastname,email,company,jobtitle");
        let (_, mut page) = list(app, token, &query).await;
        records.append(page["results"].as_array_mut().unwrap());
        pages += 1;
        match page["paging"]["next"]["after"].as_str() {
            Some(next) => next.clone_into(&mut after),
            None => return (records, pages),
        }
    }
}

#[rstest]
#[case(0, 1)]
#[case(1, 1)]
#[case(99, 1)]
#[case(100, 1)]
#[case(101, 2)]
#[tokio::test]
async fn paging_ends_after_every_contact_came_once(#[case] count: usize, #[case] expected_pages: usize) {
    let (app, token) = App::connected(with_contacts(count)).await;

    let (records, pages) = all(&app, &token).await;

    let ids: BTreeSet<&str> = records.iter().map(|record| record["id"].as_str().unwrap()).collect();
    assert_eq!((records.len(), ids.len(), pages), (count, count, expected_pages));
}

#[tokio::test]
async fn the_last_page_has_no_paging_and_the_default_is_ten() {
    let (app, token) = App::connected(with_contacts(11)).await;

    let (_, first) = list(&app, &token, "").await;
    let next = first["paging"]["next"]["after"].as_str().unwrap();
    let (_, last) = list(&app, &token, &format!("after={next}")).await;

    assert_eq!(first["results"].as_array().unwrap().len(), 10);
    assert_eq!(last["results"].as_array().unwrap().len(), 1);
    assert!(last.get("paging").is_none());
}

#[rstest]
#[case("limit=101")]
#[case("limit=0")]
#[case("limit=many")]
#[case("after=somewhere")]
#[tokio::test]
async fn an_impossible_page_is_refused(#[case] query: &str) {
    let (app, token) = App::connected(with_contacts(1)).await;
    let (status, body) = list(&app, &token, query).await;
    assert_eq!((status, &body["category"]), (400, &json!("VALIDATION_ERROR")));
}

#[rstest]
#[tokio::test]
async fn every_version_and_every_name_of_the_type_lists_the_same(
    #[values("/crm/v3/objects", "/crm/objects/v3", "/crm/objects/2026-03", "/crm/2026-09/objects")] family: &str,
    #[values("contacts", "contact", "0-1")] object_type: &str,
) {
    let (app, token) = App::connected(with_contacts(2)).await;
    let path = format!("{family}/{object_type}?archived=False");

    let (status, body) = told(app.get(&path).bearer_auth(&token).send().await.unwrap()).await;

    assert_eq!(status, 200);
    assert_eq!(body["results"][0]["properties"]["email"], "ada@northwind.example");
}

#[tokio::test]
async fn a_record_holds_what_was_asked_for_and_the_constant_three() {
    let (app, token) = App::connected(with_contacts(1)).await;

    let (_, page) = list(&app, &token, "properties=company&properties=fax,no_such_property").await;

    let record = &page["results"][0];
    let names: Vec<&String> = record["properties"].as_object().unwrap().keys().collect();
    assert_eq!(
        names,
        ["company", "createdate", "fax", "hs_object_id", "lastmodifieddate"]
    );
    assert_eq!(record["properties"]["company"], "Northwind Trading");
    assert_eq!(record["properties"]["fax"], Value::Null);
    assert_eq!(record["url"], "https://app.hubspot.com/contacts/62515/record/0-1/1001");
    assert_eq!(record["archived"], false);
}

#[tokio::test]
async fn the_awkward_ones_are_among_the_first_hundred() {
    let (app, token) = App::connected(with_contacts(100)).await;
    let (records, _) = all(&app, &token).await;
    let value = |record: &Value, name: &str| record["properties"][name].as_str().unwrap_or_default().to_owned();
    let any = |condition: &dyn Fn(&Value) -> bool| records.iter().any(condition);

    assert!(any(&|record| value(record, "firstname").contains("<script>")));
    assert!(any(
        &|record| value(record, "firstname") == "</script><script>alert(1)//"
    ));
    assert!(any(&|record| value(record, "company").len() == 10_000));
    assert!(any(&|record| record.get("properties").is_none()));
    assert!(any(&|record| value(record, "createdate").parse::<i64>().is_ok()));
    assert!(any(&|record| value(record, "firstname").contains("👩‍🚀")));
    assert!(any(&|record| value(record, "lastname") == "الحداد"));
    assert!(any(&|record| value(record, "firstname").len() > 300));
    assert!(any(
        &|record| record["properties"]["firstname"].is_null() && record["properties"]["company"].is_string()
    ));
    assert!(any(
        &|record| record["properties"]["company"].is_null() && record["properties"]["email"].is_string()
    ));
}

#[tokio::test]
async fn a_hundred_thousand_contacts_are_there_at_once_and_to_the_end() {
    let (app, token) = App::connected(with_contacts(100_000)).await;
    let (_, page) = list(&app, &token, "limit=100&after=100901").await;
    assert_eq!(page["results"].as_array().unwrap().len(), 100);
    assert!(page.get("paging").is_none());
}

#[tokio::test]
async fn each_portal_has_contacts_of_its_own() {
    let (app, first) = App::connected(with_contacts(3)).await;
    app.sandbox.set_portal(Portal {
        hub_id: 77,
        name: "Second".to_owned(),
        ..Portal::default()
    });
    let second = app.connect().await["access_token"].as_str().unwrap().to_owned();

    let (mine, theirs) = (list(&app, &first, "").await.1, list(&app, &second, "").await.1);

    assert_ne!(
        mine["results"][1]["properties"]["email"],
        theirs["results"][1]["properties"]["email"]
    );
    assert_eq!(
        theirs["results"][0]["url"],
        "https://app.hubspot.com/contacts/77/record/0-1/1001"
    );
}

#[tokio::test]
async fn an_unknown_type_and_a_very_long_address_are_refused() {
    let (app, token) = App::connected(with_contacts(1)).await;
    let unknown = app
        .get("/crm/v3/objects/unicorns")
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    assert_eq!(unknown.status(), 400);

    let long = format!("{CONTACTS}?properties={}", "a".repeat(9000));
    assert_eq!(app.get(&long).bearer_auth(&token).send().await.unwrap().status(), 414);
}
