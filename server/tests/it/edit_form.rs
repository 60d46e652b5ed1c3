//! The form of an open record: what it sends, and where it leads.

use axum::body::Body;
use http::{Request, StatusCode, header};
use sandbox::TruthQuery;

use crate::{stage::Stage, update::connected};

/// With JavaScript off a form is posted, and the page comes back with the record open.
#[tokio::test]
async fn a_plain_form_leads_back_to_the_record() {
    let stage = Stage::new().await;
    let (browser, id) = connected(&stage).await;
    let post = |rest: &str| {
        let form = format!("connection={id}&kind=contacts&folder=&item=1003&view=q%3Dada%26evil%3D%2F%2Fx&{rest}");
        Request::post("/api/record")
            .header("sec-fetch-site", "same-origin")
            .header(header::ACCEPT, "text/html")
            .header(header::REFERER, "https://evil.example/")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form))
            .unwrap()
    };
    let answer = browser.send(post("p.city=Oslo&was.city=x")).await;
    let back = format!("/connections/{id}?kind=contacts&q=ada&record=1003&notice=");
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::FOUND, format!("{back}saved").as_str())
    );
    let page = browser.get(answer.location()).await;
    assert!(
        page.body.contains("Saved.") && page.body.contains("Oslo"),
        "{}",
        page.body
    );
    let answer = browser.send(post("p.email=nonsense")).await;
    assert_eq!(answer.location(), format!("{back}save-refused"));
    assert!(
        !answer.head().contains("evil") && !answer.head().contains("__err"),
        "{}",
        answer.head()
    );
}

/// What the form in a page would send if nobody touched it.
fn form_of(page: &str) -> Vec<(String, String)> {
    let (_, rest) = page.split_once("action=\"/api/record\"").unwrap();
    let (form, _) = rest.split_once("</form>").unwrap();
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        let (value, _) = rest.split_once('"')?;
        Some(
            value
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&"),
        )
    };
    let inputs = form.split("<input").skip(1).filter_map(|tag| {
        let tag = tag.split_once('>')?.0;
        Some((attribute(tag, "name")?, attribute(tag, "value").unwrap_or_default()))
    });
    let selects = form.split("<select").skip(1).filter_map(|select| {
        let (tag, rest) = select.split_once('>')?;
        let (options, _) = rest.split_once("</select>")?;
        let chosen = options.split("<option").find(|option| option.contains(" selected"))?;
        Some((attribute(tag, "name")?, attribute(chosen, "value")?))
    });
    inputs.chain(selects).collect()
}

#[tokio::test]
async fn the_form_of_an_open_record_saves_what_was_changed_in_it_and_nothing_else() {
    let stage = Stage::new().await;
    let (browser, id) = connected(&stage).await;
    let page = browser.get(&format!("/connections/{id}?record=1003")).await.body;
    let mut form = form_of(&page);
    let (_, city) = form.iter_mut().find(|(name, _)| name == "p.city").unwrap();
    *city = "Oslo".to_owned();
    let stage_of = form.iter().find(|(name, _)| name == "p.lifecyclestage");
    assert!(
        stage_of.is_some_and(|(_, value)| !value.is_empty()),
        "the stage is a field too"
    );
    let properties = |stage: &Stage| {
        let asked = TruthQuery {
            from: 1003,
            limit: Some(1),
            ..TruthQuery::default()
        };
        stage.sandbox.truth(&asked).contacts.remove(0).properties
    };
    let mut expected = properties(&stage);
    expected.insert("city".to_owned(), "Oslo".to_owned());
    let fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (&**name, &**value)).collect();
    assert_eq!(browser.post("/api/record", &fields).await.status, StatusCode::OK);
    let mut now = properties(&stage);
    assert_ne!(now.remove("lastmodifieddate"), expected.remove("lastmodifieddate"));
    assert_eq!(now, expected);
    let company = browser
        .get(&format!("/connections/{id}?kind=company-schema&record=industry"))
        .await
        .body;
    assert!(
        company.contains("Industry") && !company.contains("/api/record"),
        "{company}"
    );
}
