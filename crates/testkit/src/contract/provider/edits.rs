//! Changes to records: claims of what is sent, and of what is not.

#![expect(clippy::missing_panics_doc, reason = "a claim panics where it does not hold")]

use std::collections::BTreeMap;

use integrations::ProviderError;
use serde_json::json;

use super::{
    questions::{Question, editable, first_id},
    stage::Stage,
    subject::ProviderUnderTest,
};

const AWKWARD: &str = "<b>Troms\u{f8}</b> \"& \u{1f6a2} x";

fn one_value(name: &str, text: &str) -> BTreeMap<String, String> {
    BTreeMap::from([(name.to_owned(), text.to_owned())])
}

/// A column that says that it can be edited can be: by one request, to any text, and to none.
pub async fn what_can_be_edited_is_edited_by_one_request(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    let access = granted.access();
    for kind in &subject.kinds {
        let Some(property) = editable(&stage, &granted, kind).await else {
            continue;
        };
        let id = first_id(&stage, &granted, kind).await;
        for text in [AWKWARD, ""] {
            let (before, values) = (stage.relay.count(), one_value(&property, text));
            let changed = stage.provider.update_item(&access, &kind.kind, &id, &values).await;
            let asked = stage.relay.count() - before;
            assert_eq!(asked, 1, "{kind}: {property} is set by {asked} requests");
            assert_eq!(changed.map(|item| item.id).as_ref(), Ok(&id), "{kind}: {property}");
            let record = stage.provider.item(&access, &kind.kind, &id).await;
            let record = record.unwrap_or_else(|error| panic!("{id} of {kind}: {error}"));
            let found = record.item.property(&property).unwrap_or_default();
            assert_eq!(found, text, "{kind}: {property}");
        }
    }
}

/// Whether a request without a clear answer was obeyed, nobody knows: it is not sent again.
pub async fn an_edit_is_sent_once_whatever_becomes_of_it(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    for question in Question::all(&stage, &granted).await {
        if !matches!(question, Question::Change(..)) {
            continue;
        }
        for fault in [
            json!({"status": 500, "body": ""}),
            json!({"status": 503, "headers": {"retry-after": "0"}, "body": ""}),
            json!({"status": 429, "headers": {"retry-after": "0"}, "body": {}}),
            json!({"status": 200, "body": "{"}),
            json!({"reset": true}),
        ] {
            let before = stage.relay.count();
            stage.control.fault(fault.clone()).await;
            let answer = question.put(stage.provider.as_ref(), &granted).await;
            stage.control.mend().await;
            let sent = stage.relay.count() - before;
            assert!(
                answer.is_err() && sent == 1,
                "{question} with {fault}: {answer:?}, sent {sent} times"
            );
        }
    }
}

/// Records of which no column can be edited are not edited, whatever the browser asks for, and neither is
/// what no record is called.
pub async fn what_cannot_be_edited_is_not_sent(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    let access = granted.access();
    for kind in &subject.kinds {
        let property = editable(&stage, &granted, kind).await;
        let id = first_id(&stage, &granted, kind).await;
        let (ids, status) = match &property {
            Some(_) => (vec![String::new(), "..".to_owned(), format!("{id}/../{id}")], 404),
            None => (vec![id], 405),
        };
        let values = one_value(property.as_deref().unwrap_or("name"), "x");
        for id in ids {
            let before = stage.relay.count();
            let answer = stage.provider.update_item(&access, &kind.kind, &id, &values).await;
            assert_eq!(
                answer.err(),
                Some(ProviderError::Rejected { status }),
                "{id:?} of {kind}"
            );
            assert_eq!(stage.relay.count(), before, "{id:?} of {kind} was sent");
        }
    }
}
