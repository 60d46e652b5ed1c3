//! Airtable, Notion and Pipedrive: connected, listed, refreshed although they rotate, and given back.

use std::{collections::BTreeMap, time::Duration};

use http::StatusCode;
use model::{IntegrationItem, list::Progress};
use sandbox::{AirtableConfig, NotionConfig, RateLimit, RunningStandIn, SandboxConfig};
use serde_json::json;
use tokio::time::timeout;

use crate::stage::{Browser, Setting, Stage};

/// Longer than a window of any of the limits.
const A_WHILE: Duration = Duration::from_secs(2);
/// After so long without an event nothing happens by itself.
const QUIET: Duration = Duration::from_millis(300);
/// Longer than anything takes, so that a failure does not hang.
const BOUND: Duration = Duration::from_mins(1);

async fn stage(airtable: AirtableConfig, notion: NotionConfig) -> Stage {
    let sandbox = SandboxConfig {
        airtable: Some(airtable),
        notion: Some(notion),
        ..SandboxConfig::default()
    };
    Stage::with(Setting {
        sandbox,
        others: true,
        ..Setting::default()
    })
    .await
}

async fn usual_stage() -> Stage {
    stage(AirtableConfig::default(), NotionConfig::default()).await
}

fn asked(stand_in: &RunningStandIn, path_end: &str) -> usize {
    let journal = stand_in.journal();
    journal.iter().filter(|entry| entry.path.ends_with(path_end)).count()
}

/// The list at that place, once all of it is there. When nothing more happens by itself, since the clocks
/// stand still, they go on.
async fn listed(stage: &Stage, browser: &Browser<'_>, place: &str) -> Vec<IntegrationItem> {
    let mut stream = browser.open(&format!("/api/progress?{place}")).await;
    assert_eq!(stream.head.status, StatusCode::OK, "{place}");
    let reading = async {
        loop {
            match timeout(QUIET, stream.event()).await {
                Ok(progress) if progress.as_ref().is_some_and(Progress::is_complete) => return,
                Ok(progress) => assert!(progress.is_some(), "the list stays"),
                Err(_) => stage.advance(A_WHILE),
            }
        }
    };
    timeout(BOUND, reading).await.expect("it is complete in the end");
    let export = browser
        .get(&format!("/api/export?{place}&format=jsonl&scope=all"))
        .await;
    assert_eq!(export.status, StatusCode::OK, "{}", export.body);
    let items = export.body.lines().map(|line| serde_json::from_str(line).unwrap());
    items.collect()
}

#[tokio::test]
async fn airtable_is_asked_with_a_challenge_and_connected_by_address() {
    let stage = usual_stage().await;
    let browser = stage.browser();
    let page = browser.begin_at("airtable").await;
    let query: BTreeMap<String, String> = page.query_pairs().into_owned().collect();
    assert_eq!(query["code_challenge_method"], "S256");
    assert_eq!(query["scope"], "data.records:read schema.bases:read user.email:read");
    let answer = browser.get(&browser.consent(page).await).await;
    assert!(answer.location().starts_with("/connections/"), "{}", answer.location());
    let connection = browser.connections().await.swap_remove(0);
    assert_eq!(
        (&connection["provider"], &connection["status"]),
        (&json!("airtable"), &json!("connected"))
    );
    assert_eq!(connection["account"]["name"], connection["connected_by"]);
    assert_eq!(connection["missing_scopes"], json!([]));
}

#[tokio::test]
async fn notion_is_asked_without_a_challenge_and_connected_by_workspace() {
    let stage = usual_stage().await;
    let browser = stage.browser();
    let page = browser.begin_at("notion").await;
    let query: BTreeMap<String, String> = page.query_pairs().into_owned().collect();
    let names: Vec<&str> = query.keys().map(String::as_str).collect();
    assert_eq!(names, ["client_id", "owner", "redirect_uri", "response_type", "state"]);
    let answer = browser.get(&browser.consent(page).await).await;
    assert!(answer.location().starts_with("/connections/"), "{}", answer.location());
    let connection = browser.connections().await.swap_remove(0);
    assert_eq!(connection["account"]["name"], "Northwind Notes");
    assert_eq!(connection["connected_by"], "Ada Lovelace");
    assert!(
        stage
            .sandbox
            .notion()
            .journal()
            .iter()
            .all(|entry| !entry.path.ends_with("/users/me"))
    );
}

#[tokio::test]
async fn pipedrive_is_asked_for_no_scope_and_connected_by_company() {
    let stage = usual_stage().await;
    let browser = stage.browser();
    let page = browser.begin_at("pipedrive").await;
    let names: Vec<String> = page.query_pairs().map(|(name, _)| name.into_owned()).collect();
    assert_eq!(names, ["response_type", "client_id", "redirect_uri", "state"]);
    let id = browser.connect_at("pipedrive").await;
    let connection = browser.connections().await.swap_remove(0);
    assert_eq!(connection["account"]["name"], "Northwind Sales");
    let persons = listed(&stage, &browser, &format!("connection={id}&kind=persons")).await;
    assert_eq!(persons.len(), 250);
}

#[tokio::test]
async fn bases_tables_and_the_records_of_a_table_are_lists_that_are_read_to_the_end() {
    let airtable = AirtableConfig {
        bases: 12,
        tables: 2,
        records: 600,
        rate_limit: RateLimit::Rolling {
            requests: 5,
            window: Duration::from_secs(1),
        },
        ..AirtableConfig::default()
    };
    let stage = stage(airtable, NotionConfig::default()).await;
    let browser = stage.browser();
    let id = browser.connect_at("airtable").await;
    let bases = listed(&stage, &browser, &format!("connection={id}&kind=bases")).await;
    assert_eq!(bases.len(), 12 + 12 * 2);
    let table = bases
        .iter()
        .find(|item| item.name.as_deref() == Some("People"))
        .unwrap();
    let base = bases
        .iter()
        .find(|item| Some(&item.id) == table.parent_id.as_ref())
        .unwrap();
    assert!(base.children.contains(&table.id) && table.parent_path_or_name == base.name);
    let folder = table.id.replace('/', "%2F");
    let records = listed(
        &stage,
        &browser,
        &format!("connection={id}&kind=records&folder={folder}"),
    )
    .await;
    assert_eq!(records.len(), 600);
    assert!(
        records
            .iter()
            .all(|record| record.parent_id.as_ref() == Some(&table.id))
    );
    let journal = stage.sandbox.airtable().journal();
    assert!(journal.iter().all(|entry| entry.status != Some(429)), "{journal:?}");
}

#[tokio::test]
async fn pages_and_databases_are_one_list_in_which_each_knows_the_other() {
    let stage = usual_stage().await;
    let browser = stage.browser();
    let id = browser.connect_at("notion").await;
    let items = listed(&stage, &browser, &format!("connection={id}&kind=pages")).await;
    assert_eq!(items.iter().filter(|item| item.item_type == "Page").count(), 250);
    let known: BTreeMap<&str, &IntegrationItem> = items.iter().map(|item| (item.id.as_str(), item)).collect();
    let mut linked = 0;
    for item in &items {
        let Some(parent) = item.parent_id.as_deref().and_then(|id| known.get(id)) else {
            continue;
        };
        assert!(parent.directory && parent.children.contains(&item.id), "{parent:?}");
        let path = item.parent_path_or_name.as_deref().unwrap_or_default();
        assert!(path.ends_with(parent.name.as_deref().unwrap_or_default()), "{path}");
        linked += 1;
    }
    assert!(linked > 180, "{linked}");
}

/// R31: a refresh token that is used twice would end the grant at either.
#[tokio::test]
async fn twenty_requests_at_expiry_refresh_once_although_airtable_rotates() {
    let nothing = AirtableConfig {
        bases: 0,
        ..AirtableConfig::default()
    };
    let stage = stage(nothing, NotionConfig::default()).await;
    let browser = stage.browser();
    let id = browser.connect_at("airtable").await;
    for round in 1..=3 {
        stage.advance(Duration::from_hours(1));
        let answers = futures::future::join_all((0..20).map(|_| browser.items(&id))).await;
        assert!(
            answers.iter().all(|answer| answer.status == StatusCode::OK),
            "{answers:?}"
        );
        assert_eq!(asked(stage.sandbox.airtable(), "/token"), 1 + round);
    }
    assert_eq!(browser.connections().await[0]["status"], "connected");
}

/// R31: Notion does not say when a token ends. Those who meet its end refresh it once, all of them together.
#[tokio::test]
async fn twenty_requests_with_a_token_that_has_ended_refresh_once_although_notion_rotates() {
    let stage = usual_stage().await;
    let browser = stage.browser();
    let id = browser.connect_at("notion").await;
    for round in 1..=3 {
        stage.sandbox.notion().expire_tokens();
        stage.advance(A_WHILE);
        let answers = futures::future::join_all((0..20).map(|_| browser.items(&id))).await;
        // Notion lets three ask in a second: the others are told to wait.
        let is_fine = |status| [StatusCode::OK, StatusCode::TOO_MANY_REQUESTS].contains(&status);
        assert!(answers.iter().all(|answer| is_fine(answer.status)), "{answers:?}");
        assert_eq!(asked(stage.sandbox.notion(), "/token"), 1 + round);
        stage.advance(A_WHILE);
        assert_eq!(browser.items(&id).await.status, StatusCode::OK);
    }
    assert_eq!(browser.connections().await[0]["status"], "connected");
}

/// R36
#[tokio::test]
async fn a_grant_that_was_taken_back_is_said_and_mended_by_reconnecting_in_place() {
    let stage = usual_stage().await;
    let browser = stage.browser();
    for (provider, stand_in) in stage.sandbox.stand_ins().skip(1) {
        let id = browser.connect_at(provider).await;
        stand_in.revoke_tokens(true);
        assert_eq!(
            browser.items(&id).await.json(),
            json!("ReconnectRequired"),
            "{provider}"
        );
        assert_eq!(browser.connect_at(provider).await, id);
        stage.advance(A_WHILE);
        assert_eq!(browser.items(&id).await.status, StatusCode::OK, "{provider}");
    }
}

#[tokio::test]
async fn a_disconnect_says_whether_the_provider_confirmed_it() {
    let stage = usual_stage().await;
    let browser = stage.browser();
    for (provider, _) in stage.sandbox.stand_ins().skip(1) {
        let revoked = provider == "notion";
        let id = browser.connect_at(provider).await;
        let answer = browser.post("/api/disconnect", &[("connection", &id)]).await;
        assert_eq!(
            (answer.status, answer.json()),
            (StatusCode::OK, json!({ "revoked": revoked })),
            "{provider}"
        );
        assert_eq!(browser.items(&id).await.status, StatusCode::NOT_FOUND);
    }
    assert!(browser.connections().await.is_empty());
    assert_eq!(asked(stage.sandbox.notion(), "/oauth/revoke"), 1);
}

/// T36
#[tokio::test]
async fn no_token_of_any_is_told_to_the_browser() {
    let stage = usual_stage().await;
    let browser = stage.browser();
    let mut told = String::new();
    for (provider, _) in stage.sandbox.stand_ins().skip(1) {
        let page = browser.begin_at(provider).await;
        let callback = browser.consent(page).await;
        let answer = browser.get(&callback).await;
        let id = answer.location().split(['/', '?']).nth(2).unwrap().to_owned();
        told.push_str(&answer.head());
        for path in [
            format!("/connections/{id}"),
            format!("/api/items?connection={id}"),
            "/".to_owned(),
        ] {
            stage.advance(A_WHILE);
            let answer = browser.get(&path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
            told.push_str(&answer.head());
            told.push_str(&answer.body);
        }
    }
    let others = stage.sandbox.stand_ins().skip(1);
    let secrets: Vec<_> = others.map(|(_, stand_in)| stand_in.issued_secrets()).collect();
    assert!(secrets.iter().all(|some| some.len() >= 3));
    for secret in secrets.concat() {
        assert!(!told.contains(&secret));
    }
}
