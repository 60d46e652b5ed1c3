//! Logs of lists in Redis: nobody reads them elsewhere, they outlive no rekey that matters, and what they cost.

use std::{collections::BTreeMap, sync::Arc};

use integrations::{
    SnapshotLogs,
    snapshot_log::{LOG_LIFETIME, ListName, LogId},
};
use model::ItemKind;
use redis::aio::MultiplexedConnection;
use store::{Keyring, Report, Store};
use testkit::{builders, clock::ManualClock, redis::RedisServer};

use crate::subject::{at, opened};

fn logs(store: &Store) -> Arc<dyn SnapshotLogs> {
    store.logs.clone().unwrap()
}

fn list(kind: &str) -> ListName {
    ListName {
        principal: builders::principal(),
        connection: builders::connection_id(),
        kind: ItemKind::named(kind),
    }
}

fn log(name: &str) -> LogId {
    LogId(name.to_owned())
}

/// The keys of a log, beside the lease of the same principal.
fn key(list: &ListName, rest: &str) -> String {
    format!("t:v1:{{local/ada}}:log:{}:{}{rest}", list.connection, list.kind)
}

async fn all_keys(connection: &mut MultiplexedConnection) -> Vec<String> {
    redis::cmd("KEYS").arg("*").query_async(connection).await.unwrap()
}

/// Puts the one raw value in the place of the other.
async fn copy(connection: &mut MultiplexedConnection, from: &str, to: &str) {
    let mut copy = redis::cmd("COPY");
    copy.arg(from).arg(to).arg("REPLACE");
    assert_eq!(copy.query_async::<u8>(connection).await.unwrap(), 1, "{from}");
}

#[test]
fn an_embedded_store_has_no_logs() {
    assert!(opened("memory:").logs.is_none());
}

#[tokio::test]
async fn instances_with_the_same_keys_share_a_log() {
    let server = RedisServer::new();
    let entry = Keyring::draw_entry("k");
    let [one, other] = [(); 2].map(|()| {
        let keyring = Keyring::parse(&entry).unwrap();
        logs(&at(&server.url(), keyring, ManualClock::default()))
    });
    let list = list("contacts");
    one.begin(&list, &log("a")).await.unwrap();
    assert!(one.append(&list, &log("a"), 0, b"page").await.unwrap());
    assert_eq!(other.current(&list).await.unwrap(), Some(log("a")));
    assert!(!other.append(&list, &log("a"), 0, b"late").await.unwrap());
    let read = other.read(&list, &log("a"), 0).await.unwrap();
    assert_eq!(read.as_deref(), Some(&b"page"[..]));
}

/// assurance T39: nobody who may write to Redis shows one list's records, or old ones, as another's.
#[tokio::test]
async fn an_entry_opens_in_no_other_place() {
    let server = RedisServer::new();
    let logs = logs(&opened(&server.url()));
    let (contacts, companies) = (list("contacts"), list("companies"));
    for list in [&contacts, &companies] {
        logs.begin(list, &log("a")).await.unwrap();
    }
    for (index, name) in [(0, "a"), (1, "a"), (0, "b")] {
        assert!(logs.append(&contacts, &log(name), index, b"page").await.unwrap());
    }
    let mut raw = server.connect().await;
    let first = key(&contacts, ":a:0");
    for other in [key(&contacts, ":a:1"), key(&contacts, ":b:0"), key(&companies, ":a:0")] {
        copy(&mut raw, &first, &other).await;
    }
    copy(&mut raw, &key(&contacts, ""), &key(&companies, "")).await;
    copy(&mut raw, &first, &key(&contacts, ":a:2")).await;
    assert_eq!(
        logs.read(&contacts, &log("a"), 0).await.unwrap().as_deref(),
        Some(&b"page"[..])
    );
    for (list, name, index) in [
        (&contacts, "a", 1),
        (&contacts, "b", 0),
        (&companies, "a", 0),
        (&contacts, "a", 2),
    ] {
        assert_eq!(
            logs.read(list, &log(name), index).await.unwrap(),
            None,
            "{name} {index}"
        );
    }
    assert_eq!(logs.current(&contacts).await.unwrap(), Some(log("a")));
    assert_eq!(logs.current(&companies).await.unwrap(), None);
}

#[tokio::test]
async fn nothing_of_a_log_stands_in_redis_in_clear_or_for_longer_than_it_lives() {
    let server = RedisServer::with(&["--rdbcompression", "no"]);
    let logs = logs(&opened(&server.url()));
    let list = list("contacts");
    logs.begin(&list, &log("a")).await.unwrap();
    logs.append(&list, &log("a"), 0, b"ada@engines.example").await.unwrap();
    logs.keep(&list, &log("a"), 1).await.unwrap();
    let mut raw = server.connect().await;
    let keys = all_keys(&mut raw).await;
    assert_eq!(keys.len(), 2, "which log, and its entry");
    for key in keys {
        let value: Vec<u8> = redis::cmd("DUMP").arg(&key).query_async(&mut raw).await.unwrap();
        assert!(!value.windows(8).any(|window| window == b"engines."), "{key}");
        let left: u128 = redis::cmd("PTTL").arg(&key).query_async(&mut raw).await.unwrap();
        assert!(left <= LOG_LIFETIME.as_millis(), "{key}: {left}");
    }
}

#[tokio::test]
async fn a_forgotten_log_leaves_no_key() {
    let server = RedisServer::new();
    let logs = logs(&opened(&server.url()));
    let list = list("contacts");
    logs.begin(&list, &log("a")).await.unwrap();
    for index in 0..600 {
        logs.append(&list, &log("a"), index, b"page").await.unwrap();
    }
    logs.forget(&list).await.unwrap();
    assert_eq!(all_keys(&mut server.connect().await).await, Vec::<String>::new());
}

/// Neither a rekey nor a census looks at them, and a list whose log no key opens is begun anew.
#[tokio::test]
async fn keys_are_rolled_beside_logs() {
    let server = RedisServer::new();
    let (old, new) = (Keyring::draw_entry("k1"), Keyring::draw_entry("k2"));
    let with = |keys: &str| at(&server.url(), Keyring::parse(keys).unwrap(), ManualClock::default());
    let list = list("contacts");
    let (before, both) = (with(&old), with(&format!("{new},{old}")));
    before.vault.ping().await.unwrap();
    logs(&before).begin(&list, &log("a")).await.unwrap();
    logs(&before).append(&list, &log("a"), 0, b"page").await.unwrap();
    assert_eq!(both.rekey().await.unwrap(), Report::default());
    assert_eq!(logs(&both).current(&list).await.unwrap(), Some(log("a")));
    let after = with(&new);
    assert_eq!(after.vault.census().await.unwrap().unreadable, 0);
    assert_eq!(logs(&after).current(&list).await.unwrap(), None);
    assert_eq!(logs(&after).read(&list, &log("a"), 0).await.unwrap(), None);
    logs(&after).begin(&list, &log("b")).await.unwrap();
    assert_eq!(logs(&after).current(&list).await.unwrap(), Some(log("b")));
}

#[tokio::test]
async fn what_is_too_large_for_a_list_is_refused() {
    let server = RedisServer::new();
    let logs = logs(&opened(&server.url()));
    let list = list("contacts");
    let large = vec![0; (16 << 20) + 1];
    logs.begin(&list, &log("a")).await.unwrap();
    logs.append(&list, &log("a"), 0, &large).await.unwrap_err();
    assert_eq!(logs.read(&list, &log("a"), 0).await.unwrap(), None);
}

/// Takes so many MiB of the server's memory, in all.
async fn fill(connection: &mut MultiplexedConnection, mebibytes: usize) {
    let mut clear = redis::cmd("DEL");
    clear.arg("other:filling").query_async::<()>(connection).await.unwrap();
    let mut fill = redis::cmd("SETRANGE");
    fill.arg("other:filling").arg((mebibytes << 20) - 1).arg("x");
    fill.query_async::<()>(connection).await.unwrap();
}

/// assurance R13: a full server would take no connections either, nor the tokens that they are given.
#[tokio::test]
async fn a_server_that_is_nearly_full_takes_connections_and_no_logs() {
    let server = RedisServer::with(&["--maxmemory", "100mb", "--maxmemory-policy", "noeviction"]);
    let store = opened(&server.url());
    let (logs, list) = (logs(&store), list("contacts"));
    logs.begin(&list, &log("a")).await.unwrap();
    let mut raw = server.connect().await;
    fill(&mut raw, 60).await;
    assert!(logs.append(&list, &log("a"), 0, b"page").await.unwrap());
    fill(&mut raw, 80).await;
    logs.append(&list, &log("a"), 1, b"page").await.unwrap_err();
    let connection = builders::connection();
    store.vault.save(&list.principal, &connection).await.unwrap();
    assert!(
        !logs.append(&list, &log("a"), 0, b"late").await.unwrap(),
        "and says what it knows"
    );
    assert!(logs.read(&list, &log("a"), 0).await.unwrap().is_some());
    fill(&mut raw, 60).await;
    assert!(logs.append(&list, &log("a"), 1, b"page").await.unwrap());
}

/// A page of 100 contacts with twelve properties, as JSON.
fn page(number: usize) -> Vec<u8> {
    let first = ["Ada", "Grace", "Emmy", "Sofia", "Hedy", "Mary", "Rosalind"];
    let last = [
        "Lovelace",
        "Hopper",
        "Noether",
        "Kovalevskaya",
        "Lamarr",
        "Somerville",
        "Franklin",
    ];
    let stages = ["lead", "subscriber", "customer", "opportunity"];
    let contacts: Vec<BTreeMap<&str, String>> = (number * 100..number * 100 + 100)
        .map(|id| {
            let drawn = u32::from_be_bytes(integrations::random::bytes());
            let of = |names: &[&str], divisor: u32| names[(drawn / divisor) as usize % names.len()].to_owned();
            let (first, last) = (of(&first, 1), of(&last, 7));
            let moment = |ago: u32| (builders::noon() - jiff::SignedDuration::from_secs(ago.into())).to_string();
            BTreeMap::from([
                ("city", of(&["London", "Zürich", "Göttingen", "Stockholm"], 49)),
                (
                    "company",
                    format!("{last} & {}", of(&["Sons", "Partners", "Engines", "Looms"], 11)),
                ),
                ("createdate", moment(drawn / 100)),
                ("email", format!("{first}.{last}.{id}@engines.example")),
                ("firstname", first),
                ("hs_lead_status", of(&["NEW", "OPEN", "CONNECTED"], 13)),
                ("hs_object_id", (drawn ^ 0x5555_5555).to_string()),
                ("hubspot_owner_id", (70_000_000 + drawn % 20).to_string()),
                ("jobtitle", of(&["Engineer", "Head of Sales", "Buyer", "Founder"], 17)),
                ("lastmodifieddate", moment(drawn / 1000)),
                ("lastname", last),
                ("lifecyclestage", of(&stages, 19)),
                ("phone", format!("+44 20 {}", drawn % 100_000_000)),
            ])
        })
        .collect();
    serde_json::to_vec(&contacts).unwrap()
}

/// What an operator must have room for. See the figures with `--nocapture`.
#[tokio::test]
async fn a_page_takes_less_than_half_of_its_json() {
    const PAGES: usize = 200;
    let server = RedisServer::new();
    let logs = logs(&opened(&server.url()));
    let (list, mut json) = (list("contacts"), 0);
    logs.begin(&list, &log("a")).await.unwrap();
    let mut raw = server.connect().await;
    let mut stored: usize = 0;
    for (index, number) in (0..).zip(0..PAGES) {
        let page = page(number);
        json += page.len();
        assert!(logs.append(&list, &log("a"), index, &page).await.unwrap());
        let mut usage = redis::cmd("MEMORY");
        usage.arg("USAGE").arg(key(&list, &format!(":a:{index}")));
        stored += usage.query_async::<usize>(&mut raw).await.unwrap();
    }
    let (json, stored) = (json / PAGES, stored / PAGES);
    println!("a page of 100 contacts: {json} bytes of JSON, {stored} bytes of Redis's memory");
    assert!(stored * 2 < json, "{stored} of {json}");
}
