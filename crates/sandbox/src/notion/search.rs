//! `POST /v1/search`: pages and data sources by title.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use serde::Deserialize;
use serde_json::Value;

use super::Notion;
use super::api_error::ApiError;
use super::objects::written;
use super::paging::{Asked, body, page};
use super::titles::title;
use super::workspace::Thing;

#[derive(Debug, Default, Deserialize)]
struct Search {
    query: Option<String>,
    filter: Option<Filter>,
    sort: Option<Sort>,
    start_cursor: Option<String>,
    page_size: Option<usize>,
}

#[derive(Debug, Deserialize)]
struct Filter {
    property: Property,
    value: Wanted,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Property {
    Object,
}

/// Notion: `database` is no value any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Wanted {
    Page,
    DataSource,
}

#[derive(Debug, Deserialize)]
struct Sort {
    timestamp: Timestamp,
    direction: Direction,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Timestamp {
    LastEditedTime,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Direction {
    Ascending,
    Descending,
}

/// What is in the trash is not found. Invented: without a sort, the last edited comes first.
pub(crate) async fn search(State(notion): State<Arc<Notion>>, bytes: Bytes) -> Result<Json<Value>, ApiError> {
    let asked: Search = body(&bytes)?;
    let workspace = &notion.workspace;
    let query = asked.query.unwrap_or_default().to_lowercase();
    let wanted = asked.filter.map(
        |Filter {
             property: Property::Object,
             value,
         }| value,
    );
    let matches = |thing: &&Thing| {
        let kind = if matches!(thing, Thing::Page(_)) {
            Wanted::Page
        } else {
            Wanted::DataSource
        };
        let is_wanted = wanted.is_none_or(|wanted| wanted == kind);
        is_wanted && (query.is_empty() || title(workspace, **thing).to_lowercase().contains(&query))
    };
    let mut things: Vec<Thing> = workspace.by_edit().iter().filter(matches).copied().collect();
    let ascends = |Sort {
                       timestamp: Timestamp::LastEditedTime,
                       direction,
                   }| direction == Direction::Ascending;
    if asked.sort.is_some_and(ascends) {
        things.reverse();
    }
    let asked = Asked::new(asked.start_cursor, asked.page_size);
    let write = |thing| written(workspace, thing);
    page(workspace, &things, &asked, "page_or_data_source", write).map(Json)
}
