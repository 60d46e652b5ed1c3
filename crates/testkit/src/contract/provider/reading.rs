//! Reads a whole list, page by page.

use integrations::provider::{ChangePage, Changes, PageRequest};
use jiff::Timestamp;
use model::{IntegrationItem, ItemPage, PageCursor};

use super::{
    stage::{Granted, Stage},
    subject::KindUnderTest,
};

/// All pages, with these properties or the usual ones.
pub(super) async fn pages(
    stage: &Stage<'_>,
    granted: &Granted,
    kind: &KindUnderTest,
    properties: Option<&[String]>,
) -> Vec<ItemPage> {
    let access = granted.access();
    let mut pages: Vec<ItemPage> = Vec::new();
    loop {
        let cursor = pages.last().and_then(|page| page.next.clone());
        let request = PageRequest {
            cursor: cursor.as_ref(),
            properties,
        };
        let page = stage.provider.list_items(&access, &kind.kind, request).await;
        let page = page.unwrap_or_else(|error| panic!("page {} of {kind}: {error}", pages.len() + 1));
        let length = page.next.as_ref().map(|cursor| cursor.0.len());
        pages.push(page);
        let Some(length) = length else {
            return pages;
        };
        assert!(length <= PageCursor::MAX_LENGTH, "{kind}: a cursor of {length} bytes");
        assert!(pages.len() <= kind.records + 1, "the pages of {kind} never end");
    }
}

/// All records with the usual properties.
pub(super) async fn items(stage: &Stage<'_>, granted: &Granted, kind: &KindUnderTest) -> Vec<IntegrationItem> {
    let pages = pages(stage, granted, kind, None).await;
    pages.into_iter().flat_map(|page| page.items).collect()
}

/// All changes since the beginning of time; `None` when the provider cannot tell.
pub(super) async fn changes(stage: &Stage<'_>, granted: &Granted, kind: &KindUnderTest) -> Option<Vec<ChangePage>> {
    let (access, since) = (granted.access(), Timestamp::UNIX_EPOCH);
    let mut pages: Vec<ChangePage> = Vec::new();
    loop {
        let cursor = pages.last().and_then(|page| page.next.clone());
        let request = PageRequest {
            cursor: cursor.as_ref(),
            properties: None,
        };
        let changes = stage.provider.changes(&access, &kind.kind, since, request).await;
        let page = match changes.unwrap_or_else(|error| panic!("changes of {kind}: {error}")) {
            Changes::Page(page) => page,
            Changes::Untraceable => return None,
        };
        let is_last = page.next.is_none();
        pages.push(page);
        if is_last {
            return Some(pages);
        }
        assert!(pages.len() <= kind.records + 1, "the changes of {kind} never end");
    }
}
