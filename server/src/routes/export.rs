//! `GET /api/export`: the records of a view, or all of them, as a file that is written while it is read.

mod cells;
mod file_name;
mod lines;
mod portions;

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Extension, RawQuery, State},
    response::{IntoResponse as _, Response},
};
use http::{
    HeaderValue,
    header::{CONTENT_DISPOSITION, CONTENT_TYPE},
};
use integrations::{Caller, Clock, Connections, connections::Export};
use jiff::tz::TimeZone;
use model::list::{Place as ListPlace, View};

use self::{file_name::FileName, lines::Format, portions::Portions};
use super::asked::{Asked, Refused, parameter};
use crate::{lasting::lasting, metrics::names::EXPORTS, places::Places};

/// Exports at a time, of all visitors together.
const MOST: usize = 8;

/// In one session.
const IN_SESSION: usize = 2;

/// Of which limit the metrics speak.
const LIMIT: &str = "exports";

/// Places for exports.
#[derive(Clone)]
pub(crate) struct Exports(Places);

impl Default for Exports {
    fn default() -> Self {
        Self(Places::new(MOST, EXPORTS))
    }
}

/// `format` is `csv` or `jsonl`; `scope` is `view` (then `view` is its query, as it stands in addresses) or `all` (of the list at `kind` and `folder`).
///
/// The next records are read when the visitor has taken those before them. What cannot be brought to
/// its end is cut, so that nobody takes it for the whole; a list that is still coming in is called
/// partial in the file's name.
///
/// # Errors
/// What kept us from the first records; that there are too many exports; a format or scope that there is not.
pub(crate) async fn export(
    State(connections): State<Connections>,
    State(exports): State<Exports>,
    State(clock): State<Arc<dyn Clock>>,
    Extension(caller): Extension<Caller>,
    RawQuery(query): RawQuery,
) -> Result<Response, Refused> {
    let query = query.unwrap_or_default();
    let asked = Asked::read(caller, &query)?;
    let format = read_format(&query)?;
    let view = read_scope(&query)?;
    let place = asked.take_place(&exports.0, LIMIT, IN_SESSION, IN_SESSION)?;
    let from = view.as_ref().map_or(&asked.place, |view| &view.place);
    let name = name_of(&connections, &asked, from, format).await?;
    let export = connections
        .export(&asked.principal, &asked.connection, from, view.as_ref())
        .await?;
    let date = TimeZone::UTC.to_datetime(clock.now()).date();
    let disposition = name.disposition(date, !export.progress.is_whole());
    let head = [
        (CONTENT_TYPE, HeaderValue::from_static(format.content_type())),
        (CONTENT_DISPOSITION, disposition),
    ];
    let portions = Portions::new(format.lines(export.columns.clone()), export, place);
    Ok(lasting((head, Body::from_stream(portions.stream())).into_response()))
}

impl portions::Records for Export {
    fn next_items(&mut self) -> Option<Vec<model::IntegrationItem>> {
        Self::next_items(self)
    }
}

fn read_format(query: &str) -> Result<Format, Refused> {
    match parameter(query, "format").as_deref() {
        Some("csv") => Ok(Format::Csv),
        Some("jsonl") => Ok(Format::JsonLines),
        _ => Err(Refused::BadRequest),
    }
}

/// The view; `None` is all.
fn read_scope(query: &str) -> Result<Option<View>, Refused> {
    match parameter(query, "scope").as_deref() {
        Some("view") => Ok(Some(View::from_query(&parameter(query, "view").unwrap_or_default()))),
        Some("all") => Ok(None),
        _ => Err(Refused::BadRequest),
    }
}

/// From which account the records are, and what they are.
async fn name_of(
    connections: &Connections,
    asked: &Asked,
    from: &ListPlace,
    format: Format,
) -> Result<FileName, Refused> {
    let found = connections.find(&asked.principal, &asked.connection).await?;
    let summary = found.ok_or_else(Refused::not_found)?.summary;
    let mut descriptors = connections.descriptors();
    let kind = descriptors
        .find(|descriptor| descriptor.id == summary.provider)
        .and_then(|descriptor| match &from.kind {
            Some(name) => descriptor.item_kind(name),
            None => descriptor.item_kinds.first(),
        });
    Ok(FileName {
        provider: summary.provider.to_string(),
        account: summary.account.name,
        kind: kind.map(|kind| kind.name.to_owned()).unwrap_or_default(),
        ending: format.ending(),
    })
}
