//! Single contacts and batches: read, create, change, archive.

use rstest::rstest;
use serde_json::{Value, json};

use crate::client::{App, told, with_contacts};

const CONTACTS: &str = "/crm/objects/2026-09/contacts";

async fn create(app: &App, token: &str, properties: Value) -> (u16, Value) {
    let body = json!({ "properties": properties });
    told(app.post(CONTACTS).bearer_auth(token).json(&body).send().await.unwrap()).await
}

async fn read(app: &App, token: &str, id: &str) -> (u16, Value) {
    told(
        app.get(&format!("{CONTACTS}/{id}"))
            .bearer_auth(token)
            .send()
            .await
            .unwrap(),
    )
    .await
}

async fn batch(app: &App, token: &str, verb: &str, body: Value) -> reqwest::Response {
    app.post(&format!("{CONTACTS}/batch/{verb}"))
        .bearer_auth(token)
        .json(&body)
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn a_contact_is_read_by_id_and_by_email_whatever_its_case() {
    let (app, token) = App::connected(with_contacts(3)).await;

    let (_, by_id) = read(&app, &token, "1001").await;
    let (_, by_email) = read(&app, &token, "ADA@northwind.example?idProperty=email").await;

    assert_eq!(by_id["properties"]["lastname"], "Lovelace");
    assert_eq!(by_id, by_email);
}

#[rstest]
#[case("999999", "resource not found")]
#[case("undefined", "Object not found.  objectId are usually numeric.")]
#[case("nobody@example.com?idProperty=email", "resource not found")]
#[tokio::test]
async fn what_is_not_there_is_not_found(#[case] id: &str, #[case] message: &str) {
    let (app, token) = App::connected(with_contacts(1)).await;
    let (status, body) = read(&app, &token, id).await;
    assert_eq!((status, &body["message"]), (404, &json!(message)));
}

#[tokio::test]
async fn a_created_contact_can_be_read_and_its_email_is_lower_case() {
    let (app, token) = App::connected(with_contacts(1)).await;
    let body = json!({ "properties": { "email": "New@Example.com", "firstname": "New" } });

    let response = app.post(CONTACTS).bearer_auth(&token).json(&body).send().await.unwrap();
    assert!(
        response.headers()["location"]
            .to_str()
            .unwrap()
            .ends_with("/contacts/1002")
    );
    let (status, created) = told(response).await;

    assert_eq!(status, 201);
    assert_eq!(created["properties"]["hs_object_source"], "INTEGRATION");
    let (_, found) = read(&app, &token, created["id"].as_str().unwrap()).await;
    assert_eq!(found["properties"]["email"], "new@example.com");
}

#[tokio::test]
async fn a_second_contact_with_an_email_is_a_conflict_that_names_the_first() {
    let (app, token) = App::connected(with_contacts(1)).await;

    let (status, body) = create(&app, &token, json!({ "email": "Ada@Northwind.example" })).await;

    assert_eq!((status, &body["category"]), (409, &json!("CONFLICT")));
    assert_eq!(body["message"], "Contact already exists. Existing ID: 1001");
}

#[rstest]
#[case(json!({ "no_such": "x" }), "PROPERTY_DOESNT_EXIST")]
#[case(json!({ "createdate": "2020-01-01" }), "READ_ONLY_VALUE")]
#[case(json!({ "email": "nonsense" }), "INVALID_EMAIL")]
#[case(json!({ "lifecyclestage": "friend" }), "INVALID_OPTION")]
#[tokio::test]
async fn a_value_that_cannot_be_set_is_named(#[case] properties: Value, #[case] code: &str) {
    let (app, token) = App::connected(with_contacts(1)).await;

    let (status, body) = create(&app, &token, properties.clone()).await;

    let name = properties.as_object().unwrap().keys().next().unwrap();
    assert_eq!((status, &body["category"]), (400, &json!("VALIDATION_ERROR")));
    assert_eq!(body["errors"][0]["code"], code);
    assert_eq!(body["errors"][0]["context"]["propertyName"], json!([name]));
    assert!(
        body["message"]
            .as_str()
            .unwrap()
            .starts_with("Property values were not valid: [{")
    );
}

#[tokio::test]
async fn a_body_that_is_no_json_is_refused_with_its_place() {
    let (app, token) = App::connected(with_contacts(1)).await;
    let (status, body) = told(
        app.post(CONTACTS)
            .bearer_auth(&token)
            .body("{\"a\"")
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(status, 400);
    assert!(
        body["message"]
            .as_str()
            .unwrap()
            .starts_with("Invalid input JSON on line 1, column 4")
    );
}

#[tokio::test]
async fn a_change_touches_only_what_it_names_and_moves_the_date() {
    let (app, token) = App::connected(with_contacts(2)).await;
    let (_, before) = read(&app, &token, "1001").await;
    let change = json!({ "properties": { "firstname": "Augusta Ada" } });

    let request = app.patch(&format!("{CONTACTS}/1001")).bearer_auth(&token).json(&change);
    assert_eq!(request.send().await.unwrap().status(), 200);

    let (_, after) = read(&app, &token, "1001").await;
    assert_eq!(after["properties"]["firstname"], "Augusta Ada");
    assert_eq!(after["properties"]["lastname"], "Lovelace");
    assert_eq!(after["createdAt"], before["createdAt"]);
    assert!(after["updatedAt"].as_str() > before["updatedAt"].as_str());
}

#[tokio::test]
async fn a_change_may_keep_its_own_email_but_not_take_anothers() {
    let (app, token) = App::connected(with_contacts(2)).await;
    let take = json!({ "properties": { "email": "ada@northwind.example" } });
    let patch = |id| {
        app.patch(&format!("{CONTACTS}/{id}"))
            .bearer_auth(&token)
            .json(&take)
            .send()
    };

    assert_eq!(patch("1001").await.unwrap().status(), 200);
    assert_eq!(patch("1002").await.unwrap().status(), 409);
}

#[tokio::test]
async fn an_archived_contact_is_listed_as_such_only() {
    let (app, token) = App::connected(with_contacts(2)).await;
    let archived = app
        .delete(&format!("{CONTACTS}/1001"))
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    assert_eq!(
        (archived.status().as_u16(), archived.text().await.unwrap().as_str()),
        (204, "")
    );

    let list = async |flag: &str| {
        let path = format!("{CONTACTS}?archived={flag}");
        let (_, page) = told(app.get(&path).bearer_auth(&token).send().await.unwrap()).await;
        page["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|record| record["id"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(list("false").await, ["1002"]);
    assert_eq!(list("True").await, ["1001"]);
    assert_eq!(read(&app, &token, "1001").await.0, 404);
    assert_eq!(read(&app, &token, "1001?archived=true").await.1["archived"], true);
    assert_eq!(
        create(&app, &token, json!({ "email": "ada@northwind.example" }))
            .await
            .0,
        201
    );
}

#[tokio::test]
async fn a_batch_reads_what_is_there_and_names_what_is_not() {
    let (app, token) = App::connected(with_contacts(2)).await;

    let whole = json!({ "inputs": [{ "id": "1002" }, { "id": "1001" }], "properties": ["company"] });
    let (status, body) = told(batch(&app, &token, "read", whole).await).await;
    assert_eq!((status, &body["status"]), (200, &json!("COMPLETE")));
    assert_eq!(body["results"][1]["properties"]["company"], "Northwind Trading");

    let partly = json!({ "inputs": [{ "id": "ada@northwind.example" }, { "id": "x@y.z" }], "idProperty": "email" });
    let (status, body) = told(batch(&app, &token, "read", partly).await).await;
    assert_eq!((status, &body["results"][0]["id"]), (207, &json!("1001")));
    assert_eq!(body["errors"][0]["context"]["ids"], json!(["x@y.z"]));
}

#[tokio::test]
async fn one_conflict_fails_a_whole_batch() {
    let (app, token) = App::connected(with_contacts(1)).await;
    let input = |email: &str| json!({ "properties": { "email": email } });

    let conflict = json!({ "inputs": [input("new@example.com"), input("ada@northwind.example")] });
    assert_eq!(batch(&app, &token, "create", conflict).await.status(), 409);
    assert_eq!(read(&app, &token, "new@example.com?idProperty=email").await.0, 404);

    let twice = json!({ "inputs": [input("new@example.com"), input("NEW@example.com")] });
    assert_eq!(batch(&app, &token, "create", twice).await.status(), 400);

    let sound = json!({ "inputs": [input("new@example.com"), input("newer@example.com")] });
    let (status, body) = told(batch(&app, &token, "create", sound).await).await;
    assert_eq!((status, body["results"].as_array().unwrap().len()), (201, 2));
}

#[tokio::test]
async fn a_batch_changes_and_archives() {
    let (app, token) = App::connected(with_contacts(3)).await;
    let change = json!({ "inputs": [
        { "id": "1001", "properties": { "city": "Paris" } },
        { "id": "4", "properties": { "city": "Nowhere" } },
    ] });
    let (status, body) = told(batch(&app, &token, "update", change).await).await;
    assert_eq!((status, &body["errors"][0]["context"]["ids"]), (207, &json!(["4"])));
    assert_eq!(
        read(&app, &token, "1001?properties=city").await.1["properties"]["city"],
        "Paris"
    );

    let archive = json!({ "inputs": [{ "id": "1001" }, { "id": "1003" }] });
    assert_eq!(batch(&app, &token, "archive", archive).await.status(), 204);
    assert_eq!(read(&app, &token, "1003").await.0, 404);
    assert_eq!(read(&app, &token, "1002").await.0, 200);
}

#[tokio::test]
async fn a_batch_holds_a_hundred_and_no_more() {
    let (app, token) = App::connected(with_contacts(101)).await;
    let inputs = |count: u32| json!({ "inputs": (1001..1001 + count).map(|id| json!({ "id": id.to_string() })).collect::<Vec<_>>() });

    assert_eq!(batch(&app, &token, "read", inputs(100)).await.status(), 200);
    assert_eq!(batch(&app, &token, "read", inputs(101)).await.status(), 400);
}

#[tokio::test]
async fn writing_needs_its_own_scope() {
    let app = App::new(with_contacts(1)).await;
    app.sandbox
        .grant_only(Some(vec!["oauth".to_owned(), "crm.objects.contacts.read".to_owned()]));
    let token = app.connect().await["access_token"].as_str().unwrap().to_owned();

    assert_eq!(read(&app, &token, "1001").await.0, 200);
    assert_eq!(create(&app, &token, json!({ "firstname": "x" })).await.0, 403);
}
