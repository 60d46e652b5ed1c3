//! Completeness: whatever happens at the provider while a list is being read, it ends as the provider has it.

use std::{collections::BTreeMap, time::Duration};

use http::StatusCode;
use integrations::Clock;
use model::{
    IntegrationItem,
    list::{Progress, ReadState},
};
use sandbox::{Churn, ContactSet, SandboxConfig, TruthQuery};
use tokio::time::timeout;

use crate::stage::{Browser, Open, Setting, Stage};

/// How far the sandbox's search lags behind.
const SEARCH_LAG: Duration = Duration::from_secs(3);
/// Longer than what HubSpot says of changes may lag behind, and than its window of requests.
const LATER: Duration = Duration::from_mins(3);
/// After so long without an event nothing happens by itself.
const QUIET: Duration = Duration::from_millis(300);
/// Longer than anything takes, so that a failure does not hang.
const BOUND: Duration = Duration::from_mins(2);

/// What is compared of each record.
const COMPARED: [&str; 7] = [
    "firstname",
    "lastname",
    "email",
    "phone",
    "company",
    "jobtitle",
    "lifecyclestage",
];

type Records = BTreeMap<String, BTreeMap<String, String>>;

/// What the provider has.
fn truth(stage: &Stage) -> Records {
    let asked = TruthQuery {
        properties: COMPARED.map(str::to_owned).to_vec(),
        ..TruthQuery::default()
    };
    let contacts = stage.sandbox.truth(&asked).contacts.into_iter();
    contacts
        .map(|mut contact| {
            contact.properties.retain(|name, _| COMPARED.contains(&name.as_str()));
            (contact.id, contact.properties)
        })
        .collect()
}

/// What the list has.
async fn listed(browser: &Browser<'_>, connection: &str) -> Records {
    let path = format!("/api/export?connection={connection}&format=jsonl&scope=all");
    let answer = browser.get(&path).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let items = answer.body.lines().map(|line| serde_json::from_str(line).unwrap());
    items
        .map(|mut item: IntegrationItem| {
            item.properties.retain(|name, _| COMPARED.contains(&name.as_str()));
            (item.id, item.properties)
        })
        .collect()
}

async fn refresh(browser: &Browser<'_>, connection: &str) -> Progress {
    let answer = browser.post("/api/refresh", &[("connection", connection)]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

/// Lets contacts come, change and go while the list is being read.
async fn change_meanwhile(stage: &Stage, stream: &mut Open, seed: u64) {
    for seed in seed..seed + 20 {
        let progress = stream.event().await.expect("the list stays");
        if progress.state != ReadState::Reading {
            return;
        }
        stage.sandbox.churn(&Churn {
            portal: None,
            seed,
            operations: 5,
        });
        stage.advance(Duration::from_millis(200));
    }
}

fn is_held_up(event: Option<&Progress>) -> bool {
    matches!(
        event.map(|progress| &progress.state),
        Some(ReadState::Waiting { .. } | ReadState::Stalled { .. })
    )
}

/// Waits until the list is known to be as the provider has it. When nothing more happens by itself, since
/// the clocks stand still, they go on.
async fn settle(stage: &Stage, browser: &Browser<'_>, connection: &str, stream: &mut Open) {
    stage.advance(SEARCH_LAG);
    let settled_after = Clock::now(&stage.clock);
    let mut progress = refresh(browser, connection).await;
    while !progress.is_complete() || progress.as_of < Some(settled_after) {
        progress = match timeout(QUIET, stream.event()).await {
            Ok(event) if !is_held_up(event.as_ref()) => event.expect("the list stays"),
            _ => {
                stage.advance(LATER);
                refresh(browser, connection).await
            }
        };
    }
}

async fn ends_as_the_provider_has_it(contacts: usize, seed: u64) {
    let stage = Stage::with(Setting {
        sandbox: SandboxConfig {
            contacts: 1,
            search_lag: SEARCH_LAG,
            ..SandboxConfig::default()
        },
        ..Setting::default()
    })
    .await;
    stage.sandbox.set_contacts(ContactSet::Count { count: contacts });
    let browser = stage.browser();
    let id = browser.connect().await;
    let mut stream = browser.open(&format!("/api/progress?connection={id}")).await;
    change_meanwhile(&stage, &mut stream, seed).await;
    let settling = settle(&stage, &browser, &id, &mut stream);
    timeout(BOUND, settling).await.expect("it is complete in the end");
    let (ours, theirs) = (listed(&browser, &id).await, truth(&stage));
    let missing: Vec<_> = theirs.keys().filter(|id| !ours.contains_key(*id)).collect();
    let surplus: Vec<_> = ours.keys().filter(|id| !theirs.contains_key(*id)).collect();
    assert_eq!((missing, surplus), (vec![], vec![]), "{contacts} contacts, seed {seed}");
    let differing = theirs.iter().find(|(id, theirs)| ours[*id] != **theirs);
    assert!(differing.is_none(), "{contacts} contacts, seed {seed}: {differing:?}");
}

#[tokio::test]
async fn a_list_of_any_size_ends_as_the_provider_has_it() {
    for (seed, contacts) in (0..).step_by(1_000).zip([0, 1, 99, 100, 101, 250]) {
        ends_as_the_provider_has_it(contacts, seed).await;
    }
}

#[tokio::test]
async fn whatever_happens_meanwhile_a_list_ends_as_the_provider_has_it() {
    for seed in 1..=3 {
        ends_as_the_provider_has_it(1_000, seed * 10_000).await;
    }
}

#[tokio::test]
async fn a_list_at_the_limit_of_a_search_ends_as_the_provider_has_it() {
    for (seed, contacts) in [(100_000, 9_999), (200_000, 10_001)] {
        ends_as_the_provider_has_it(contacts, seed).await;
    }
}

#[tokio::test]
async fn a_hundred_thousand_end_as_the_provider_has_them() {
    ends_as_the_provider_has_it(100_000, 300_000).await;
}
