//! The list: windows as the view says, to nobody else, whatever is asked.

use axum::body::Body;
use http::{Request, StatusCode};
use model::{list::Window, query::Written};
use serde_json::json;

use crate::stage::{Answer, Browser, Stage, contacts};

/// Asks for a window as the page does.
async fn ask(browser: &Browser<'_>, connection: &str, view: &str, rest: &str) -> Answer {
    let mut query = Written::default();
    query.add("connection", connection);
    query.add("view", view);
    browser.get(&format!("/api/window?{}&{rest}", query.finish())).await
}

async fn window(browser: &Browser<'_>, connection: &str, view: &str, rest: &str) -> Window {
    let answer = ask(browser, connection, view, rest).await;
    assert_eq!(answer.status, StatusCode::OK, "{view}: {}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

/// The first cell of each row.
fn firsts(window: &Window) -> Vec<String> {
    let cells = window.rows.iter().map(|row| row.cells[0].clone());
    cells.map(Option::unwrap_or_default).collect()
}

/// A connection, all of whose 250 contacts are there.
async fn connected(browser: &Browser<'_>) -> String {
    let id = browser.connect().await;
    browser.whole_list(&id).await;
    id
}

#[tokio::test]
async fn a_window_has_the_rows_that_were_asked_for_and_says_what_is_true_of_all() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = connected(&browser).await;
    let all = window(&browser, &id, "cols=id", "count=250").await;
    let some = window(&browser, &id, "cols=id", "offset=100&count=20").await;
    assert_eq!((some.offset, some.matching, some.rows.len()), (100, 250, 20));
    assert_eq!(some.rows[..], all.rows[100..120]);
    assert_eq!((some.progress.loaded, some.progress.expected), (250, Some(250)));
    assert!(some.progress.is_complete() && some.progress.as_of.is_some());
    let beyond = window(&browser, &id, "", "offset=4000000000&count=20").await;
    assert_eq!((beyond.matching, beyond.rows.len()), (250, 0));
}

#[tokio::test]
async fn a_window_is_searched_filtered_and_sorted_as_the_view_says() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = connected(&browser).await;
    let found = window(&browser, &id, "q=LOVELACE&cols=name,p.email", "count=50").await;
    assert!(
        found
            .rows
            .iter()
            .any(|row| row.cells[1].as_deref() == Some("ada@northwind.example"))
    );
    assert!(found.matching < 250 && found.progress.loaded == 250);

    let newest = firsts(&window(&browser, &id, "sort=-created&cols=created", "count=250").await);
    assert!(newest.is_sorted_by(|one, other| one >= other), "{newest:?}");
    let oldest = firsts(&window(&browser, &id, "sort=created&cols=created", "count=250").await);
    assert!(
        oldest.is_sorted_by(|one, other| one.is_empty() <= other.is_empty()),
        "{oldest:?}"
    );

    let (with, without) = (
        window(&browser, &id, "f.p.phone=filled&cols=p.phone", "count=250").await,
        window(&browser, &id, "f.p.phone=empty&cols=p.phone", "count=250").await,
    );
    assert!(firsts(&with).iter().all(|phone| !phone.is_empty()));
    assert!(firsts(&without).iter().all(String::is_empty));
    assert_eq!(with.matching + without.matching, 250);
}

#[tokio::test]
async fn the_row_that_somebody_looks_at_is_found_again() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = connected(&browser).await;
    let sorted = window(&browser, &id, "sort=name&cols=id", "count=250").await;
    let row = &sorted.rows[123].id;
    let found = window(&browser, &id, "sort=name", &format!("count=1&anchor={row}")).await;
    assert_eq!(found.anchor_at, Some(123));
    let none = window(
        &browser,
        &id,
        "q=no+such+words&sort=name",
        &format!("count=1&anchor={row}"),
    )
    .await;
    assert_eq!((none.anchor_at, none.matching), (None, 0));
}

#[tokio::test]
async fn nobody_gets_more_than_five_hundred_rows_at_once() {
    let stage = Stage::with(contacts(600)).await;
    let browser = stage.browser();
    let id = connected(&browser).await;
    for count in ["501", "600", "4294967295"] {
        let window = window(&browser, &id, "", &format!("count={count}")).await;
        assert_eq!((window.rows.len(), window.matching), (500, 600), "{count}");
    }
}

/// T31
#[tokio::test]
async fn a_stranger_sees_no_list() {
    let stage = Stage::new().await;
    let (mine, other, nobody) = (stage.browser(), stage.browser(), stage.browser());
    let id = mine.connect().await;
    other.begin().await;
    for stranger in [&other, &nobody] {
        for connection in [id.as_str(), "aaaaaaaaaaaaaaaaaaaaaa", "x", ""] {
            for path in ["window?count=10&", "columns?", "record?item=1001&"] {
                let answer = stranger.get(&format!("/api/{path}connection={connection}")).await;
                assert_eq!(
                    (answer.status, answer.json()),
                    (StatusCode::NOT_FOUND, json!("NotFound")),
                    "{path}"
                );
            }
        }
        let refresh = stranger.post("/api/refresh", &[("connection", &id)]).await;
        assert_eq!(refresh.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(stage.asked("/contacts"), 0, "the provider was not even asked");
}

#[tokio::test]
async fn no_view_is_a_fault_of_ours() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = connected(&browser).await;
    let long = format!("q={}", "😀".repeat(500));
    let columns: Vec<String> = (0..200).map(|at| format!("p.x{at}")).collect();
    let many = format!("cols={}", columns.join(","));
    for view in [
        "%",
        "%ff%fe=%00",
        "&&&===",
        "q=%00%ff\u{202e}\u{feff}",
        "q=((((((((((((((a+)+)+)+$",
        "sort=,,-,--name,name,name",
        "sort=p.'; DROP TABLE contacts;--",
        "f.p.x=in:\\",
        "f.p.x=number:-1e308..1e308",
        "f.created=time:-9999-01-01..9999-12-31",
        "f.created=time:2024-02-31..",
        "cols=name:0,name:99999,p.",
        "from=99999999999999999999&record=../../etc/passwd",
        "f.p.x=has:%E2%80%8B&f.p.__proto__=filled",
        &long,
        &many,
    ] {
        let answer = ask(&browser, &id, view, "count=10&offset=3").await;
        assert_eq!(answer.status, StatusCode::OK, "{view}: {}", answer.body);
        let path = format!(
            "/api/export?connection={id}&format=csv&scope=view&view={}",
            encoded(view)
        );
        assert_eq!(browser.get(&path).await.status, StatusCode::OK, "{view}");
    }
    for numbers in [
        "count=-1",
        "count=x",
        "offset=-1",
        "offset=99999999999",
        "count=1&count=2",
    ] {
        let answer = ask(&browser, &id, "", numbers).await;
        assert!(!answer.status.is_success(), "{numbers}: {}", answer.body);
        assert!(!answer.body.contains("panicked"), "{}", answer.body);
    }
}

fn encoded(view: &str) -> String {
    url::form_urlencoded::byte_serialize(view.as_bytes()).collect()
}

/// T50: a guess of another site in the search must not show in the length of the answer.
#[tokio::test]
async fn windows_and_exports_are_compressed_but_not_for_other_sites() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = connected(&browser).await;
    let window = format!("/api/window?connection={id}&count=100");
    let export = format!("/api/export?connection={id}&scope=all&format=");
    for path in [window, format!("{export}csv"), format!("{export}jsonl")] {
        for (site, encoding) in [("same-origin", Some("gzip")), ("cross-site", None), ("same-site", None)] {
            let request = Request::get(&path)
                .header("accept-encoding", "gzip")
                .header("sec-fetch-site", site)
                .body(Body::empty())
                .unwrap();
            let answer = browser.send(request).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            let packed = answer
                .headers
                .get("content-encoding")
                .map(|value| value.to_str().unwrap());
            assert_eq!(packed, encoding, "{path} {site}");
        }
    }
}
