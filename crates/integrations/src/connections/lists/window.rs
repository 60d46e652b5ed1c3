//! Windows: some rows of a list as a view shows them, with how far the list is.

use std::sync::Arc;

use model::{
    ConnectionId,
    list::{ColumnId, View, Window},
};

use super::{
    columns::usual,
    shelved::{Shelved, count},
};
use crate::{
    Principal,
    connections::{Connections, ItemsError},
};

/// A question to fewer records is answered at once, one to more in a thread of its own.
const FEW: usize = 2_000;

/// Which rows somebody wants to see.
#[derive(Clone, Copy, Debug)]
pub struct WindowRequest<'a> {
    /// Which rows, in which order, with which columns.
    pub view: &'a View,
    /// The position of the first one.
    pub offset: u32,
    /// How many, [`Window::MOST_ROWS`] at most.
    pub count: u32,
    /// A record whose position is of interest: rows above it may have come or gone.
    pub anchor: Option<&'a str>,
}

/// A question that can wait for its turn in another thread.
struct Question {
    view: View,
    columns: Vec<ColumnId>,
    offset: u32,
    count: u32,
    anchor: Option<String>,
}

impl Connections {
    /// Some rows of the principal's connection, as a view shows them; in the usual columns where the view
    /// names none.
    ///
    /// The first question begins to read the list, and waits a while for its first page.
    ///
    /// # Errors
    /// See [`ItemsError`]; once something is there, a failure is part of the progress instead.
    pub async fn window(
        &self,
        principal: &Principal,
        id: &ConnectionId,
        request: WindowRequest<'_>,
    ) -> Result<Window, ItemsError> {
        let view = request.view;
        let (source, list) = self.list_of(principal, id, &view.place, Some(view)).await?;
        let columns = async {
            if !request.view.columns.is_empty() {
                let shown = request.view.columns.iter();
                return Ok(shown.map(|column| column.id.clone()).collect());
            }
            source.columns_of(&list).await.map(|columns| usual(&columns))
        };
        let (arrived, columns) = tokio::join!(list.arrived(self.0.ports.pacing.caller_patience), columns);
        arrived?;
        let question = Question {
            view: request.view.clone(),
            columns: columns?,
            offset: request.offset,
            count: request.count.min(Window::MOST_ROWS),
            anchor: request.anchor.map(str::to_owned),
        };
        answer(list, question).await
    }
}

async fn answer(list: Arc<Shelved>, question: Question) -> Result<Window, ItemsError> {
    if list.read().len() <= FEW {
        return Ok(question.answer(&list));
    }
    let answering = tokio::task::spawn_blocking(move || question.answer(&list));
    answering.await.map_err(|_| ItemsError::Interrupted)
}

impl Question {
    fn answer(&self, list: &Shelved) -> Window {
        let mut progress = list.progress();
        let snapshot = list.read();
        // What was put in a moment ago is seen here before it is told.
        (progress.version, progress.loaded) = (list.version_of(&snapshot), count(snapshot.len()));
        let arrangement = list.arrange(&snapshot, &self.view);
        let anchor = self.anchor.as_deref();
        let mut rows = snapshot.rows(&arrangement, self.offset as usize, self.count as usize, &self.columns);
        if list.mark.is_tree() {
            for row in &mut rows {
                let folder = snapshot.folder_type(&row.id);
                row.opens = folder.map(|item_type| list.mark.opens_other(&item_type).to_owned());
            }
        }
        Window {
            rows,
            offset: self.offset,
            matching: count(arrangement.len()),
            anchor_at: anchor.and_then(|id| snapshot.position(&arrangement, id)).map(count),
            progress,
        }
    }
}
