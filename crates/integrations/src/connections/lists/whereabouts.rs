//! Whereabouts: the kinds of records that a connection has, and the folders above where one is.

use std::{sync::Arc, time::Duration};

use model::{
    ConnectionId, ItemKind,
    list::{Crumb, KindTab, Place, Whereabouts},
};
use tokio::time::{Instant, timeout, timeout_at};
use tracing::Instrument as _;

use super::{place::Shelfmark, shelved::Shelved, source::Source};
use crate::{
    Principal, ProviderDescriptor, Stored,
    connections::{Connections, ItemsError},
    descriptor::ItemKindDescriptor,
    snapshot_log::ListName,
};

/// So long it is waited for numbers that are only nice to have.
const COUNTING: Duration = Duration::from_millis(150);
/// So long it is waited for the names of folders.
const NAMING: Duration = Duration::from_secs(2);

impl Connections {
    /// Where a place of the principal's connection is, with the ways to elsewhere.
    ///
    /// # Errors
    /// See [`ItemsError`]. What the provider does not tell in time is left out.
    pub async fn whereabouts(
        &self,
        principal: &Principal,
        id: &ConnectionId,
        place: &Place,
    ) -> Result<Whereabouts, ItemsError> {
        let stored = self.stored(principal, id).await?;
        let provider = self.0.ports.registry.get(&stored.connection.provider);
        let descriptor = provider.ok_or(ItemsError::NotFound)?.descriptor();
        let here = Shelfmark::of(descriptor, place)?;
        let root = here.described.held_by.map_or(here.described.name, |holder| holder.kind);
        let source = |kind: &str| Source {
            connections: self.clone(),
            principal: principal.clone(),
            id: id.clone(),
            kind: ItemKind::named(kind),
        };
        let tabs: Vec<&ItemKindDescriptor> = descriptor
            .item_kinds
            .iter()
            .filter(|kind| kind.held_by.is_none())
            .collect();
        let is_granted = |kind: &ItemKindDescriptor| kind.is_granted(&stored.connection.tokens.scopes);
        // The list that one looks at counts itself.
        let asked = tabs
            .iter()
            .filter(|kind| is_granted(kind) && tabs.len() > 1 && kind.name != root);
        let (counting, root_source) = (
            self.count_kinds(asked.map(|kind| source(kind.name)).collect()),
            source(root),
        );
        let naming = self.path_to(descriptor, &here, place, &root_source, &stored);
        let ((), path) = tokio::join!(counting, naming);
        let tab = |kind: &&ItemKindDescriptor| {
            let (name, granted, current) = (source(kind.name).name(), is_granted(kind), kind.name == root);
            let count = self.0.kind_count(&name);
            KindTab {
                name: kind.name.to_owned(),
                label: kind.label.to_owned(),
                granted,
                count,
                counting: count.is_none() && granted && (current || self.0.is_being_counted(&name)),
                current,
            }
        };
        Ok(Whereabouts {
            kinds: tabs.iter().map(tab).collect(),
            path,
            here: here.described.label.to_owned(),
        })
    }

    /// Has those counted whose number nobody knows, and waits a moment for it.
    async fn count_kinds(&self, sources: Vec<Source>) {
        let stopping = &self.0.stopping;
        let due = sources.into_iter().filter(Source::is_to_be_counted);
        let counting = due.map(|source| {
            let stopping = stopping.clone();
            let count = async move {
                stopping.run_until_cancelled_owned(source.learn_count()).await;
            };
            self.0.tasks.spawn(count.in_current_span())
        });
        timeout(COUNTING, futures::future::join_all(counting.collect::<Vec<_>>()))
            .await
            .ok();
    }

    /// The folders down to the one that the place is in.
    async fn path_to(
        &self,
        descriptor: &ProviderDescriptor,
        here: &Shelfmark,
        place: &Place,
        source: &Source,
        stored: &Stored,
    ) -> Vec<Crumb> {
        let Some(folder) = place.folder.as_deref() else {
            return Vec::new();
        };
        let holder = Place::new(&source.kind.name, "");
        let Ok(mark) = Shelfmark::of(descriptor, &holder) else {
            return Vec::new();
        };
        if !mark.is_tree() {
            return Vec::new();
        }
        let unnamed = |id: &str| Crumb {
            kind: mark.described.name.to_owned(),
            holds: here.described.name.to_owned(),
            id: id.to_owned(),
            name: None,
        };
        let Ok(list) = self.shelved(source, mark.clone(), stored, &std::collections::BTreeSet::new()) else {
            return vec![unnamed(folder)];
        };
        let steps = found_path(&list, folder).await;
        if steps.is_empty() {
            return vec![unnamed(folder)];
        }
        let snapshot = list.read();
        let crumb = |(id, name): (String, Option<String>)| {
            let item_type = snapshot.folder_type(&id).unwrap_or_default();
            Crumb {
                holds: mark.opens(&item_type).to_owned(),
                name,
                ..unnamed(&id)
            }
        };
        steps.into_iter().map(crumb).collect()
    }
}

/// The path to that folder, waited for while the list is being read.
async fn found_path(list: &Arc<Shelved>, folder: &str) -> Vec<(String, Option<String>)> {
    let until = Instant::now() + NAMING;
    let mut progress = list.subscribe();
    loop {
        progress.borrow_and_update();
        let path = list.read().path(folder);
        if !path.is_empty() || list.progress().is_complete() {
            return path;
        }
        let moved = timeout_at(until, progress.changed()).await;
        if !matches!(moved, Ok(Ok(()))) {
            return Vec::new();
        }
    }
}

impl Source {
    /// The name of the list.
    pub(super) fn name(&self) -> ListName {
        ListName {
            principal: self.principal.clone(),
            connection: self.id.clone(),
            kind: self.kind.clone(),
        }
    }
}
