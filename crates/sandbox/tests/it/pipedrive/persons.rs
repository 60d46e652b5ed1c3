//! Pipedrive's users, persons and their fields, and its limit.

use std::collections::HashSet;
use std::time::Duration;

use rstest::rstest;
use sandbox::{PipedriveConfig, RateLimit, SandboxClock, SandboxConfig};
use serde_json::{Value, json};

use super::{App, with};

const PERSONS: &str = "/api/v2/persons";

/// All persons, page by page.
async fn all(app: &App, token: &str, query: &str) -> Vec<Value> {
    let (mut persons, mut cursor) = (Vec::new(), String::new());
    loop {
        let (status, mut page) = app.ask(token, &format!("{PERSONS}?{query}&cursor={cursor}")).await;
        assert_eq!((status, &page["success"]), (200, &json!(true)), "{page}");
        persons.append(page["data"].as_array_mut().unwrap());
        match page["additional_data"]["next_cursor"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => return persons,
        }
    }
}

fn ids(persons: &[Value]) -> Vec<u64> {
    persons.iter().map(|person| person["id"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn who_is_asking_belongs_to_a_company() {
    let (app, token) = App::connected().await;
    let (status, me) = app.ask(&token, "/v1/users/me").await;
    assert_eq!((status, &me["success"]), (200, &json!(true)));
    assert_eq!(me["data"]["company_name"], "Northwind Sales");
    assert_eq!(me["data"]["email"], "ada@northwind.example");

    app.pipedrive()
        .set_account(json!({ "company_id": 8, "company_name": "Second" }));
    let token = app.connect().await["access_token"].as_str().unwrap().to_owned();
    assert_eq!(app.ask(&token, "/v1/users/me").await.1["data"]["company_id"], 8);
}

#[tokio::test]
async fn paging_to_the_end_gives_every_person_once() {
    let (app, token) = App::connected().await;
    let persons = all(&app, &token, "").await;
    assert_eq!(ids(&persons), (1..=250).collect::<Vec<_>>());
    assert_eq!(
        app.pipedrive()
            .journal()
            .iter()
            .filter(|entry| entry.path == PERSONS)
            .count(),
        3
    );
    assert_eq!(all(&app, &token, "limit=500").await, persons);
}

#[tokio::test]
async fn persons_are_sorted_and_those_that_changed_since_come_alone() {
    let (app, token) = App::connected().await;
    let sorted = all(&app, &token, "sort_by=update_time&sort_direction=desc").await;
    let times: Vec<_> = sorted
        .iter()
        .map(|person| person["update_time"].as_str().unwrap())
        .collect();
    assert!(times.is_sorted_by(|one, other| one >= other));

    let since = all(&app, &token, &format!("sort_by=update_time&updated_since={}", times[9])).await;
    assert_eq!(ids(&since).into_iter().rev().collect::<Vec<_>>(), ids(&sorted[..10]));
    assert_eq!(ids(&all(&app, &token, "ids=7,9,9000").await), [7, 9]);
}

#[tokio::test]
async fn a_person_is_read_alone() {
    let (app, token) = App::connected().await;
    let (_, read) = app.ask(&token, &format!("{PERSONS}/17")).await;
    assert_eq!(read["data"], all(&app, &token, "").await[16]);
    let (status, error) = app.ask(&token, &format!("{PERSONS}/251")).await;
    assert_eq!(
        (status, &error["success"], &error["error"]),
        (404, &json!(false), &json!("Person not found"))
    );
}

#[tokio::test]
async fn custom_fields_have_keys_that_the_fields_explain() {
    let (app, token) = App::connected().await;
    let persons = all(&app, &token, "").await;
    let keys: HashSet<_> = persons
        .iter()
        .flat_map(|person| person["custom_fields"].as_object().unwrap().keys())
        .collect();
    assert!(
        keys.iter()
            .all(|key| key.len() == 40 && key.bytes().all(|byte| byte.is_ascii_hexdigit()))
    );

    let (_, fields) = app.ask(&token, "/api/v2/personFields?limit=500").await;
    let fields = fields["data"].as_array().unwrap();
    let custom = fields.iter().filter(|field| field["is_custom_field"] == true);
    let labels: HashSet<_> = custom.map(|field| field["field_code"].as_str().unwrap()).collect();
    assert!(keys.iter().all(|key| labels.contains(key.as_str())) && keys.len() == labels.len());

    let (_, older) = app.ask(&token, "/v1/personFields").await;
    let older = older["data"].as_array().unwrap();
    let pair = |field: &Value, code: &str, name: &str| (field[code].clone(), field[name].clone());
    assert!(
        older
            .iter()
            .zip(fields)
            .all(|(old, new)| pair(old, "key", "name") == pair(new, "field_code", "field_name"))
    );
}

#[tokio::test]
async fn some_persons_are_awkward() {
    let (app, token) = App::connected().await;
    let persons = all(&app, &token, "").await;
    let has = |is_odd: &dyn Fn(&Value) -> bool| persons.iter().any(is_odd);
    for wanted in ["👩‍🚀", "محمد", "<script>"] {
        assert!(
            has(&|person| person["name"].as_str().unwrap().contains(wanted)),
            "{wanted}"
        );
    }
    assert!(has(&|person| person["emails"] == json!([])));
    assert!(has(&|person| person["emails"][1]["primary"] == false));
    assert!(has(&|person| person["phones"][1]["primary"] == true));
    assert!(has(&|person| person["custom_fields"]
        .as_object()
        .unwrap()
        .values()
        .any(Value::is_null)));
    let long = |value: &Value| value.as_str().is_some_and(|text| text.len() == 10_000);
    assert!(has(&|person| person["custom_fields"]
        .as_object()
        .unwrap()
        .values()
        .any(long)));
}

#[rstest]
#[case("limit=501")]
#[case("limit=0")]
#[case("cursor=nonsense")]
#[case("sort_by=name")]
#[case("sort_direction=up")]
#[case("updated_since=yesterday")]
#[tokio::test]
async fn what_makes_no_sense_is_refused(#[case] query: &str) {
    let (app, token) = App::connected().await;
    let (status, error) = app.ask(&token, &format!("{PERSONS}?{query}")).await;
    assert_eq!((status, &error["success"]), (400, &json!(false)));
}

#[tokio::test]
async fn persons_need_a_token_with_their_scope() {
    let (app, _) = App::connected().await;
    assert_eq!(app.ask("unknown", PERSONS).await.0, 401);
    app.pipedrive().grant_only(Some(vec!["base".to_owned()]));
    let token = app.connect().await["access_token"].as_str().unwrap().to_owned();
    let expected = json!({ "success": false, "error": "Scope and URL mismatch", "errorCode": 403 });
    assert_eq!(app.ask(&token, PERSONS).await, (403, expected));
    assert_eq!(app.ask(&token, "/v1/users/me").await.0, 200);
}

#[tokio::test]
async fn each_answer_tells_the_budget_and_one_too_many_is_refused() {
    let rate_limit = RateLimit::Rolling {
        requests: 2,
        window: Duration::from_secs(2),
    };
    let app = App::new(SandboxConfig {
        clock: SandboxClock::frozen_at("2026-05-01T00:00:00Z".parse().unwrap()),
        ..with(PipedriveConfig {
            rate_limit,
            ..PipedriveConfig::default()
        })
    })
    .await;
    let token = app.connect().await["access_token"].as_str().unwrap().to_owned();
    let ask = async || app.get("/v1/users/me").bearer_auth(&token).send().await.unwrap();

    assert_eq!(ask().await.headers()["x-ratelimit-remaining"], "1");
    ask().await;
    let refused = ask().await;
    assert_eq!(
        (refused.status().as_u16(), &refused.headers()["retry-after"]),
        (429, &"2".parse().unwrap())
    );
    assert_eq!(refused.headers()["x-ratelimit-reset"], "2");
    app.sandbox.advance(Duration::from_secs(2));
    assert_eq!(ask().await.status(), 200);
}
