//! What is listed: claims of the pages of each kind, and of what stands on them.

#![expect(clippy::missing_panics_doc, reason = "a claim panics where it does not hold")]

use std::collections::{BTreeMap, BTreeSet};

use integrations::{ProviderError, descriptor::Shape, provider::PageRequest};
use model::{IntegrationItem, ItemKind, PageCursor};

use super::{
    questions::Question,
    reading::{changes, items, pages},
    stage::Stage,
    subject::{KindUnderTest, ProviderUnderTest},
};

/// Every record is listed once, in the same order at every reading.
pub async fn every_record_is_listed_once(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    for kind in &subject.kinds {
        let pages = pages(&stage, &granted, kind, None).await;
        assert!(pages.len() > 1 || kind.on_one_page, "{kind} come on one page");
        let first: Vec<IntegrationItem> = pages.into_iter().flat_map(|page| page.items).collect();
        let ids: BTreeSet<&str> = first.iter().map(|item| item.id.as_str()).collect();
        assert_eq!((first.len(), ids.len()), (kind.records, kind.records), "{kind}");
        let second = items(&stage, &granted, kind).await;
        assert_eq!(first, second, "{kind}: another reading");
    }
}

/// What is listed under one kind is listed under no other.
pub async fn each_kind_has_records_of_its_own(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    let mut listed: BTreeMap<(String, String), &KindUnderTest> = BTreeMap::new();
    for kind in &subject.kinds {
        for item in items(&stage, &granted, kind).await {
            let other = listed.insert((item.item_type, item.id), kind);
            assert!(other.is_none(), "{kind} have a record of the {}", other.unwrap_or(kind));
        }
    }
}

/// A cursor fits into an address, and one that nobody gave leads nowhere.
pub async fn a_cursor_is_short_and_one_that_nobody_gave_is_refused(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    for kind in subject.kinds.iter().filter(|kind| !kind.on_one_page) {
        pages(&stage, &granted, kind, None).await;
        let cursor = Some(&PageCursor("nobody gave this one?&#%".to_owned()));
        let properties = None;
        let request = PageRequest { cursor, properties };
        let page = stage.provider.list_items(&granted.access(), &kind.kind, request).await;
        let page = page.map(|page| page.items.len());
        assert!(
            matches!(page, Err(ProviderError::Rejected { status: 400 | 404 })),
            "{kind} at a cursor that nobody gave: {page:?}"
        );
    }
}

/// A provider that can say how many records there are says so.
pub async fn a_count_is_complete(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    for kind in &subject.kinds {
        let count = stage.provider.count_items(&granted.access(), &kind.kind).await;
        let count = count.unwrap_or_else(|error| panic!("{kind}: {error}"));
        if let Some(count) = count {
            assert_eq!(usize::try_from(count), Ok(kind.records), "{kind}");
        }
    }
}

/// Every item has an id and a type; empty properties are left out, and an address is one of the web.
pub async fn every_item_says_what_it_is(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    for kind in &subject.kinds {
        let items = items(&stage, &granted, kind).await;
        for item in &items {
            assert!(!item.id.is_empty() && !item.item_type.trim().is_empty(), "{item:?}");
            assert!(item.properties.values().all(|text| !text.is_empty()), "{item:?}");
            let address = item.url.as_deref();
            assert!(address.is_none_or(|url| url.starts_with("https://")), "{item:?}");
        }
        assert!(items.iter().any(|item| item.name.is_some()), "{kind} have no names");
    }
}

/// In a tree an item names its parent: the list fills in what follows from that. Children that are told
/// nevertheless are those that name it. Elsewhere nothing lies in anything of its own kind.
pub async fn what_lies_in_what_leads_to_the_top(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    for kind in &subject.kinds {
        let described = stage.provider.descriptor().item_kind(&kind.kind.name);
        let shape = described.map(|described| described.shape);
        let items = items(&stage, &granted, kind).await;
        let known: BTreeMap<&str, &IntegrationItem> = items.iter().map(|item| (item.id.as_str(), item)).collect();
        let holders: BTreeSet<&str> = items.iter().filter_map(|item| known_parent(item, &known)).collect();
        if shape == Some(Shape::Flat) {
            assert!(holders.is_empty(), "{kind} are flat, and lie in each other");
            continue;
        }
        assert!(!holders.is_empty(), "{kind} are a tree, and nothing lies in anything");
        for item in &items {
            for child in &item.children {
                let child = known
                    .get(child.as_str())
                    .unwrap_or_else(|| panic!("no {child} is listed"));
                assert_eq!(child.parent_id.as_ref(), Some(&item.id), "{child:?}");
            }
            assert!(ends_at_the_top(item, &known), "{item:?} lies in itself");
        }
    }
}

fn known_parent<'a>(item: &'a IntegrationItem, known: &BTreeMap<&str, &IntegrationItem>) -> Option<&'a str> {
    let parent = item.parent_id.as_deref();
    parent.filter(|parent| known.contains_key(parent))
}

/// Whether the way up from it comes to an end.
fn ends_at_the_top(item: &IntegrationItem, known: &BTreeMap<&str, &IntegrationItem>) -> bool {
    let mut above = Some(item);
    for _ in 0..=known.len() {
        let Some(item) = above else {
            return true;
        };
        above = known_parent(item, known).and_then(|parent| known.get(parent).copied());
    }
    false
}

/// What changed since the beginning of time is at most what there is; a provider that cannot tell says so.
pub async fn changes_are_told_or_not_traceable(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    for kind in &subject.kinds {
        let known = items(&stage, &granted, kind).await;
        let known: BTreeSet<&str> = known.iter().map(|item| item.id.as_str()).collect();
        let changes = changes(&stage, &granted, kind).await.unwrap_or_default();
        for item in changes.iter().flat_map(|page| &page.changed) {
            assert!(known.contains(item.id.as_str()), "{kind}: {} is not listed", item.id);
        }
        for id in changes.iter().flat_map(|page| &page.removed) {
            assert!(!known.contains(id.as_str()), "{kind}: {id} is still listed");
        }
    }
}

/// What is told to be removed is not listed.
pub async fn what_was_removed_is_not_listed(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    for kind in &subject.kinds {
        let known = items(&stage, &granted, kind).await;
        let removed = stage.provider.removed_items(&granted.access(), &kind.kind, None).await;
        let removed = removed.unwrap_or_else(|error| panic!("{kind}: {error}"));
        for id in &removed.ids {
            assert!(known.iter().all(|item| item.id != *id), "{kind}: {id} is still listed");
        }
    }
}

/// A kind that the descriptor does not name, and a list that belongs to no item, are answered without a
/// request: their names come through the browser.
pub async fn a_kind_that_there_is_not_is_not_asked_for(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    let name = &subject.kinds.first().expect("a kind").kind.name;
    for kind in [
        ItemKind::named("no-such-kind"),
        ItemKind::named("../accounts"),
        ItemKind::within("no-such-kind", "1"),
        ItemKind::within(name, "../../accounts?x=1"),
    ] {
        let mut unknown = subject.kinds[0].clone();
        unknown.kind = kind;
        let before = stage.relay.count();
        for question in [
            Question::Page(unknown.clone()),
            Question::Columns(unknown.clone()),
            Question::Item(unknown.clone(), "1".to_owned()),
        ] {
            let answer = question.put(stage.provider.as_ref(), &granted).await;
            assert_eq!(answer, Err(ProviderError::Rejected { status: 404 }), "{question}");
        }
        assert_eq!(stage.relay.count(), before, "{unknown} was asked for");
    }
}

/// Without its scope a kind is refused as lacking it, so that the user can grant it. A kind that another
/// one's scope opens as well is looked at without that one too.
pub async fn a_kind_that_was_not_granted_lacks_its_scope(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let kinds = &stage.provider.descriptor().item_kinds;
    if kinds.iter().all(|kind| kind.scope.is_none()) {
        return;
    }
    let opens_no_kind = |scope: &&str| kinds.iter().all(|kind| kind.scope != Some(scope));
    let others: Vec<&str> = subject.scopes.iter().copied().filter(opens_no_kind).collect();
    stage.control.grant_only(Some(&others)).await;
    let granted = stage.connect().await;
    for kind in &subject.kinds {
        let described = stage.provider.descriptor().item_kind(&kind.kind.name);
        let Some(scope) = described.and_then(|described| described.scope) else {
            continue;
        };
        assert!(!granted.tokens.scopes.iter().any(|name| name == scope), "{scope}");
        let page = Question::Page(kind.clone())
            .put(stage.provider.as_ref(), &granted)
            .await;
        let Err(ProviderError::MissingScopes { any_of }) = page else {
            panic!("{kind} without {scope} is to be MissingScopes, by the grant or by the answer: {page:?}");
        };
        assert!(
            any_of.is_empty() || any_of.iter().any(|name| name == scope),
            "{any_of:?}"
        );
    }
}
