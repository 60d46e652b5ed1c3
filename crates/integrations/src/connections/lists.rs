//! Lists: what the interface asks of a connection's records, answered from a snapshot that is kept true.

mod columns;
mod course;
mod demand;
mod doubts;
mod entry;
mod export;
mod feed;
mod first_page;
mod following;
mod kind_counts;
mod pace;
mod pausing;
mod place;
mod properties;
mod round;
mod shelf;
mod shelved;
mod source;
mod trouble;
mod whereabouts;
mod window;
mod written;

use std::{collections::BTreeSet, sync::Arc};

use model::{
    ConnectionId,
    list::{Column, ColumnId, Place, Progress, Record, View},
};
use tokio::{sync::watch, time::timeout};
use tokio_util::sync::CancellationToken;
use tracing::Instrument as _;

use self::{columns::is_unusual, demand::Looking, feed::Feed, shelved::Shelved, source::Source};
pub use self::{export::Export, window::WindowRequest};
pub(super) use self::{kind_counts::KindCounts, place::Shelfmark, shelf::Shelf};
use super::{Connections, ask::Asked, items::ItemsError};
use crate::{Principal, Stored, VaultEntry};

/// Somebody who watches a list: it is kept up to date as long as this lives.
pub struct Watching {
    progress: watch::Receiver<Progress>,
    gone: CancellationToken,
    _looking: Looking,
}

impl Watching {
    /// How far the list is now.
    pub fn now(&mut self) -> Progress {
        self.progress.borrow_and_update().clone()
    }

    /// Waits until that has changed; `None` when the list has gone.
    pub async fn next(&mut self) -> Option<Progress> {
        tokio::select! {
            () = self.gone.cancelled() => None,
            changed = self.progress.changed() => {
                changed.ok()?;
                Some(self.now())
            }
        }
    }
}

impl Connections {
    /// The list of the principal's connection: it is here, and somebody looks at it from now on.
    async fn list_of(
        &self,
        principal: &Principal,
        id: &ConnectionId,
        place: &Place,
        view: Option<&View>,
    ) -> Result<(Source, Arc<Shelved>), ItemsError> {
        let stored = self.stored(principal, id).await?;
        let provider = self.0.ports.registry.get(&stored.connection.provider);
        let mark = Shelfmark::of(provider.ok_or(ItemsError::NotFound)?.descriptor(), place)?;
        let source = Source {
            connections: self.clone(),
            principal: principal.clone(),
            id: id.clone(),
            kind: mark.kind.clone(),
        };
        let names = view.map(named).unwrap_or_default();
        let list = self.shelved(&source, mark, &stored, &names)?;
        want(&source, &list, names).await;
        Ok((source, list))
    }

    pub(super) async fn stored(&self, principal: &Principal, id: &ConnectionId) -> Result<Box<Stored>, ItemsError> {
        let entry = self.0.ports.vault.load(principal, id).await;
        match entry.map_err(ItemsError::Store)?.ok_or(ItemsError::NotFound)? {
            VaultEntry::Open(stored) => Ok(stored),
            VaultEntry::Unreadable { .. } => Err(ItemsError::ReconnectRequired),
        }
    }

    fn shelved(
        &self,
        source: &Source,
        mark: Shelfmark,
        stored: &Stored,
        names: &BTreeSet<String>,
    ) -> Result<Arc<Shelved>, ItemsError> {
        let (connection, name) = (&stored.connection, source.name());
        if !mark.described.is_granted(&connection.tokens.scopes) {
            let scope = mark.described.scope.unwrap_or_default().to_owned();
            return Err(ItemsError::MissingScopes(vec![scope]));
        }
        let make = || Shelved::new(name.clone(), mark, connection, self.0.ports.clock.now());
        let (list, is_new) = self.0.shelf.take(&name, &connection.account.id, make);
        list.stands(connection);
        list.demand.touch();
        if is_new {
            list.demand.want(names.iter().cloned());
            self.feed(source.clone(), &list);
        }
        Ok(list)
    }

    /// Has the list read. How many records there are, and what their values mean, is asked besides.
    fn feed(&self, source: Source, list: &Arc<Shelved>) {
        let reading = Feed::new(source.clone(), Arc::clone(list)).run();
        self.0.tasks.spawn(reading.in_current_span());
        let (list, gone) = (Arc::clone(list), list.gone.clone());
        let besides = async move {
            let (count, columns) = tokio::join!(source.count(), source.columns_of(&list));
            match count {
                Ok(Some(count)) => list.note_expected(count),
                Ok(None) => {}
                Err(error) => tracing::debug!(error = &error as &dyn std::error::Error, "nothing was counted"),
            }
            if let Err(error) = columns {
                tracing::debug!(error = &error as &dyn std::error::Error, "the columns did not come");
            }
        };
        let stopping = self.0.stopping.clone();
        let besides = async move {
            tokio::select! {
                () = gone.cancelled() => {}
                () = stopping.cancelled() => {}
                () = besides => {}
            }
        };
        self.0.tasks.spawn(besides.in_current_span());
    }

    /// Everything that the list can show, the usual columns first and in their order. One that people may
    /// not write here, or not under this grant, says so.
    ///
    /// # Errors
    /// See [`ItemsError`].
    pub async fn columns(
        &self,
        principal: &Principal,
        id: &ConnectionId,
        place: &Place,
    ) -> Result<Vec<Column>, ItemsError> {
        let (source, list) = self.list_of(principal, id, place, None).await?;
        let mut columns = source.columns_of(&list).await?.to_vec();
        for column in &mut columns {
            column.editable &= list.is_editable();
        }
        Ok(columns)
    }

    /// One record with everything that the provider knows of it.
    ///
    /// # Errors
    /// [`ItemsError::NotFound`] when there is none; else see [`ItemsError`].
    pub async fn record(
        &self,
        principal: &Principal,
        id: &ConnectionId,
        place: &Place,
        item: &str,
    ) -> Result<Record, ItemsError> {
        let record = self.ask(principal, id, place, |Asked { provider, access, kind }| {
            let item = item.to_owned();
            async move { provider.item(&access, &kind, &item).await }
        });
        record.await.map_err(|error| match error {
            ItemsError::Provider(crate::ProviderError::Rejected { status: 400 | 404 }) => ItemsError::NotFound,
            error => error,
        })
    }

    /// Watches how far the list is, and has it read if it was not.
    ///
    /// # Errors
    /// See [`ItemsError`]; what the provider says is part of the progress instead.
    pub async fn watch(&self, principal: &Principal, id: &ConnectionId, place: &Place) -> Result<Watching, ItemsError> {
        let (_, list) = self.list_of(principal, id, place, None).await?;
        Ok(Watching {
            progress: list.subscribe(),
            gone: list.gone.clone(),
            _looking: list.demand.watch(),
        })
    }

    /// Looks now for what has changed at the provider, and waits a while until that is known. A list that
    /// is being read is tried again at once where it was held up.
    ///
    /// # Errors
    /// See [`ItemsError`].
    pub async fn refresh_list(
        &self,
        principal: &Principal,
        id: &ConnectionId,
        place: &Place,
    ) -> Result<Progress, ItemsError> {
        let (_, list) = self.list_of(principal, id, place, None).await?;
        let patience = self.0.ports.pacing.caller_patience;
        list.arrived(patience).await?;
        let was_complete = list.progress().is_complete();
        let number = list.demand.refresh();
        list.ask_again();
        if was_complete {
            // Who waits in vain is told how far it is, too.
            timeout(patience, list.demand.refreshed(number)).await.ok();
        }
        Ok(list.progress())
    }
}

/// The properties that a view names.
fn named(view: &View) -> BTreeSet<String> {
    let shown = view.columns.iter().map(|column| &column.id);
    let sorted = view.sort.iter().map(|rule| &rule.column);
    let filtered = view.filters.iter().map(|filter| &filter.column);
    let all = shown.chain(sorted).chain(filtered);
    all.filter_map(|id| match id {
        ColumnId::Property(name) => Some(name.clone()),
        _ => None,
    })
    .collect()
}

/// Has these properties read too, as far as there are such and they are not read anyway.
async fn want(source: &Source, list: &Arc<Shelved>, mut names: BTreeSet<String>) {
    if names.is_empty() || list.mark.described.whole {
        return;
    }
    if let Ok(columns) = source.columns_of(list).await {
        names.retain(|name| is_unusual(&columns, name));
        list.demand.want(names);
    }
}

#[cfg(test)]
mod tests;
