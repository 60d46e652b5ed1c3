//! What tests of the list show.

use std::sync::Arc;

use leptos::prelude::*;
use model::list::{Choice, Column, ColumnId, ColumnType, Progress, ReadState, Row, View, Window};

use super::{opened::Opened, state::ListState, tools::Tools};
use crate::samples::connection;

/// All 2,500 records, in that state.
pub fn progress(state: ReadState) -> Progress {
    Progress {
        loaded: 2_500,
        expected: Some(2_500),
        state,
        seconds_left: None,
        as_of: None,
        version: 1,
    }
}

pub fn column(id: &str, label: &str, column_type: ColumnType, group: Option<&str>) -> Column {
    Column {
        group: group.map(str::to_owned),
        usual: group.is_none(),
        ..Column::new(ColumnId::parse(id).unwrap(), label, column_type)
    }
}

/// Name, e-mail and stage are usual; city and visits are not.
pub fn columns() -> Vec<Column> {
    let mut stage = column("p.stage", "Lifecycle stage", ColumnType::Choice, None);
    stage.choices = [("lead", "Lead"), ("customer", "Customer")]
        .map(|(value, label)| Choice::new(value, label))
        .into();
    vec![
        column("name", "Name", ColumnType::Text, None),
        column("p.email", "E-mail", ColumnType::Email, None),
        stage,
        column("p.city", "City", ColumnType::Text, Some("Address <b>")),
        column("p.visits", "Visits", ColumnType::Number, Some("Numbers")),
        column("created", "Created", ColumnType::Instant, Some("Numbers")),
    ]
}

pub fn window(matching: u32, progress: Progress) -> Window {
    let row = |at: u32| Row {
        id: at.to_string(),
        cells: vec![Some(format!("Person {at}")), None, Some("lead".to_owned())],
        opens: None,
    };
    Window {
        rows: (0..matching.min(60)).map(row).collect(),
        offset: 0,
        matching,
        anchor_at: None,
        progress,
    }
}

/// What the list shares, at that address, as the server has it.
pub fn tools(query: &str, opened: Opened, progress: Progress) -> Tools {
    let connection = connection();
    let state = ListState {
        connection: StoredValue::new(connection.id.clone()),
        provider: StoredValue::new(Arc::from(connection.provider_name.as_str())),
        view: RwSignal::new(View::from_query(query)),
        columns: RwSignal::new(Arc::new(columns())),
        matching: RwSignal::new(2_500),
        progress: RwSignal::new(progress),
        open_at: RwSignal::new(None),
        step: RwSignal::new(0),
    };
    Tools {
        state,
        summary: StoredValue::new(connection),
        opened: RwSignal::new(opened),
        pane: RwSignal::new(super::pane::Pane::Closed),
    }
}
