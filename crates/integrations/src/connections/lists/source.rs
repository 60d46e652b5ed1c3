//! What a list asks of its provider, in the connection's name.

use std::time::Duration;

use jiff::Timestamp;
use model::{ConnectionId, ItemKind, ItemPage, PageCursor, list::Column};
use tokio_util::task::TaskTracker;

use super::shelved::Shelved;
use crate::{
    Principal,
    connections::{
        Connections, ItemsError,
        ask::{Asked, Errand},
    },
    provider::{Changes, PageRequest, RemovedPage},
    rate_limits::RateLimit,
};

/// One connection's records at the provider.
#[derive(Clone)]
pub(super) struct Source {
    pub(super) connections: Connections,
    pub(super) principal: Principal,
    pub(super) id: ConnectionId,
    /// Which of its records.
    pub(super) kind: ItemKind,
}

impl Source {
    pub(super) fn tasks(&self) -> &TaskTracker {
        &self.connections.0.tasks
    }

    pub(super) fn now(&self) -> Timestamp {
        self.connections.0.ports.clock.now()
    }

    /// Whether the connection is there, with a token that lives.
    pub(super) async fn is_there(&self) -> Result<(), ItemsError> {
        self.connections.live(&self.principal, &self.id).await?;
        Ok(())
    }

    /// How far the provider's word on changes may lag behind.
    pub(super) fn lag(&self, list: &Shelved) -> Duration {
        let provider = self.connections.0.ports.registry.get(&list.provider);
        provider.map_or(Duration::ZERO, |provider| provider.descriptor().change_lag)
    }

    /// One page, and how often pages may be asked for.
    pub(super) async fn page(
        &self,
        cursor: Option<&PageCursor>,
        properties: Option<&[String]>,
    ) -> Result<(ItemPage, Option<RateLimit>), ItemsError> {
        let question = |Asked { provider, access, kind }: Asked| async move {
            let page = provider
                .list_items(&access, &kind, PageRequest { cursor, properties })
                .await?;
            metrics::counter!("tributary_pages_read_total", "provider" => provider.descriptor().id.to_string())
                .increment(1);
            Ok((page, access.gate.allowance()))
        };
        self.connections
            .ask_for(Errand::List, (&self.principal, &self.id), &self.kind, question)
            .await
    }

    pub(super) async fn changes(
        &self,
        since: Timestamp,
        cursor: Option<&PageCursor>,
        properties: Option<&[String]>,
    ) -> Result<Changes, ItemsError> {
        let question = |Asked { provider, access, kind }: Asked| async move {
            let request = PageRequest { cursor, properties };
            provider.changes(&access, &kind, since, request).await
        };
        self.connections
            .ask_for(Errand::List, (&self.principal, &self.id), &self.kind, question)
            .await
    }

    pub(super) async fn removed(&self, cursor: Option<&PageCursor>) -> Result<RemovedPage, ItemsError> {
        let question = |Asked { provider, access, kind }: Asked| async move {
            provider.removed_items(&access, &kind, cursor).await
        };
        self.connections
            .ask_for(Errand::List, (&self.principal, &self.id), &self.kind, question)
            .await
    }

    pub(super) async fn count(&self) -> Result<Option<u64>, ItemsError> {
        let question =
            |Asked { provider, access, kind }: Asked| async move { provider.count_items(&access, &kind).await };
        self.connections
            .ask_for(Errand::List, (&self.principal, &self.id), &self.kind, question)
            .await
    }

    pub(super) async fn columns(&self) -> Result<Vec<Column>, ItemsError> {
        let question = |Asked { provider, access, kind }: Asked| async move { provider.columns(&access, &kind).await };
        let asked = self
            .connections
            .ask_for(Errand::Person, (&self.principal, &self.id), &self.kind, question);
        asked.await
    }
}
