//! Update: changes one record at the provider, and in the list that shows it.

use std::collections::BTreeMap;

use model::{ConnectionId, IntegrationItem, list::Place};
use tokio::time::timeout;

use super::{
    Connections,
    ask::{Asked, Errand},
    items::ItemsError,
    lists::Shelfmark,
};
use crate::{Principal, ProviderError, snapshot_log::ListName};

/// Why a record is not known to be changed.
#[derive(Debug, thiserror::Error)]
pub enum UpdateError {
    /// Records of this kind are not changed here.
    #[error("such records are not changed here")]
    NotEditable,
    /// The provider does not take these values: nothing was changed.
    #[error("the provider does not take these values")]
    Refused,
    /// The provider did not answer, or nobody understands what: it may have been changed.
    #[error("the provider did not say whether the record was changed")]
    Unclear(#[source] ProviderError),
    /// Nothing was changed.
    #[error(transparent)]
    Unasked(#[from] ItemsError),
    /// The task that was doing it ended early.
    #[error("the task ended early")]
    Interrupted,
}

impl UpdateError {
    /// What the provider's own answer means.
    fn answered(error: ItemsError) -> Self {
        match error {
            ItemsError::Provider(ProviderError::Rejected { status: 404 }) => Self::Unasked(ItemsError::NotFound),
            ItemsError::Provider(ProviderError::Rejected { status: 405 }) => Self::NotEditable,
            ItemsError::Provider(ProviderError::Rejected { .. }) => Self::Refused,
            ItemsError::Provider(error) => Self::Unclear(error),
            error => Self::Unasked(error),
        }
    }
}

impl Connections {
    /// Sets these values of a record, by the names of the provider's own fields; an empty one clears. When
    /// it returns, lists show the record as it is now, or will soon.
    ///
    /// It runs in a task of its own: a caller that goes away does not leave half of it. What got no clear
    /// answer is not tried again: only a token that is not honoured is renewed once, before anything was
    /// changed.
    ///
    /// # Errors
    /// See [`UpdateError`].
    pub async fn update(
        &self,
        principal: &Principal,
        id: &ConnectionId,
        place: &Place,
        item: &str,
        properties: BTreeMap<String, String>,
    ) -> Result<IntegrationItem, UpdateError> {
        let stored = self.stored(principal, id).await?;
        let provider = self.0.ports.registry.get(&stored.connection.provider);
        let mark = Shelfmark::of(provider.ok_or(ItemsError::NotFound)?.descriptor(), place)?;
        let scope = mark.described.editable.ok_or(UpdateError::NotEditable)?;
        if !mark.described.is_editable(&stored.connection.tokens.scopes) {
            return Err(ItemsError::MissingScopes(vec![scope.to_owned()]).into());
        }
        if properties.is_empty() {
            return Err(UpdateError::Refused);
        }
        let list = ListName {
            principal: principal.clone(),
            connection: id.clone(),
            kind: mark.kind,
        };
        let (this, place, item) = (self.clone(), place.clone(), item.to_owned());
        let update = async move { this.write(list, &place, &item, &properties).await };
        self.0.run(update).await.ok_or(UpdateError::Interrupted)?
    }

    async fn write(
        &self,
        list: ListName,
        place: &Place,
        item: &str,
        properties: &BTreeMap<String, String>,
    ) -> Result<IntegrationItem, UpdateError> {
        let (principal, id) = (&list.principal, &list.connection);
        let question = |Asked { provider, access, kind }: Asked| async move {
            provider.update_item(&access, &kind, item, properties).await
        };
        let asked = self.ask_for(Errand::Person, (principal, id), &list.kind, question);
        let written = asked.await.map_err(UpdateError::answered)?;
        tracing::info!(target: "audit", event = "record_changed", connection = %id, kind = %list.kind, "a record");
        // The answer need not be all of it, and lists show more.
        match self.record(principal, id, place, &written.id).await {
            Ok(whole) => {
                self.show(&list, whole.item.clone()).await;
                Ok(whole.item)
            }
            Err(error) => {
                tracing::debug!(
                    error = &error as &dyn std::error::Error,
                    "a changed record was not read again"
                );
                self.0.shelf.look_again(&list);
                Ok(written)
            }
        }
    }

    /// Has the list show the record, and waits a while for it.
    async fn show(&self, list: &ListName, item: IntegrationItem) {
        if let Some(shown) = self.0.shelf.show(list, item) {
            timeout(self.0.ports.pacing.caller_patience, shown).await.ok();
        }
    }
}
