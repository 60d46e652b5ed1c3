//! Pages: what stands in the HTML that the server sends (T50, T51, T57).

use axum::body::Body;
use http::{Request, StatusCode};
use sandbox::{ContactSet, Fault, NewContact};

use crate::stage::{Answer, Browser, Setting, Stage};

#[tokio::test]
async fn the_first_page_of_rows_is_in_the_html() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let page = browser.get(&format!("/connections/{id}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(rows(&page), 60);
    for text in [
        "Northwind Trading",
        "Connected",
        "Disconnect",
        "ada@northwind.example",
        "type=\"search\"",
    ] {
        assert!(page.body.contains(text), "{text}");
    }
}

#[tokio::test]
async fn without_scripts_every_row_is_reached_by_links() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let mut path = format!("/connections/{id}");
    // Until all have come, there may be no link to the next ones yet.
    for _ in 0..200 {
        if browser.get(&path).await.body.contains("250 records") {
            break;
        }
    }
    let mut counts = Vec::new();
    loop {
        let page = browser.get(&path).await;
        counts.push(rows(&page));
        let next = |tag: &&str| tag.split('>').next().unwrap().contains("rel=\"next");
        let Some(link) = page.body.split("<a ").find(next) else {
            break;
        };
        let href = link.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
        path = href.replace("&amp;", "&");
        assert!(counts.len() < 6, "the pages end");
    }
    assert_eq!(counts, [60, 60, 60, 60, 10]);
}

#[tokio::test]
async fn the_address_of_a_connection_shortened_leads_to_all_of_them() {
    let stage = Stage::new().await;
    let answer = stage.browser().get("/connections").await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"));
}

/// The rows of the grid, but for its header.
fn rows(page: &Answer) -> usize {
    page.body.matches("role=\"row\"").count() - 1
}

/// T50, T51
#[tokio::test]
async fn hostile_records_are_text() {
    let stage = Stage::new().await;
    let hostile = [
        "<script>alert(1)</script>",
        "</script><script>alert(1)//",
        "\"><img src=x onerror=alert(1)>",
        "<!--",
        "javascript:alert(1)",
    ];
    let contacts = hostile.map(|text| NewContact {
        properties: ["firstname", "lastname", "email", "phone", "company"]
            .map(|name| (name.to_owned(), text.to_owned()))
            .into(),
    });
    stage.sandbox.set_contacts(ContactSet::Records(contacts.into()));
    let browser = stage.browser();
    let id = browser.connect().await;
    let page = browser
        .get(&format!("/connections/{id}?q=%3Cscript%3Ealert(2)%3C/script%3E"))
        .await;
    let all = browser.get(&format!("/connections/{id}")).await;
    for body in [&page.body, &all.body] {
        for bad in [
            "<script>alert",
            "</script><script>alert",
            "<img src=x",
            "href=\"javascript:",
        ] {
            assert!(!body.contains(bad), "{bad}");
        }
    }
    assert!(all.body.contains("&lt;script&gt;alert(1)"), "shown as text");
}

#[tokio::test]
async fn an_unconfigured_provider_says_what_to_set() {
    let stage = Stage::with(Setting {
        configured: false,
        ..Setting::default()
    })
    .await;
    let page = stage.browser().get("/").await;
    assert!(page.body.contains("HUBSPOT_CLIENT_ID"));
    assert!(!page.body.contains("/integrations/hubspot/authorize"));
}

/// T57
#[tokio::test]
async fn a_failure_of_the_provider_is_a_sentence_on_the_page() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let body = Some(sandbox::FaultBody::Text("canary: stack trace".into()));
    stage.sandbox.fault(Fault {
        path_prefix: "/crm/".into(),
        status: Some(500),
        body,
        // Columns and their number are asked for beside the records.
        times: 100,
        ..Fault::default()
    });
    let page = browser.get(&format!("/connections/{id}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("role=\"alert\""));
    assert!(!page.body.contains("canary"));
}

#[tokio::test]
async fn each_notice_has_its_role() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    for (word, role) in [
        ("denied", "alert"),
        ("expired", "alert"),
        ("failed", "alert"),
        ("unavailable", "alert"),
        ("disconnected", "status"),
    ] {
        let page = browser.get(&format!("/?notice={word}")).await;
        assert!(page.body.contains(&format!("role=\"{role}\"")), "{word}");
    }
    let page = browser.get("/?notice=%3Cscript%3Ecanary").await;
    assert!(!page.body.contains("canary"));
}

async fn packed(browser: &Browser<'_>, path: &str, site: &str) -> Answer {
    let request = Request::get(path)
        .header("sec-fetch-site", site)
        .header("accept-encoding", "gzip, deflate, br, zstd")
        .header("cookie", browser.cookie_header())
        .body(Body::empty())
        .unwrap();
    browser.send(request).await
}

#[tokio::test]
async fn pages_and_data_are_compressed_for_whoever_came_by_himself() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    for path in [format!("/connections/{id}"), format!("/api/items?connection={id}")] {
        let plain = browser.get(&path).await;
        for site in ["none", "same-origin"] {
            let answer = packed(&browser, &path, site).await;
            assert_eq!(answer.headers["content-encoding"], "gzip", "{path} {site}");
            assert!(answer.body.len() < plain.body.len() / 3, "{path}");
            assert!(
                answer
                    .headers
                    .get_all("vary")
                    .iter()
                    .any(|vary| vary == "accept-encoding"),
                "{path}"
            );
        }
    }
}

/// BREACH: the length of an answer that another site asked for says nothing about a guess.
#[tokio::test]
async fn what_another_site_opens_is_not_compressed() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    for site in ["cross-site", "same-site"] {
        let answer = packed(&browser, &format!("/connections/{id}?q=ada%40northwind"), site).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(!answer.headers.contains_key("content-encoding"), "{site}");
    }
}

/// The head is sent as soon as the connection is known: the title must not depend on who is quicker.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_has_its_title_every_time() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let connection = format!("/connections/{id}");
    let titles = [
        (
            connection.as_str(),
            "<title>HubSpot · Northwind Trading – Tributary</title>",
        ),
        (
            "/connections/aaaaaaaaaaaaaaaaaaaaaa",
            "<title>Nothing here – Tributary</title>",
        ),
        ("/nowhere", "<title>Nothing here – Tributary</title>"),
        ("/", "<title>Connections – Tributary</title>"),
    ];
    for (path, title) in titles {
        for round in 0..100 {
            let page = browser.get(path).await;
            let head = page.body.split("</head>").next().unwrap();
            assert!(head.contains(title), "{path}, round {round}: {head}");
        }
    }
}
