//! Notion's lists: as many as were asked for, and the id at which the next page begins.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::api_error::ApiError;
use super::workspace::{Thing, Workspace};
use crate::random;

/// Notion: 100 unless told, and at most.
const PAGE_SIZE: usize = 100;

/// Which page of a list.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    start_cursor: Option<String>,
    page_size: Option<usize>,
}

impl Asked {
    pub(crate) fn new(start_cursor: Option<String>, page_size: Option<usize>) -> Self {
        Self {
            start_cursor,
            page_size,
        }
    }
}

/// One page of things, each written by `write`. The sentences of the refusals are from memory.
pub(crate) fn page(
    workspace: &Workspace,
    things: &[Thing],
    asked: &Asked,
    list: &str,
    write: impl Fn(Thing) -> Value,
) -> Result<Value, ApiError> {
    let size = asked.page_size.unwrap_or(PAGE_SIZE);
    if !(1..=PAGE_SIZE).contains(&size) {
        let message = format!("body failed validation: body.page_size should be ≤ `100`, instead was `{size}`.");
        return Err(ApiError::validation(message));
    }
    let start = match &asked.start_cursor {
        None => 0,
        Some(cursor) => {
            let thing = workspace.find(cursor);
            let place = thing.and_then(|thing| things.iter().position(|&one| one == thing));
            place.ok_or_else(|| ApiError::validation(format!("start_cursor provided is invalid: {cursor}")))?
        }
    };
    let end = start.saturating_add(size).min(things.len());
    let next = things.get(end).map(|&thing| workspace.id(thing));
    let mut answer = json!({
        "object": "list",
        "results": things[start..end].iter().map(|&thing| write(thing)).collect::<Vec<_>>(),
        "has_more": next.is_some(),
        "next_cursor": next,
        "type": list,
        "request_id": random::uuid(),
    });
    answer[list] = json!({});
    Ok(answer)
}

/// Reads a body; the client sends none where it has nothing to say.
pub(crate) fn body<T: DeserializeOwned + Default>(body: &[u8]) -> Result<T, ApiError> {
    if body.is_empty() {
        return Ok(T::default());
    }
    let value: Value = serde_json::from_slice(body).map_err(|_| ApiError::invalid_json())?;
    serde_json::from_value(value).map_err(|error| ApiError::validation(format!("body failed validation: {error}")))
}
