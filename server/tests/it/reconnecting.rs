//! Reconnecting: what is renewed in place, and what happens when another account comes.

use http::StatusCode;
use sandbox::{Fault, Portal};
use serde_json::Value;

use crate::stage::{AUTHORIZE, Answer, Behind, Browser, Stage, few_contacts};

/// Presses *Connect again* on that connection, and consents.
async fn reconnect(browser: &Browser<'_>, connection: &str) -> Answer {
    let answer = browser.post(AUTHORIZE, &[("connection", connection)]).await;
    let callback = browser.consent(answer.location().parse().unwrap()).await;
    browser.get(&callback).await
}

/// The user is signed in to another portal now.
fn another_portal(stage: &Stage) {
    stage.sandbox.set_portal(Portal {
        hub_id: 777,
        name: "Fjord Analytics".into(),
        ..Portal::default()
    });
}

async fn details(browser: &Browser<'_>, id: &str) -> Value {
    browser.get(&format!("/api/connection?connection={id}")).await.json()
}

/// T21
#[tokio::test]
async fn another_account_is_a_connection_beside_the_one_to_be_renewed() {
    let stage = Stage::with(few_contacts()).await;
    let browser = stage.browser();
    let old = browser.connect().await;
    let before = details(&browser, &old).await;
    another_portal(&stage);
    let answer = reconnect(&browser, &old).await;
    let new = answer.location()["/connections/".len()..].split('?').next().unwrap();
    assert_ne!(new, old);
    assert_eq!(
        answer.location(),
        format!("/connections/{new}?notice=other-account&instead_of={old}")
    );
    assert_eq!(details(&browser, &old).await, before, "untouched");
    assert_eq!(details(&browser, new).await["account"]["name"], "Fjord Analytics");
    for id in [old.as_str(), new] {
        assert_eq!(browser.items(id).await.status, StatusCode::OK);
    }
    let again = reconnect(&browser, new).await;
    assert_eq!(again.location(), format!("/connections/{new}?notice=connected"));
}

/// T31: an id of somebody else's is not even known to exist.
#[tokio::test]
async fn naming_a_connection_of_somebody_else_has_no_effect() {
    let stage = Stage::with(few_contacts()).await;
    let (ada, eve) = (stage.browser(), stage.browser());
    let adas = ada.connect().await;
    let before = details(&ada, &adas).await;
    another_portal(&stage);
    for named in [adas.as_str(), "aaaaaaaaaaaaaaaaaaaaaa", "x", ""] {
        let answer = reconnect(&eve, named).await;
        let location = answer.location();
        assert!(location.ends_with("?notice=connected"), "{location}");
        assert!(!location.contains(&adas), "{location}");
    }
    assert_eq!(eve.connections().await.len(), 1);
    assert_eq!(details(&ada, &adas).await, before);
    assert_eq!(ada.items(&adas).await.status, StatusCode::OK);
}

/// T39: damage costs the user one consent, and no link that was kept.
#[tokio::test]
async fn a_connection_that_does_not_open_is_renewed_in_place() {
    let behind = Behind::new(&[]).await;
    let stage = behind.stage_with(few_contacts()).await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let mut link = behind.redis.connect().await;
    let keys: Vec<String> = redis::cmd("KEYS").arg("*rec:*").query_async(&mut link).await.unwrap();
    let [key] = keys.as_slice() else { panic!("one record") };
    let mut sealed: Vec<u8> = redis::cmd("GET").arg(key).query_async(&mut link).await.unwrap();
    *sealed.last_mut().unwrap() ^= 1;
    let () = redis::cmd("SET")
        .arg(key)
        .arg(sealed)
        .query_async(&mut link)
        .await
        .unwrap();
    assert_eq!(browser.items(&id).await.status, StatusCode::CONFLICT);
    assert_eq!(details(&browser, &id).await["status"], "reconnect_needed");

    let answer = reconnect(&browser, &id).await;
    assert_eq!(answer.location(), format!("/connections/{id}?notice=connected"));
    assert_eq!(browser.items(&id).await.status, StatusCode::OK);
    assert_eq!(details(&browser, &id).await["status"], "connected");
    assert_eq!(browser.connections().await.len(), 1);
}

/// A grant whose save is tried again because the answer was lost is one grant all the same.
#[tokio::test]
async fn a_grant_that_was_saved_unheard_is_not_saved_twice() {
    let behind = Behind::new(&[]).await;
    let stage = behind.stage_with(few_contacts()).await;
    let browser = stage.browser();
    let callback = browser.consent(browser.begin().await).await;
    let mut save = behind.proxy.catch("SADD");
    let (answer, ()) = tokio::join!(browser.get(&callback), async {
        save.arrived().await;
        save.lose();
    });
    let location = answer.location();
    assert!(location.ends_with("?notice=connected"), "{location}");
    let id = location["/connections/".len()..].split('?').next().unwrap();
    let told = details(&browser, id).await;
    let activity = told["activity"].as_array().unwrap();
    assert_eq!((activity.len(), &activity[0]["event"]), (1, &Value::from("connected")));
}

/// A provider may have one grant for a user, however often the user consents: revoking the new one
/// would end the old connection.
#[tokio::test]
async fn a_reconnect_that_fails_takes_nothing_from_the_connection_that_works() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let away = || Fault {
        path_prefix: "/oauth/2026-09/token/introspect".into(),
        status: Some(503),
        ..Fault::default()
    };
    let callback = browser.consent(browser.begin().await).await;
    stage.sandbox.fault(away());
    browser.get(&callback).await;
    assert_eq!(
        stage.asked("/token/revoke"),
        1,
        "a first grant that is not kept is given back"
    );

    let id = browser.connect().await;
    let callback = browser.consent(browser.begin().await).await;
    stage.sandbox.fault(away());
    assert_eq!(browser.get(&callback).await.location(), "/?notice=unavailable");
    assert_eq!(stage.asked("/token/revoke"), 1, "another one is not");
    assert_eq!(browser.connections().await[0]["id"], id.as_str());
}
