//! What can be shown of a kind: claims of its columns, and of records by themselves.

#![expect(clippy::missing_panics_doc, reason = "a claim panics where it does not hold")]

use std::collections::BTreeSet;

use integrations::ProviderError;
use model::list::{Column, ColumnId};
use serde_json::Value;

use super::{
    questions::{Answered, Question},
    reading::{items, pages},
    stage::{Granted, Stage},
    subject::{KindUnderTest, ProviderUnderTest},
};

/// Ids that lead astray where they become part of an address.
const ASTRAY: [&str; 12] = [
    "",
    " ",
    ".",
    "..",
    "../1",
    "1/../../2",
    "1?archived=true",
    "1#2",
    "%2e%2e%2f",
    "\\..\\1",
    "\u{0}",
    "nobody\u{202e}\u{1f600}",
];

async fn columns(stage: &Stage<'_>, granted: &Granted, kind: &KindUnderTest) -> Vec<Column> {
    let columns = stage.provider.columns(&granted.access(), &kind.kind).await;
    columns.unwrap_or_else(|error| panic!("the columns of {kind}: {error}"))
}

/// Each column is there once and has a name for people; those that are usual come first, and the item's
/// name is one of them.
pub async fn columns_are_distinct_and_the_usual_ones_come_first(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    for kind in &subject.kinds {
        let columns = columns(&stage, &granted, kind).await;
        let ids: BTreeSet<&ColumnId> = columns.iter().map(|column| &column.id).collect();
        assert_eq!(ids.len(), columns.len(), "{kind}: a column is there twice");
        for column in &columns {
            assert!(!column.label.trim().is_empty(), "{kind}: {} has no label", column.id);
            assert_eq!(ColumnId::parse(&column.id.to_string()).as_ref(), Ok(&column.id));
            let values: BTreeSet<&str> = column.choices.iter().map(|choice| choice.value.as_str()).collect();
            assert_eq!(
                values.len(),
                column.choices.len(),
                "{kind}: {} has a choice twice",
                column.id
            );
        }
        let usual = columns.iter().take_while(|column| column.usual).count();
        assert!(
            columns[..usual].iter().any(|column| column.id == ColumnId::Name),
            "{kind}"
        );
        assert!(columns[usual..].iter().all(|column| !column.usual), "{kind}");
    }
}

/// Whatever an item has can be shown.
pub async fn every_property_has_a_column(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    for kind in &subject.kinds {
        let columns = columns(&stage, &granted, kind).await;
        let ids: BTreeSet<&ColumnId> = columns.iter().map(|column| &column.id).collect();
        let items = items(&stage, &granted, kind).await;
        let names = items.iter().flat_map(|item| item.properties.keys());
        let names: BTreeSet<&str> = names.map(String::as_str).collect();
        assert!(!names.is_empty(), "{kind} have no properties");
        for name in names {
            let is_shown = ids.contains(&ColumnId::property(name));
            assert!(is_shown || kind.without_column.contains(&name), "{kind}: {name}");
        }
    }
}

/// Which properties are asked for changes neither which records come nor what they are called; a kind
/// that has all anyway pays no heed.
pub async fn which_properties_are_asked_for_changes_no_record(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    for kind in &subject.kinds {
        let names = columns(&stage, &granted, kind).await.into_iter();
        let names = names.filter_map(|column| match column.id {
            ColumnId::Property(name) => Some(name),
            _ => None,
        });
        let (all, none) = (names.collect::<Vec<_>>(), Vec::new());
        let usual = items(&stage, &granted, kind).await;
        for wanted in [&all, &none] {
            let pages = pages(&stage, &granted, kind, Some(wanted)).await;
            let found = pages.iter().flat_map(|page| &page.items).map(|item| &item.id);
            let expected = usual.iter().map(|item| &item.id);
            assert!(found.eq(expected), "{kind} with {} properties", wanted.len());
        }
    }
}

/// A record by itself is the record of the list, with what the provider wrote of it.
pub async fn a_record_by_itself_is_that_of_the_list(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    for kind in &subject.kinds {
        let items = items(&stage, &granted, kind).await;
        let some = items.iter().step_by(items.len().div_ceil(5).max(1));
        for listed in some {
            let record = stage.provider.item(&granted.access(), &kind.kind, &listed.id).await;
            let record = record.unwrap_or_else(|error| panic!("{} of {kind}: {error}", listed.id));
            let told = |item: &model::IntegrationItem| {
                (
                    item.id.clone(),
                    item.item_type.clone(),
                    item.name.clone(),
                    item.parent_id.clone(),
                )
            };
            assert_eq!(told(&record.item), told(listed));
            let raw = serde_json::from_str::<Value>(&record.raw);
            assert!(raw.is_ok_and(|raw| raw.is_object()), "{kind}: {}", record.raw);
        }
    }
}

/// An id comes through the browser: whatever it is, it leads to a record of the kind or to nothing.
pub async fn an_id_leads_to_a_record_or_to_nothing(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    let long = "9".repeat(5_000);
    for kind in &subject.kinds {
        let first = items(&stage, &granted, kind).await.remove(0).id;
        let near = [
            long.clone(),
            format!("{first}/../{first}"),
            format!("./{first}"),
            format!("{first}/"),
            format!("{first}?x=1"),
            format!("{first}#x"),
            format!(" {first}"),
        ];
        for id in ASTRAY.map(str::to_owned).into_iter().chain(near) {
            let question = Question::Item(kind.clone(), id.clone());
            let answer = question.put(stage.provider.as_ref(), &granted).await;
            assert_eq!(answer, Err(ProviderError::Rejected { status: 404 }), "{id:?} of {kind}");
        }
        let question = Question::Item(kind.clone(), first.clone());
        let answer = question.put(stage.provider.as_ref(), &granted).await;
        assert!(matches!(answer, Ok(Answered::Item(record)) if record.item.id == first));
    }
}
