//! The columns of a list, asked of the provider now and then, once for all who want them.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use futures::{
    FutureExt as _,
    future::{BoxFuture, Shared},
};
use model::list::{Column, ColumnId};
use tokio::time::Instant;

use super::{shelved::Shelved, source::Source};
use crate::connections::ItemsError;

/// So long columns are taken to be as they were.
const LASTING: Duration = Duration::from_mins(10);

type Outcome = Result<Arc<[Column]>, ItemsError>;
type Flight = Shared<BoxFuture<'static, Outcome>>;

/// What is known of a list's columns.
#[derive(Default)]
pub(super) struct KnownColumns(Mutex<Known>);

#[derive(Default)]
struct Known {
    columns: Option<(Instant, Arc<[Column]>)>,
    flight: Option<Flight>,
}

impl KnownColumns {
    /// As they were when they last came.
    pub(super) fn latest(&self) -> Option<Arc<[Column]>> {
        self.lock().columns.as_ref().map(|(_, columns)| Arc::clone(columns))
    }

    fn fresh(&self) -> Option<Arc<[Column]>> {
        let known = self.lock();
        let (at, columns) = known.columns.as_ref()?;
        (at.elapsed() < LASTING).then(|| Arc::clone(columns))
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Source {
    /// The columns, as they are or were a few minutes ago. Where the provider does not tell them again,
    /// those that it told before.
    pub(super) async fn columns_of(&self, list: &Arc<Shelved>) -> Outcome {
        if let Some(columns) = list.columns.fresh() {
            return Ok(columns);
        }
        let asked = self.columns_flight(list).await;
        asked.or_else(|error| list.columns.latest().ok_or(error))
    }

    fn columns_flight(&self, list: &Arc<Shelved>) -> Flight {
        let mut known = list.columns.lock();
        if let Some(flight) = known.flight.as_ref().filter(|flight| flight.peek().is_none()) {
            return flight.clone();
        }
        let (source, list) = (self.clone(), Arc::clone(list));
        let asking = async move {
            let columns: Arc<[Column]> = source.columns().await?.into();
            let before = list
                .columns
                .lock()
                .columns
                .replace((Instant::now(), Arc::clone(&columns)));
            if before.is_none_or(|(_, before)| before != columns) {
                list.set_types(&columns);
            }
            Ok(columns)
        };
        // In a task of its own: a caller that goes away leaves nobody else waiting.
        let (tasks, stopping) = (self.tasks().clone(), self.connections.0.stopping.clone());
        let asking = async move {
            stopping
                .run_until_cancelled_owned(asking)
                .await
                .unwrap_or(Err(ItemsError::Interrupted))
        };
        let flight = async move { tasks.spawn(asking).await.unwrap_or(Err(ItemsError::Interrupted)) };
        let flight = flight.boxed().shared();
        known.flight = Some(flight.clone());
        flight
    }
}

/// The usual ones.
pub(super) fn usual(columns: &[Column]) -> Vec<ColumnId> {
    let usual = columns.iter().filter(|column| column.usual);
    usual.map(|column| column.id.clone()).collect()
}

/// Whether there is such a property, and it is not read anyway.
pub(super) fn is_unusual(columns: &[Column], name: &str) -> bool {
    let is_it = |column: &&Column| matches!(&column.id, ColumnId::Property(property) if property == name);
    columns.iter().find(is_it).is_some_and(|column| !column.usual)
}
