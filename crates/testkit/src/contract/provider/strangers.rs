//! Whom the provider speaks to: claims that nothing in an answer leads it elsewhere.

#![expect(clippy::missing_panics_doc, reason = "a claim panics where it does not hold")]

use hyper::header::{HeaderValue, LINK};
use integrations::token_endpoint::TokenEndpointError;
use serde_json::{Value, json};
use url::Url;

use super::{
    questions::{Answered, Question},
    reading::pages,
    relay::Answer,
    stage::Stage,
    stranger::Stranger,
    subject::ProviderUnderTest,
    tree::change_texts,
};

/// Where answers of one API or another say how it goes on.
const NEXT: [&str; 8] = [
    "next",
    "nextLink",
    "next_page",
    "nextRecordsUrl",
    "@odata.nextLink",
    "api_domain",
    "instance_url",
    "location",
];

/// A redirect would carry the token to wherever it points (assurance T46).
pub async fn no_redirect_is_followed(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let stranger = Stranger::new().await;
    let granted = stage.connect().await;
    for status in [301, 302, 303, 307, 308] {
        let location = format!("{}/elsewhere", stranger.origin());
        let fault = json!({"status": status, "headers": {"location": location}, "body": ""});
        for question in Question::all(&stage, &granted).await {
            let before = stage.relay.count();
            stage.control.fault(fault.clone()).await;
            let answer = question.put(stage.provider.as_ref(), &granted).await;
            stage.control.mend().await;
            let is_told_anyway = stage.relay.count() == before;
            assert!(
                answer.is_err() || is_told_anyway,
                "{question} with {status}: {answer:?}"
            );
        }
        stage.control.fault(fault).await;
        let refreshed = stage.refresh(&granted.tokens).await.map(drop);
        let revoked = stage.provider.revoke(&granted.access(), &granted.tokens).await;
        stage.control.mend().await;
        assert_eq!(refreshed, Err(TokenEndpointError::Malformed));
        assert_ne!(revoked, Ok(integrations::Revocation::Revoked), "{status}");
        assert_eq!(stranger.visits().await, 0, "somebody was led away by {status}");
    }
}

/// Every address in every answer leads to a stranger, and so does what looks like the way to the next page:
/// nobody goes there, the list is the same, and no link to there is shown (assurance T48).
pub async fn no_address_of_an_answer_is_trusted(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let stranger = Stranger::new().await;
    let granted = stage.connect().await;
    for kind in &subject.kinds {
        let honest = pages(&stage, &granted, kind, None).await;
        lead_to(&stage, stranger.origin());
        let led = pages(&stage, &granted, kind, None).await;
        stage.relay.leave_answers();
        let ids = |pages: &[model::ItemPage]| -> Vec<String> {
            let items = pages.iter().flat_map(|page| &page.items);
            items.map(|item| item.id.clone()).collect()
        };
        assert_eq!(ids(&led), ids(&honest), "{kind}");
        for item in led.iter().flat_map(|page| &page.items) {
            let shown = item.url.as_deref().unwrap_or_default();
            assert!(!shown.contains(&stranger.origin()), "{kind}: {shown} is shown");
        }
    }
    let questions = Question::all(&stage, &granted).await;
    lead_to(&stage, stranger.origin());
    let again = stage.connect().await;
    for question in questions {
        let answer = question.put(stage.provider.as_ref(), &again).await;
        if let Ok(Answered::Account(account)) = &answer {
            let home = account.home.as_ref().map(Url::as_str).unwrap_or_default();
            assert!(!home.contains(&stranger.origin()), "{home} is shown");
        }
        assert!(answer.is_ok(), "{question}: {answer:?}");
    }
    let refreshed = stage.refresh(&again.tokens).await.map(drop);
    assert_eq!(refreshed, Ok(()));
    stage.relay.leave_answers();
    assert_eq!(stranger.visits().await, 0, "somebody was led away");
}

/// From now on all answers lead there.
fn lead_to(stage: &Stage<'_>, origin: String) {
    let base = stage.subject.stand_in.clone();
    stage.relay.change_answers(move |answer: &mut Answer| {
        let link = HeaderValue::try_from(format!("<{origin}/next>; rel=\"next\""));
        answer.headers.push((LINK, link.expect("a link")));
        let Ok(mut tree) = serde_json::from_slice::<Value>(&answer.body) else {
            return;
        };
        change_texts(&mut tree, &|text| elsewhere(text, &origin));
        if let Some(object) = tree.as_object_mut() {
            for name in NEXT {
                object.entry(name).or_insert_with(|| format!("{origin}/next").into());
            }
            let links = json!({"next": format!("{origin}/next"), "self": base});
            object.entry("links").or_insert(links);
        }
        answer.body = tree.to_string().into_bytes();
    });
}

/// The same address at that origin, if it is one of the web.
fn elsewhere(text: &str, origin: &str) -> Option<String> {
    let url = Url::parse(text)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))?;
    Some(format!("{origin}{}", &url[url::Position::BeforePath..]))
}
