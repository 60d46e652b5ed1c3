//! What the parts of the list share in the browser, beside what they share with the grid.

use std::sync::Arc;

use leptos::prelude::*;
use model::list::Place;

use super::{asked::Asked, days::midnight_utc, opened::Opened, start::Start, state::ListState};

/// The list, alive.
#[derive(Clone, Copy)]
pub struct Live {
    /// What it shares with the grid.
    pub state: ListState,
    /// What stands open.
    pub opened: RwSignal<Opened>,
    /// Whether all columns of the account are known, not only those of the page.
    pub all_columns: RwSignal<bool>,
    /// Whether a record is on its way.
    pub leafs: StoredValue<bool>,
}

impl Live {
    /// As the server sent it.
    pub fn of(start: &Start) -> Self {
        let asked = Asked::from_address(&start.query, &|_, day| midnight_utc(day));
        let state = ListState {
            connection: StoredValue::new(start.connection.clone()),
            provider: StoredValue::new(Arc::from(start.provider.as_str())),
            view: RwSignal::new(asked.view),
            columns: RwSignal::new(Arc::new(start.columns.clone())),
            matching: RwSignal::new(start.first.matching),
            progress: RwSignal::new(start.first.progress.clone()),
            open_at: RwSignal::new(None),
            step: RwSignal::new(0),
        };
        Self {
            state,
            opened: RwSignal::new(asked.opened),
            all_columns: RwSignal::new(start.whole),
            leafs: StoredValue::new(false),
        }
    }

    /// The id of the connection.
    pub fn connection(&self) -> String {
        self.state.connection.with_value(ToString::to_string)
    }

    /// Where in the connection it is. No tool leads elsewhere without another page.
    pub fn place(&self) -> Place {
        self.state.view.with_untracked(|view| view.place.clone())
    }

    /// Where the records are, as people call it.
    pub fn provider(&self) -> Arc<str> {
        self.state.provider.get_value()
    }
}
