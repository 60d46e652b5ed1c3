//! Normalises: one of HubSpot's records becomes an item.

use integrations::{Account, ProviderError};
use model::{IntegrationItem, ItemPage, PageCursor};
use url::Url;

use crate::{
    object_type::ObjectType,
    wire::{
        Page, Record,
        scalar::{Scalar, moment},
    },
};

/// The body of an answer as a page of items.
pub(crate) fn page(of: &ObjectType, body: &[u8], account: Option<&Account>) -> Result<ItemPage, ProviderError> {
    let page = Page::read(body)?;
    Ok(ItemPage {
        items: items(of, &page, account),
        next: page.after().map(|after| PageCursor(after.to_owned())),
    })
}

/// The objects on a page. Those that cannot be read are left out and counted; they cost nobody the page.
pub(super) fn items(of: &ObjectType, page: &Page<'_>, account: Option<&Account>) -> Vec<IntegrationItem> {
    let (records, skipped) = page.readable::<Record<'_>>();
    if skipped > 0 {
        let kind = of.path;
        tracing::warn!(skipped, kind, "records without an id or of a wrong shape were left out");
    }
    records.into_iter().map(|record| item(of, record, account)).collect()
}

/// One object.
pub(super) fn item(of: &ObjectType, record: Record<'_>, account: Option<&Account>) -> IntegrationItem {
    let properties = record.properties.0;
    let property = |name: &str| properties.get(name).map(String::as_str);
    let named = |value: &Scalar<'_>, name: &str| value.moment().or_else(|| property(name).and_then(moment));
    IntegrationItem {
        item_type: of.word.to_owned(),
        name: of.name(&properties),
        creation_time: named(&record.created_at, "createdate"),
        last_modified_time: named(&record.updated_at, of.modified),
        url: address(of, record.url.as_text(), &record.id, account),
        visibility: !record.archived.is_true(),
        properties,
        id: record.id,
        ..IntegrationItem::default()
    }
}

/// The record for people: HubSpot's own link where it leads to HubSpot, else one built from the account.
fn address(of: &ObjectType, link: Option<&str>, id: &str, account: Option<&Account>) -> Option<String> {
    if let Some(link) = link.and_then(trusted) {
        return Some(link);
    }
    let mut url = account?.home.clone()?;
    url.path_segments_mut().ok()?.extend(["record", of.number, id]);
    Some(url.into())
}

fn trusted(link: &str) -> Option<String> {
    if is_plain(link) {
        return Some(link.to_owned());
    }
    let url = Url::parse(link).ok()?;
    let leads_to_hubspot =
        url.scheme() == "https" && url.domain().is_some_and(|domain| domain.ends_with(".hubspot.com"));
    leads_to_hubspot.then(|| url.into())
}

/// Whether a link is written as HubSpot writes its own: nothing is in it that a parser would have to
/// tell apart, and parsing is what a record would spend the most time on.
fn is_plain(link: &str) -> bool {
    let Some((host, path)) = link.strip_prefix("https://").and_then(|rest| rest.split_once('/')) else {
        return false;
    };
    let Some(name) = host.strip_suffix(".hubspot.com") else {
        return false;
    };
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    name.starts_with("app") && name.bytes().all(plain) && path.bytes().all(|b| plain(b) || b == b'/')
}

#[cfg(test)]
mod tests;
