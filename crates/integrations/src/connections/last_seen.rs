//! What was last seen of each connection: shown while nothing can be asked of the provider.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

use model::{ConnectionId, IntegrationItem, LastSeen, list::Place};

use super::{Connections, lists::Shelfmark};
use crate::{Principal, StoreError, VaultEntry, snapshot_log::ListName};

/// So many connections are remembered, the latest ones; each with one page.
const REMEMBERED: usize = 128;
/// A page that would take more memory than this, in bytes of text, is not remembered.
const LARGEST: usize = 256 * 1024;

/// First pages in memory, the latest last. They end with the process.
#[derive(Debug, Default)]
pub(super) struct LastSeenPages(Mutex<VecDeque<(ConnectionId, LastSeen)>>);

impl LastSeenPages {
    pub(super) fn remember(&self, id: &ConnectionId, seen: LastSeen) {
        let mut pages = self.lock();
        pages.retain(|(other, _)| other != id);
        if seen.items.iter().map(weight).sum::<usize>() > LARGEST {
            return;
        }
        pages.push_back((id.clone(), seen));
        if pages.len() > REMEMBERED {
            pages.pop_front();
        }
    }

    pub(super) fn forget(&self, id: &ConnectionId) {
        self.lock().retain(|(other, _)| other != id);
    }

    fn of(&self, id: &ConnectionId) -> Option<LastSeen> {
        let pages = self.lock();
        pages
            .iter()
            .find(|(other, _)| other == id)
            .map(|(_, seen)| seen.clone())
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(ConnectionId, LastSeen)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Roughly what an item takes.
fn weight(item: &IntegrationItem) -> usize {
    let properties = item
        .properties
        .iter()
        .map(|(name, value)| name.len() + value.len() + 64);
    256 + item.name.as_ref().map_or(0, String::len) + properties.sum::<usize>()
}

impl Connections {
    /// The first records at a place of the principal's connection as this process last saw them, if it did: those of
    /// its list, or of the last first page.
    ///
    /// # Errors
    /// When the store fails: whose connection it is, only the store knows.
    pub async fn last_seen(
        &self,
        principal: &Principal,
        id: &ConnectionId,
        place: &Place,
    ) -> Result<Option<LastSeen>, StoreError> {
        let Some(entry) = self.0.ports.vault.load(principal, id).await? else {
            return Ok(None);
        };
        let provider = match &entry {
            VaultEntry::Open(stored) => &stored.connection.provider,
            VaultEntry::Unreadable { provider, .. } => provider,
        };
        let registered = self.0.ports.registry.get(provider);
        let mark = registered.and_then(|provider| Shelfmark::of(provider.descriptor(), place).ok());
        let listed = mark.and_then(|mark| {
            self.0.shelf.first_items(&ListName {
                principal: principal.clone(),
                connection: id.clone(),
                kind: mark.kind,
            })
        });
        let is_first = *place == Place::default();
        Ok(listed.or_else(|| self.0.last_seen.of(id).filter(|_| is_first)))
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn id(n: usize) -> ConnectionId {
        ConnectionId::new(format!("{n:022}")).unwrap()
    }

    fn seen(text: &str) -> LastSeen {
        LastSeen {
            items: vec![IntegrationItem {
                name: Some(text.to_owned()),
                ..IntegrationItem::default()
            }],
            at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn the_latest_page_of_each_connection_is_remembered() {
        let pages = LastSeenPages::default();
        pages.remember(&id(1), seen("old"));
        pages.remember(&id(1), seen("new"));
        assert_eq!(pages.of(&id(1)), Some(seen("new")));
        assert_eq!(pages.of(&id(2)), None);
        pages.forget(&id(1));
        assert_eq!(pages.of(&id(1)), None);
    }

    #[test]
    fn memory_stays_bounded() {
        let pages = LastSeenPages::default();
        for n in 0..=REMEMBERED {
            pages.remember(&id(n), seen("x"));
        }
        assert_eq!(pages.of(&id(0)), None, "the oldest has left");
        assert!(pages.of(&id(REMEMBERED)).is_some());
        pages.remember(&id(1), seen(&"x".repeat(LARGEST)));
        assert_eq!(pages.of(&id(1)), None, "too large, and the older one is out of date");
    }
}
