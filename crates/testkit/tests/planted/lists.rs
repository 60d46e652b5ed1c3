//! Faults in what is listed.

use std::sync::atomic::{AtomicU32, Ordering};

use async_trait::async_trait;
use integrations::{
    Access, ProviderError,
    provider::{ChangePage, Changes, PageRequest, RemovedPage},
};
use model::{IntegrationItem, ItemKind, ItemPage, PageCursor};

use crate::{
    flaw::{Flaw, Good, Understands},
    ground::planted,
};

/// Makes something else of each page, by the request's cursor.
struct Pages(fn(&mut ItemPage, Option<&PageCursor>));

#[async_trait]
impl Flaw for Pages {
    async fn page(
        &self,
        good: &Good,
        access: &Access,
        kind: &ItemKind,
        request: PageRequest<'_>,
    ) -> Result<ItemPage, ProviderError> {
        let mut page = good.provider.list_items(access, kind, request).await?;
        self.0(&mut page, request.cursor);
        Ok(page)
    }
}

/// Makes something else of each item of a type.
struct Items(&'static str, fn(&mut IntegrationItem));

#[async_trait]
impl Flaw for Items {
    async fn page(
        &self,
        good: &Good,
        access: &Access,
        kind: &ItemKind,
        request: PageRequest<'_>,
    ) -> Result<ItemPage, ProviderError> {
        let mut page = good.provider.list_items(access, kind, request).await?;
        let concerned = page.items.iter_mut().filter(|item| item.item_type == self.0);
        concerned.for_each(self.1);
        Ok(page)
    }
}

/// Drops the page after the first.
struct DropsAPage;

#[async_trait]
impl Flaw for DropsAPage {
    async fn page(
        &self,
        good: &Good,
        access: &Access,
        kind: &ItemKind,
        request: PageRequest<'_>,
    ) -> Result<ItemPage, ProviderError> {
        let mut page = good.provider.list_items(access, kind, request).await?;
        if let (None, Some(next)) = (request.cursor, page.next.take()) {
            let cursor = Some(&next);
            let dropped = good
                .provider
                .list_items(access, kind, PageRequest { cursor, ..request })
                .await?;
            page.next = dropped.next;
        }
        Ok(page)
    }
}

/// Lists contacts, whichever kind is asked for.
struct ContactsEverywhere;

#[async_trait]
impl Flaw for ContactsEverywhere {
    async fn page(
        &self,
        good: &Good,
        access: &Access,
        _: &ItemKind,
        request: PageRequest<'_>,
    ) -> Result<ItemPage, ProviderError> {
        let contacts = ItemKind::named("contacts");
        good.provider.list_items(access, &contacts, request).await
    }
}

/// Turns every other page around.
#[derive(Default)]
struct TurnsAround(AtomicU32);

#[async_trait]
impl Flaw for TurnsAround {
    async fn page(
        &self,
        good: &Good,
        access: &Access,
        kind: &ItemKind,
        request: PageRequest<'_>,
    ) -> Result<ItemPage, ProviderError> {
        let mut page = good.provider.list_items(access, kind, request).await?;
        if self.0.fetch_add(1, Ordering::SeqCst) > 1 {
            page.items.reverse();
        }
        Ok(page)
    }
}

/// Begins anew at a cursor that it does not know.
struct BeginsAnew;

#[async_trait]
impl Flaw for BeginsAnew {
    async fn page(
        &self,
        good: &Good,
        access: &Access,
        kind: &ItemKind,
        request: PageRequest<'_>,
    ) -> Result<ItemPage, ProviderError> {
        match good.provider.list_items(access, kind, request).await {
            Err(ProviderError::Rejected { status: 400 }) => {
                good.provider.list_items(access, kind, PageRequest::default()).await
            }
            answer => answer,
        }
    }
}

struct MissesOne;

#[async_trait]
impl Flaw for MissesOne {
    async fn count(&self, good: &Good, access: &Access, kind: &ItemKind) -> Result<Option<u64>, ProviderError> {
        let count = good.provider.count_items(access, kind).await?;
        Ok(count.map(|count| count - 1))
    }
}

/// Tells of records that are not listed, and of some that are as removed.
struct Rumours;

#[async_trait]
impl Flaw for Rumours {
    async fn changes(&self, _: &Good, _: &Access, _: &ItemKind, _: PageRequest<'_>) -> Result<Changes, ProviderError> {
        let id = "999999".to_owned();
        let changed = vec![IntegrationItem {
            id,
            ..IntegrationItem::default()
        }];
        Ok(Changes::Page(ChangePage {
            changed,
            ..ChangePage::default()
        }))
    }

    async fn removed(
        &self,
        _: &Good,
        _: &Access,
        _: &ItemKind,
        _: Option<&PageCursor>,
    ) -> Result<RemovedPage, ProviderError> {
        let ids = vec!["1001".to_owned()];
        Ok(RemovedPage {
            ids,
            ..RemovedPage::default()
        })
    }
}

/// Takes any kind for contacts.
struct TakesAnyKind;

#[async_trait]
impl Flaw for TakesAnyKind {
    async fn page(
        &self,
        good: &Good,
        access: &Access,
        kind: &ItemKind,
        request: PageRequest<'_>,
    ) -> Result<ItemPage, ProviderError> {
        match good.provider.list_items(access, kind, request).await {
            Err(ProviderError::Rejected { status: 404 }) => {
                let contacts = ItemKind::named("contacts");
                good.provider.list_items(access, &contacts, request).await
            }
            answer => answer,
        }
    }
}

/// Shows an empty list to whoever may not see it.
const SHOWS_NOTHING: Understands = Understands(|error| match error {
    ProviderError::MissingScopes { .. } => None,
    error => Some(error),
});

planted! {
    it_drops_a_page: DropsAPage
        => "lists::every_record_is_listed_once", "left: (120, 120)";
    it_stops_in_the_middle_of_a_page: Pages(|page, _| drop(page.items.pop()))
        => "lists::every_record_is_listed_once", "left: (217, 217)";
    it_lists_a_record_twice: Pages(|page, _| page.items[1] = page.items[0].clone())
        => "lists::every_record_is_listed_once", "left: (220, 217)";
    it_lists_in_another_order_each_time: TurnsAround::default()
        => "lists::every_record_is_listed_once", "another reading";
    it_never_ends: Pages(|page, cursor| page.next = page.next.take().or(cursor.cloned()))
        => "lists::every_record_is_listed_once", "never end";
    it_lists_contacts_under_every_kind: ContactsEverywhere
        => "lists::each_kind_has_records_of_its_own", "company-schema have a record of the contacts";
    its_cursors_are_long: Pages(|page, _| page.next = page.next.take().map(|_| PageCursor("1".repeat(1025))))
        => "lists::a_cursor_is_short_and_one_that_nobody_gave_is_refused", "a cursor of 1025 bytes";
    it_begins_anew_at_a_cursor_that_nobody_gave: BeginsAnew
        => "lists::a_cursor_is_short_and_one_that_nobody_gave_is_refused", "Ok(100)";
    it_counts_one_too_few: MissesOne
        => "lists::a_count_is_complete", "219";
    it_does_not_say_what_an_item_is: Items("Contact", |item| item.item_type.clear())
        => "lists::every_item_says_what_it_is", "item_type: \"\"";
    it_keeps_empty_properties: Items("Contact", |item| drop(item.properties.insert("fax".into(), String::new())))
        => "lists::every_item_says_what_it_is", "\"fax\": \"\"";
    it_links_to_a_script: Items("Contact", |item| item.url = Some("javascript:alert(1)".into()))
        => "lists::every_item_says_what_it_is", "javascript";
    it_lets_a_folder_lie_in_itself: Items("Property group", |item| item.parent_id = Some(item.id.clone()))
        => "lists::what_lies_in_what_leads_to_the_top", "lies in itself";
    it_tells_of_children_that_are_not_listed: Items("Property group", |item| item.children.push("nobody".into()))
        => "lists::what_lies_in_what_leads_to_the_top", "no nobody is listed";
    its_properties_lie_nowhere: Items("Property", |item| item.parent_id = None)
        => "lists::what_lies_in_what_leads_to_the_top", "nothing lies in anything";
    it_tells_changes_of_what_there_is_not: Rumours
        => "lists::changes_are_told_or_not_traceable", "999999 is not listed";
    it_tells_what_there_is_as_removed: Rumours
        => "lists::what_was_removed_is_not_listed", "1001 is still listed";
    it_takes_any_kind_for_contacts: TakesAnyKind
        => "lists::a_kind_that_there_is_not_is_not_asked_for", "a page of no-such-kind";
    it_shows_an_empty_list_instead_of_asking_for_a_scope: SHOWS_NOTHING
        => "lists::a_kind_that_was_not_granted_lacks_its_scope", "a page of 0 items";
}
