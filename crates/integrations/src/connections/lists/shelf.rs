//! The shelf: all lists that this process has in memory, and how much of it they may take together.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use model::{ConnectionId, ItemKind, LastSeen, ProviderId};

use super::shelved::Shelved;
use crate::{Principal, connections::Inner, snapshot_log::ListName};

/// The lists by whose they are: nobody comes by another's.
#[derive(Default)]
pub(in crate::connections) struct Shelf(Mutex<HashMap<ListName, Arc<Shelved>>>);

impl Shelf {
    fn lock(&self) -> MutexGuard<'_, HashMap<ListName, Arc<Shelved>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The list of that name, or the one that `make` makes; and whether it is the latter. A list of
    /// another account makes way.
    pub(super) fn take(&self, name: &ListName, account: &str, make: impl FnOnce() -> Shelved) -> (Arc<Shelved>, bool) {
        let mut lists = self.lock();
        if let Some(list) = lists.get(name) {
            if list.account == account {
                return (Arc::clone(list), false);
            }
            list.gone.cancel();
        }
        let list = Arc::new(make());
        lists.insert(name.clone(), Arc::clone(&list));
        measure(&lists);
        (list, true)
    }

    /// The list of that name, if it is here.
    pub(super) fn standing(&self, name: &ListName) -> Option<Arc<Shelved>> {
        self.lock().get(name).map(Arc::clone)
    }

    /// The first records of a list, if it is here and has any.
    pub(in crate::connections) fn first_items(&self, name: &ListName) -> Option<LastSeen> {
        self.standing(name)?.first_items()
    }

    #[cfg(test)]
    pub(super) fn lists(&self) -> Vec<Arc<Shelved>> {
        self.lock().values().cloned().collect()
    }

    /// Takes the list off the shelf, if it still stands there.
    pub(super) fn remove(&self, list: &Arc<Shelved>) {
        let mut lists = self.lock();
        if lists
            .get(&list.name)
            .is_some_and(|standing| Arc::ptr_eq(standing, list))
        {
            lists.remove(&list.name);
        }
        measure(&lists);
    }

    /// Drops all lists of a connection, and says which these were.
    fn drop_connection(&self, principal: &Principal, id: &ConnectionId) -> Vec<ListName> {
        let mut lists = self.lock();
        let mut names = Vec::new();
        for (name, list) in lists.extract_if(|name, _| is_of(name, principal, id)) {
            list.gone.cancel();
            names.push(name);
        }
        measure(&lists);
        names
    }

    /// Whether the list may grow: all lists together take less than `bound` bytes, if need be because
    /// others left at which nobody looks, the least recently used first.
    pub(super) fn make_room(&self, list: &Arc<Shelved>, bound: usize) -> bool {
        let mut lists = self.lock();
        while lists.values().map(|list| list.memory()).sum::<usize>() >= bound {
            let others = lists.values().filter(|other| !Arc::ptr_eq(other, list));
            let unused = others.filter(|other| other.memory() > 0 && !other.demand.is_looked_at());
            let Some(oldest) = unused.min_by_key(|other| other.demand.last_used()) else {
                return false;
            };
            oldest.gone.cancel();
            let name = oldest.name.clone();
            lists.remove(&name);
        }
        measure(&lists);
        true
    }
}

impl Inner {
    /// Forgets what was read of a connection that has ended, here and for all instances.
    pub(in crate::connections) async fn forget_lists(
        &self,
        principal: &Principal,
        id: &ConnectionId,
        provider: &ProviderId,
    ) {
        self.kind_counts.forget(|name| is_of(name, principal, id));
        let mut names = self.shelf.drop_connection(principal, id);
        let (Some(logs), Some(provider)) = (&self.ports.logs, self.ports.registry.get(provider)) else {
            return;
        };
        // What belongs to single items is known to whoever has read it: its feed forgets it as soon as it
        // meets that the connection has gone.
        let described = provider.descriptor().item_kinds.iter().map(|kind| ListName {
            principal: principal.clone(),
            connection: id.clone(),
            kind: ItemKind::named(kind.name),
        });
        names.extend(described);
        for name in names {
            if let Err(error) = logs.forget(&name).await {
                tracing::warn!(error = &error as &dyn std::error::Error, "a log ends by itself");
            }
        }
    }
}

fn is_of(name: &ListName, principal: &Principal, id: &ConnectionId) -> bool {
    name.principal == *principal && name.connection == *id
}

#[expect(clippy::cast_precision_loss, reason = "a gauge is a float")]
fn measure(lists: &HashMap<ListName, Arc<Shelved>>) {
    let bytes: usize = lists.values().map(|list| list.memory()).sum();
    let records: u64 = lists.values().map(|list| u64::from(list.progress().loaded)).sum();
    metrics::gauge!("tributary_snapshots").set(lists.len() as f64);
    metrics::gauge!("tributary_snapshot_bytes").set(bytes as f64);
    metrics::gauge!("tributary_snapshot_records").set(records as f64);
}
