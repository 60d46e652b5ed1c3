//! Changes: the objects that were made, changed or merged since some instant, page by page.

use std::fmt;

use integrations::{
    ProviderError,
    provider::{ChangePage, Changes, PageRequest},
};
use jiff::Timestamp;
use model::{IntegrationItem, PageCursor};

use super::{
    Objects, normalise,
    search::{PAGE, Search},
};
use crate::{
    object_type::ObjectType,
    wire::{Page, scalar::moment},
};

/// The ids of the objects that were merged into this one (HubSpot: default properties).
const MERGED: &str = "hs_merged_object_ids";
/// HubSpot: however many match, a search shows so many of them.
const REACHABLE: u32 = 10_000;

/// Where a page begins: so many matches after the first one that changed at this millisecond or later.
///
/// Each page begins at the instant at which the one before ended, not at an offset: records that change
/// meanwhile move to the end, and with offsets the others would move up past the reader. Records of that
/// one instant come twice, which harms nobody. An offset counts within one instant that fills a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    since: i64,
    offset: u32,
}

impl Place {
    fn read(cursor: &PageCursor) -> Option<Self> {
        let (since, offset) = cursor.0.split_once(':')?;
        Some(Self {
            since: since.parse().ok()?,
            offset: offset.parse().ok()?,
        })
    }

    fn is_reachable(self) -> bool {
        self.offset.checked_add(PAGE).is_some_and(|end| end <= REACHABLE)
    }

    /// The place after a page of so many matches, the last of which changed at `last`.
    fn after(self, received: usize, last: Option<i64>) -> Self {
        match last {
            Some(last) if last > self.since => Self { since: last, offset: 0 },
            _ => Self {
                offset: self.offset.saturating_add(u32::try_from(received).unwrap_or(u32::MAX)),
                ..self
            },
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.since, self.offset)
    }
}

impl Objects<'_> {
    /// One page of changes; [`Changes::Untraceable`] when more changed at one instant than a search shows.
    ///
    /// Archived objects are never found by a search.
    pub(crate) async fn changes(&self, since: Timestamp, request: PageRequest<'_>) -> Result<Changes, ProviderError> {
        let place = match request.cursor {
            Some(cursor) => Place::read(cursor).ok_or(ProviderError::Rejected { status: 400 })?,
            None => Place {
                since: since.as_millisecond(),
                offset: 0,
            },
        };
        if !place.is_reachable() {
            return Ok(Changes::Untraceable);
        }
        let modified = self.of.modified;
        let wanted = wanted(self.of, request.properties);
        let with_all = [wanted.as_slice(), &[modified, MERGED]].concat();
        let all = Search::changed_since(modified, place.since, place.offset, &with_all);
        if all.fits() {
            let found = self.find(place, &all).await?;
            return Ok(Changes::Page(told(found, &wanted)));
        }
        let least = [modified, MERGED];
        let least = Search::changed_since(modified, place.since, place.offset, &least);
        let mut found = self.find(place, &least).await?;
        let ids: Vec<&str> = found.changed.iter().map(|item| item.id.as_str()).collect();
        found.changed = self.of_ids(&ids, &wanted).await?;
        Ok(Changes::Page(told(found, &wanted)))
    }

    async fn find(&self, place: Place, search: &Search<'_>) -> Result<ChangePage, ProviderError> {
        let body = self.search(search).await?;
        let page = Page::read(&body)?;
        let changed = normalise::items(self.of, &page, self.access.account.as_ref());
        let last = changed.last().and_then(|item| changed_at(item, self.of.modified));
        let received = page.results.len();
        if page.after().is_some() && received == 0 {
            return Err(ProviderError::Malformed);
        }
        let next = page.after().map(|_| place.after(received, last));
        Ok(ChangePage {
            removed: merged(&changed),
            changed,
            next: next.map(|place| PageCursor(place.to_string())),
        })
    }
}

/// The usual properties, and what was asked for besides: a changed record is put in the place of the old
/// one as a whole.
fn wanted<'a>(of: &ObjectType, properties: Option<&'a [String]>) -> Vec<&'a str> {
    let mut wanted: Vec<&str> = of.usual.to_vec();
    for name in properties.unwrap_or_default() {
        if !wanted.contains(&name.as_str()) {
            wanted.push(name);
        }
    }
    wanted
}

/// By the property that the search sorts by.
fn changed_at(item: &IntegrationItem, modified: &str) -> Option<i64> {
    let property = item.property(modified).and_then(moment);
    property.or(item.last_modified_time).map(Timestamp::as_millisecond)
}

/// The objects that were merged into these: their ids stand in one text, with `;` between them.
fn merged(changed: &[IntegrationItem]) -> Vec<String> {
    let of = |item: &IntegrationItem| {
        let ids = item.property(MERGED).unwrap_or_default().split(';').map(str::trim);
        let others = ids.filter(|id| !id.is_empty() && *id != item.id);
        others.map(str::to_owned).collect::<Vec<_>>()
    };
    changed.iter().flat_map(of).collect()
}

/// The page without what nobody asked for: a record looks the same, whichever way it came.
fn told(mut page: ChangePage, wanted: &[&str]) -> ChangePage {
    if !wanted.contains(&MERGED) {
        for item in &mut page.changed {
            item.properties.remove(MERGED);
        }
    }
    page
}

#[cfg(test)]
mod tests;
