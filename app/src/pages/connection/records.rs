//! The records of a connection's page, or what was last seen of them, and what asking for them changed.

use leptos::prelude::*;
use model::{
    ConnectionDetails, IntegrationItem, LastSeen,
    list::{Column, ColumnId, Place, Record, View, Whereabouts, Window},
};
use serde::{Deserialize, Serialize};

use crate::{
    api::{ApiError, find_connection, find_record, find_whereabouts, last_seen, list_columns, list_window},
    list::{Asked, PAGE, shown},
};

/// What came.
#[derive(Clone, Serialize, Deserialize)]
pub struct Came {
    /// The list.
    pub list: Result<Listed, ApiError>,
    /// The connection afterwards: its token may have been renewed or refused meanwhile.
    pub details: Option<ConnectionDetails>,
    /// Instead of a list that did not come.
    pub seen: Option<LastSeen>,
    /// Where one is; `None` when that cannot be told either.
    pub whereabouts: Option<Whereabouts>,
}

/// A list, as far as the page shows it.
#[derive(Clone, Serialize, Deserialize)]
pub struct Listed {
    /// The rows.
    pub window: Window,
    /// The columns that the page needs.
    pub columns: Vec<Column>,
    /// Whether that are all of the account.
    pub whole: bool,
    /// The record that the address names.
    pub record: Option<Result<Record, ApiError>>,
}

/// Asks for what the page of connection `id` shows: for everything at once, so that nothing waits for anything.
pub fn fetch(id: String, asked: Asked) -> Resource<Came> {
    let window = Resource::new(|| (), {
        let (id, view) = (id.clone(), asked.view.clone());
        move |()| list_window(id.clone(), view.to_query(), view.from, PAGE, None)
    });
    let columns = Resource::new(|| (), {
        let (id, place) = (id.clone(), asked.view.place.clone());
        move |()| {
            let (kind, folder) = words(&place);
            list_columns(id.clone(), kind, folder)
        }
    });
    let whereabouts = Resource::new(|| (), {
        let (id, place) = (id.clone(), asked.view.place.clone());
        move |()| {
            let (kind, folder) = words(&place);
            find_whereabouts(id.clone(), kind, folder)
        }
    });
    let record = Resource::new(|| (), {
        let (id, view) = (id.clone(), asked.view.clone());
        move |()| {
            let (id, wanted) = (id.clone(), view.record.clone());
            let (kind, folder) = words(&view.place);
            async move {
                match wanted {
                    Some(wanted) => Some(find_record(id, wanted, kind, folder).await),
                    None => None,
                }
            }
        }
    });
    Resource::new(
        || (),
        move |()| {
            let (id, asked) = (id.clone(), asked.clone());
            async move {
                let list = match (window.await, columns.await) {
                    (Ok(window), Ok(columns)) => Ok(listed(&asked, window, columns, record.await)),
                    (Err(error), _) | (_, Err(error)) => Err(error),
                };
                let whereabouts = whereabouts.await.ok();
                afterwards(id, &asked.view.place, list, whereabouts).await
            }
        },
    )
}

/// The place as server functions take it.
fn words(place: &Place) -> (String, String) {
    let [(_, kind), (_, folder)] = place.parameters();
    (kind.to_owned(), folder.to_owned())
}

async fn afterwards(
    id: String,
    place: &Place,
    list: Result<Listed, ApiError>,
    whereabouts: Option<Whereabouts>,
) -> Came {
    // Not found a second time: the page says what it knew before.
    let details = find_connection(id).await.ok();
    let seen = match &details {
        Some(details) if list.as_ref().is_err_and(may_be_seen_without) => {
            last_seen(&details.summary.id, place).await.ok().flatten()
        }
        _ => None,
    };
    Came {
        list,
        details,
        seen,
        whereabouts,
    }
}

fn listed(asked: &Asked, window: Window, columns: Vec<Column>, record: Option<Result<Record, ApiError>>) -> Listed {
    let whole = asked.opened.needs_all_columns();
    let item = record
        .as_ref()
        .and_then(|record| record.as_ref().ok())
        .map(|record| &record.item);
    let columns = if whole {
        columns
    } else {
        needed(&asked.view, columns, item)
    };
    Listed {
        window,
        columns,
        whole,
        record,
    }
}

/// The columns that the page has something of. All of them, with their choices, would weigh more than the rows.
fn needed(view: &View, columns: Vec<Column>, item: Option<&IntegrationItem>) -> Vec<Column> {
    let shown: Vec<ColumnId> = shown(view, &columns).into_iter().map(|column| column.id).collect();
    let held = |id: &ColumnId| match (id, item) {
        (ColumnId::Property(name), Some(item)) => item.property(name).is_some(),
        (_, Some(_)) => true,
        (_, None) => false,
    };
    let needs = |column: &Column| {
        let id = &column.id;
        let sorted = view.sorted_by(id).is_some();
        let filtered = view.filters.iter().any(|filter| filter.column == *id);
        column.usual || sorted || filtered || shown.contains(id) || held(id)
    };
    columns.into_iter().filter(needs).collect()
}

/// Whether the user may still read what came before this happened: not what a permission now forbids.
fn may_be_seen_without(error: &ApiError) -> bool {
    !matches!(error, ApiError::MissingScopes | ApiError::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{list::samples::columns, samples::record};

    fn names(query: &str, item: Option<&IntegrationItem>) -> Vec<String> {
        let columns = needed(&View::from_query(query), columns(), item);
        columns.iter().map(|column| column.id.to_string()).collect()
    }

    #[test]
    fn what_a_permission_forbids_is_not_shown_from_before() {
        assert!(!may_be_seen_without(&ApiError::MissingScopes));
        assert!(may_be_seen_without(&ApiError::ReconnectRequired));
        assert!(may_be_seen_without(&ApiError::ProviderUnavailable));
    }

    #[test]
    fn a_page_brings_the_columns_that_it_has_something_of() {
        assert_eq!(names("", None), ["name", "p.email", "p.stage"]);
        assert_eq!(names("cols=p.city", None), ["name", "p.email", "p.stage", "p.city"]);
        assert_eq!(
            names("sort=created&f.p.visits=filled", None),
            ["name", "p.email", "p.stage", "p.visits", "created"]
        );
        let mut ada = record(Some("Ada"));
        ada.properties.insert("city".to_owned(), "London".to_owned());
        assert_eq!(
            names("", Some(&ada)),
            ["name", "p.email", "p.stage", "p.city", "created"]
        );
    }
}
