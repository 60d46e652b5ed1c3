//! Answers that are almost right: claims of what is made of them.

#![expect(clippy::missing_panics_doc, reason = "a claim panics where it does not hold")]

use integrations::ProviderError;
use serde_json::{Value, json};

use super::{
    questions::{Answered, Question},
    relay::Answer,
    stage::{Granted, Stage},
    subject::ProviderUnderTest,
    tree::{change_texts, main_list},
    warnings::skipped_during,
};

/// An answer grows by so much, which nobody has room for.
const TOO_MUCH: usize = 256 * 1024 * 1024;

/// Texts that break careless programs.
const AWKWARD: [&str; 8] = [
    "Zo\u{e9} \u{1f469}\u{200d}\u{1f680}\u{2728}",
    "\u{5e9}\u{5e8}\u{5d4} \u{202e}gnitirw\u{202c}",
    "<script>alert('1')</script><b>&amp;",
    "\"quoted\" \\u0000 \\ {{7*7}} ${7*7}",
    "T\u{363}e\u{300}\u{301}x\u{336}t\u{200b}\u{feff}x",
    "\u{5c71}\u{7530} \u{ff26}\u{ff55}\u{ff4c}\u{ff4c}",
    "=HYPERLINK(\"https://example.com\")",
    "Robert'); DROP TABLE x;--\ttab\nline",
];

/// What lies among records and is none.
fn junk() -> [Value; 9] {
    [
        Value::Null,
        json!(7),
        json!("x"),
        json!([]),
        json!({}),
        json!({ "id": null }),
        json!({ "id": {} }),
        json!({ "id": ["1"], "name": {} }),
        json!({ "properties": 7 }),
    ]
}

/// Changes answers as JSON.
fn as_tree(change: impl Fn(&mut Value) + Send + Sync + 'static) -> impl Fn(&mut Answer) + Send + Sync + 'static {
    move |answer| {
        if let Ok(mut tree) = serde_json::from_slice(&answer.body) {
            change(&mut tree);
            answer.body = tree.to_string().into_bytes();
        }
    }
}

/// Puts every question for which `concerns` holds while answers are changed so: none of those that ask the
/// provider may be told anything but that it makes no sense.
async fn each_is_malformed(
    subject: &ProviderUnderTest,
    concerns: impl Fn(&Question) -> bool,
    change: impl Fn(&mut Answer) + Clone + Send + Sync + 'static,
) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    for question in Question::all(&stage, &granted).await {
        if !concerns(&question) {
            continue;
        }
        let before = stage.relay.count();
        stage.relay.change_answers(change.clone());
        let answer = question.put(stage.provider.as_ref(), &granted).await;
        stage.relay.leave_answers();
        let is_told_anyway = stage.relay.count() == before;
        // What opens no account is as good as a token that is not honoured.
        let is_refused = matches!(question, Question::Account) && answer == Err(ProviderError::Unauthorized);
        let is_malformed = answer == Err(ProviderError::Malformed);
        assert!(is_malformed || is_refused || is_told_anyway, "{question}: {answer:?}");
    }
}

/// Half of a good answer.
pub async fn half_an_answer_makes_no_sense(subject: &ProviderUnderTest) {
    let halve = |answer: &mut Answer| answer.body.truncate(answer.body.len() / 2);
    each_is_malformed(subject, |_| true, halve).await;
}

/// A good answer that does not end soon: nobody reads it to its end.
pub async fn an_answer_without_end_makes_no_sense(subject: &ProviderUnderTest) {
    let grow = |answer: &mut Answer| answer.padding = TOO_MUCH;
    each_is_malformed(subject, |_| true, grow).await;
}

/// JSON, and nothing that anybody asked for.
pub async fn an_answer_of_another_shape_makes_no_sense(subject: &ProviderUnderTest) {
    for other in [
        "",
        "[]",
        "7",
        "\"x\"",
        "null",
        "true",
        "{}",
        "[[]]",
        "{\"results\":5}",
        "\0",
    ] {
        let replace = move |answer: &mut Answer| answer.body = other.into();
        each_is_malformed(subject, |_| true, replace).await;
    }
}

/// A list that is none is not an empty one: records would disappear by it.
pub async fn a_list_that_is_none_makes_no_sense(subject: &ProviderUnderTest) {
    for other in [json!(5), json!("x"), json!({}), json!(true)] {
        let replace = move |answer: &mut Answer| {
            let Ok(mut tree) = serde_json::from_slice::<Value>(&answer.body) else {
                return;
            };
            let Some(list) = main_list(&mut tree) else {
                return;
            };
            list.clear();
            list.push(json!("this is the list"));
            let (marked, other) = (json!(["this is the list"]).to_string(), other.to_string());
            answer.body = tree.to_string().replacen(&marked, &other, 1).into_bytes();
        };
        each_is_malformed(subject, Question::is_about_a_list, replace).await;
    }
}

/// What lies among records and is none is left out and counted; the others are all there.
pub async fn a_bad_record_costs_only_itself(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    for question in Question::all(&stage, &granted).await {
        if !question.is_about_a_list() {
            continue;
        }
        let before = stage.relay.count();
        let good = question.put(stage.provider.as_ref(), &granted).await;
        if stage.relay.count() == before {
            continue;
        }
        stage.relay.change_answers(as_tree(|tree| {
            if let Some(list) = main_list(tree) {
                list.splice(list.len() / 2..list.len() / 2, junk());
                list.insert(0, Value::Null);
                list.push(json!({}));
            }
        }));
        let put = question.put(stage.provider.as_ref(), &granted);
        let (among_junk, skipped) = skipped_during(put).await;
        stage.relay.leave_answers();
        assert!(among_junk == good, "{question}: {among_junk:?} instead of {good:?}");
        let is_page = matches!(question, Question::Page(_));
        assert!(
            !is_page || skipped > 0,
            "{question}: nobody is told that something was left out"
        );
    }
}

/// Text comes through as it was written, in names and in properties: no letter is lost, added or changed.
pub async fn awkward_text_stays_as_it_is(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    for kind in &subject.kinds {
        let question = Question::Page(kind.clone());
        let plain = page(&question, &stage, &granted).await;
        let word = a_word(&plain);
        for awkward in AWKWARD {
            let sought = word.clone();
            stage.relay.change_answers(as_tree(move |tree| {
                change_texts(tree, &|text| Some(text.replace(&sought, awkward)));
            }));
            let changed = page(&question, &stage, &granted).await;
            stage.relay.leave_answers();
            assert_eq!(plain.items.len(), changed.items.len());
            for (plain, changed) in plain.items.iter().zip(&changed.items) {
                let name = plain.name.as_ref().map(|name| name.replace(&word, awkward));
                assert_eq!(changed.name, name, "{kind}: {awkward}");
                for (name, text) in &plain.properties {
                    let expected = text.replace(&word, awkward);
                    assert_eq!(changed.property(name), Some(expected.as_str()), "{kind}: {name}");
                }
            }
        }
    }
}

async fn page(question: &Question, stage: &Stage<'_>, granted: &Granted) -> model::ItemPage {
    match question.put(stage.provider.as_ref(), granted).await {
        Ok(Answered::Page(page)) => page,
        other => panic!("{question}: {other:?}"),
    }
}

/// A word of some item's name which is neither part of an id nor of what a property is called.
fn a_word(page: &model::ItemPage) -> String {
    let names = page.items.iter().filter_map(|item| item.name.as_deref());
    let mut words = names.flat_map(|name| name.split(|letter: char| !letter.is_ascii_alphabetic()));
    let is_name = |word: &str| {
        page.items.iter().any(|item| {
            let mut names = item.properties.keys().chain([&item.id, &item.item_type]);
            names.any(|name| name.to_lowercase().contains(&word.to_lowercase()))
        })
    };
    let begins = |word: &str| word.starts_with(|letter: char| letter.is_ascii_uppercase());
    let found = words.find(|word| word.len() > 2 && begins(word) && !is_name(word));
    found.unwrap_or_else(|| panic!("no item has a name to try")).to_owned()
}
