//! A record is changed at its provider, once, by whoever may; and the list shows it.

use axum::body::Body;
use http::{Request, StatusCode, header};
use model::query::Written;
use sandbox::{Fault, TruthQuery};
use serde_json::json;

use crate::stage::{Answer, Browser, SCOPES, Stage};

/// Changes contact 1003 as the form does.
async fn save(browser: &Browser<'_>, connection: &str, fields: &[(&str, &str)]) -> Answer {
    let named = [("connection", connection), ("kind", "contacts"), ("item", "1003")];
    browser.post("/api/record", &[&named, fields].concat()).await
}

/// What the provider has of contact 1003.
fn truth(stage: &Stage, property: &str) -> Option<String> {
    let asked = TruthQuery {
        from: 1003,
        limit: Some(1),
        ..TruthQuery::default()
    };
    let mut contact = stage.sandbox.truth(&asked).contacts.remove(0);
    contact.properties.remove(property)
}

/// How often the provider was asked to change something.
fn changes(stage: &Stage) -> usize {
    stage
        .sandbox
        .journal()
        .iter()
        .filter(|entry| entry.method == "PATCH")
        .count()
}

/// The city of contact 1003 as the list shows it.
async fn shown(browser: &Browser<'_>, connection: &str) -> String {
    let mut query = Written::default();
    query.add("connection", connection);
    query.add("view", "cols=id,p.city");
    let answer = browser.get(&format!("/api/window?{}&count=200", query.finish())).await;
    let rows = answer.json()["rows"].clone();
    let row = rows.as_array().unwrap().iter().find(|row| row["id"] == "1003").unwrap();
    row["cells"][1].as_str().unwrap_or_default().to_owned()
}

pub async fn connected(stage: &Stage) -> (Browser<'_>, String) {
    let browser = stage.browser();
    let id = browser.connect().await;
    browser.whole_list(&id).await;
    (browser, id)
}

#[tokio::test]
async fn what_is_saved_is_at_the_provider_and_in_the_list() {
    let stage = Stage::new().await;
    let (browser, id) = connected(&stage).await;
    let awkward = "Tromsø & \"<b>\"=?🚢";
    let answer = save(&browser, &id, &[("p.city", awkward), ("p.phone", "")]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.json()["properties"]["city"], awkward);
    assert_eq!(
        (truth(&stage, "city").as_deref(), truth(&stage, "phone")),
        (Some(awkward), None)
    );
    assert_eq!(shown(&browser, &id).await, awkward);
    assert_eq!(changes(&stage), 1);
}

#[tokio::test]
async fn what_was_not_changed_in_the_form_is_left_alone() {
    let stage = Stage::new().await;
    let (browser, id) = connected(&stage).await;
    let before = truth(&stage, "jobtitle");
    let fields = [
        ("p.city", "Oslo"),
        ("was.city", "x"),
        ("p.jobtitle", "Of before"),
        ("was.jobtitle", "Of before"),
    ];
    save(&browser, &id, &fields).await;
    assert_eq!(
        (truth(&stage, "city").as_deref(), truth(&stage, "jobtitle")),
        (Some("Oslo"), before)
    );
    let answer = save(&browser, &id, &fields[2..]).await;
    assert_eq!(
        (answer.status, answer.json()["id"].clone()),
        (StatusCode::OK, json!("1003"))
    );
    assert_eq!(changes(&stage), 1, "nothing is asked where nothing is to be changed");
}

#[tokio::test]
async fn what_the_provider_does_not_take_is_said() {
    let stage = Stage::new().await;
    let (browser, id) = connected(&stage).await;
    for fields in [
        &[("p.city", "Oslo"), ("p.createdate", "2020-01-01")][..],
        &[("p.city", "Oslo"), ("p.unheard_of", "x")],
        &[("p.city", "Oslo"), ("p.email", "ada@northwind.example")],
    ] {
        let answer = save(&browser, &id, fields).await;
        assert_eq!(
            (answer.status, answer.json()),
            (StatusCode::UNPROCESSABLE_ENTITY, json!("Refused"))
        );
    }
    assert_ne!(truth(&stage, "city").as_deref(), Some("Oslo"));
    let gone = [("connection", id.as_str()), ("item", "99999999"), ("p.city", "Oslo")];
    assert_eq!(browser.post("/api/record", &gone).await.status, StatusCode::NOT_FOUND);
    let deals = [
        ("connection", id.as_str()),
        ("kind", "company-schema"),
        ("item", "name"),
        ("p.label", "x"),
    ];
    assert_eq!(
        browser.post("/api/record", &deals).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn a_change_without_a_clear_answer_is_made_once_and_said_to_be_unclear() {
    let stage = Stage::new().await;
    let (browser, id) = connected(&stage).await;
    for fault in [
        Fault {
            status: Some(503),
            ..Fault::default()
        },
        Fault {
            reset: true,
            ..Fault::default()
        },
    ] {
        stage.sandbox.clear_journal();
        let path_prefix = "/crm/objects/2026-09/contacts/1003".to_owned();
        let method = Some("PATCH".to_owned());
        stage.sandbox.fault(Fault {
            path_prefix,
            method,
            ..fault
        });
        let answer = save(&browser, &id, &[("p.city", "Oslo")]).await;
        assert_eq!(
            (answer.status, answer.json()),
            (StatusCode::BAD_GATEWAY, json!("ProviderUnavailable"))
        );
        assert_eq!(changes(&stage), 1);
    }
}

#[tokio::test]
async fn a_token_that_is_not_honoured_is_renewed_before_the_change() {
    let stage = Stage::new().await;
    let (browser, id) = connected(&stage).await;
    stage.sandbox.expire_tokens();
    let answer = save(&browser, &id, &[("p.city", "Oslo")]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!((changes(&stage), truth(&stage, "city").as_deref()), (2, Some("Oslo")));
}

/// T20
#[tokio::test]
async fn nothing_is_changed_without_the_scope_for_it() {
    let stage = Stage::new().await;
    let granted = SCOPES
        .iter()
        .filter(|scope| !scope.ends_with("write"))
        .map(ToString::to_string);
    stage.sandbox.grant_only(Some(granted.collect()));
    let (browser, id) = connected(&stage).await;
    let answer = save(&browser, &id, &[("p.city", "Oslo")]).await;
    assert_eq!(
        (answer.status, answer.json()),
        (StatusCode::FORBIDDEN, json!("MissingScopes"))
    );
    assert_eq!(changes(&stage), 0);
    let columns = browser.get(&format!("/api/columns?connection={id}")).await.json();
    assert!(
        columns
            .as_array()
            .unwrap()
            .iter()
            .all(|column| column["editable"] == false)
    );
}

#[tokio::test]
async fn nobody_changes_the_records_of_another() {
    let stage = Stage::new().await;
    let (browser, id) = connected(&stage).await;
    let stranger = stage.browser();
    stranger.connect().await;
    assert_eq!(
        save(&stranger, &id, &[("p.city", "Oslo")]).await.status,
        StatusCode::NOT_FOUND
    );
    let from_elsewhere = Request::post("/api/record")
        .header("sec-fetch-site", "cross-site")
        .header(header::COOKIE, browser.cookie_header())
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("connection={id}&item=1003&p.city=Oslo")))
        .unwrap();
    assert_eq!(browser.send(from_elsewhere).await.status, StatusCode::FORBIDDEN);
    assert_eq!(changes(&stage), 0);
}
