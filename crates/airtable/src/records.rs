//! Records of a table, as items: listed, and read one by one.

use std::collections::BTreeMap;

use futures::{future::OptionFuture, try_join};
use integrations::{
    Access, ProviderError,
    answers::{parsed, pretty, readable},
    api::Turn,
};
use model::{IntegrationItem, ItemPage, PageCursor, list};
use serde::{Deserialize, Serialize};
use serde_json::{Value, value::RawValue};

use crate::{
    api::AirtableApi,
    cells,
    descriptor::{READ_BASES, READ_RECORDS},
    place::{NONE, TablePlace, address, is_id},
    schema::{self, Schema},
};

/// Airtable's largest page.
const PAGE: &str = "100";

/// `GET /v0/{base}/{table}`.
#[derive(Deserialize)]
struct Page<'a> {
    #[serde(borrow)]
    records: Vec<&'a RawValue>,
    offset: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Record {
    id: String,
    #[serde(default)]
    created_time: Value,
    #[serde(default)]
    fields: BTreeMap<String, Value>,
}

/// Where a page begins, and what it must know of the table.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    offset: String,
    /// The name of the primary field; `None`: it must be asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    primary: Option<String>,
}

impl Place {
    fn write(self) -> Result<PageCursor, ProviderError> {
        let text = |place: &Self| serde_json::to_string(place).map_err(|_| ProviderError::Malformed);
        let long = text(&self)?;
        if long.len() <= PageCursor::MAX_LENGTH {
            return Ok(PageCursor(long));
        }
        let short = text(&Self { primary: None, ..self })?;
        let fits = short.len() <= PageCursor::MAX_LENGTH;
        fits.then_some(PageCursor(short)).ok_or(ProviderError::Malformed)
    }
}

/// One page, in Airtable's order. The primary field's name is asked for once and travels in the cursor.
pub(crate) async fn page(
    api: &AirtableApi,
    access: &Access,
    table: &TablePlace,
    cursor: Option<&PageCursor>,
) -> Result<ItemPage, ProviderError> {
    let refused = ProviderError::Rejected { status: 400 };
    let place: Option<Place> = match cursor {
        Some(cursor) => Some(serde_json::from_str(&cursor.0).map_err(|_| refused.clone())?),
        None => None,
    };
    let (offset, known) = place.map_or((None, None), |place| (Some(place.offset), place.primary));
    let asking = OptionFuture::from(known.is_none().then(|| primary_field(api, access, table)));
    let (asked, body) = try_join!(async { asking.await.transpose() }, async {
        let answer = ask(api, access, table, offset.as_deref()).await;
        // Airtable forgets an offset after a while (from memory): then it is read from the start.
        answer.map_err(|error| match error {
            ProviderError::Rejected { status: 422 } if offset.is_some() => refused,
            error => error,
        })
    },)?;
    let primary = known.or(asked.flatten());
    let page: Page<'_> = parsed(&body)?;
    if page.offset.is_some() && page.offset == offset {
        return Err(ProviderError::Malformed); // It would never end.
    }
    let records: Vec<Record> = readable(&page.records, "records");
    let items = records
        .into_iter()
        .map(|record| of_record(record, table, primary.as_deref()));
    Ok(ItemPage {
        items: items.collect(),
        next: page
            .offset
            .map(|offset| {
                Place {
                    offset,
                    primary: primary.clone(),
                }
                .write()
            })
            .transpose()?,
    })
}

async fn ask(
    api: &AirtableApi,
    access: &Access,
    table: &TablePlace,
    offset: Option<&str>,
) -> Result<Vec<u8>, ProviderError> {
    let mut url = api.url(&[&table.base, &table.table]);
    url.query_pairs_mut().append_pair("pageSize", PAGE);
    if let Some(offset) = offset {
        url.query_pairs_mut().append_pair("offset", offset);
    }
    api.get_body(url, access, Turn::Part(&table.base), READ_RECORDS).await
}

/// The record of that id.
pub(crate) async fn item(
    api: &AirtableApi,
    access: &Access,
    table: &TablePlace,
    id: &str,
) -> Result<list::Record, ProviderError> {
    if !is_id(id, "rec") {
        return Err(NONE);
    }
    let url = api.url(&[&table.base, &table.table, id]);
    let (primary, body) = try_join!(
        primary_field(api, access, table),
        api.get_body(url, access, Turn::Part(&table.base), READ_RECORDS),
    )?;
    let record: Record = parsed(&body)?;
    Ok(list::Record {
        item: of_record(record, table, primary.as_deref()),
        raw: pretty(&body)?,
    })
}

/// The name of the field by which the table's records are called; a grant that does not show fields
/// has records without names.
async fn primary_field(
    api: &AirtableApi,
    access: &Access,
    table: &TablePlace,
) -> Result<Option<String>, ProviderError> {
    if !access.has_scope(READ_BASES) {
        return Ok(None);
    }
    let body = schema::ask(api, access, &table.base).await?;
    let schema = Schema::read(&body)?;
    Ok(schema.table(&table.table).and_then(|(table, _)| table.primary_field()))
}

fn of_record(record: Record, table: &TablePlace, primary: Option<&str>) -> IntegrationItem {
    let properties = cells::texts(record.fields);
    let is_sound = is_id(&record.id, "rec");
    IntegrationItem {
        item_type: "Record".to_owned(),
        parent_id: Some(table.to_string()),
        name: primary.and_then(|name| properties.get(name)).cloned(),
        creation_time: record.created_time.as_str().and_then(|time| time.parse().ok()),
        url: is_sound.then(|| address(&[&table.base, &table.table, &record.id])),
        visibility: true,
        properties,
        id: record.id,
        ..IntegrationItem::default()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn table() -> TablePlace {
        TablePlace::read("appA/tblB").unwrap()
    }

    fn item(value: Value) -> IntegrationItem {
        of_record(serde_json::from_value(value).unwrap(), &table(), Some("Who"))
    }

    #[test]
    fn a_record_is_called_by_its_primary_field() {
        let ada = item(json!({
            "id": "recC", "createdTime": "2024-05-01T10:00:00.000Z", "fields": {"Who": "Ada", "Tags": ["a", "b"]},
        }));
        assert_eq!(ada.name.as_deref(), Some("Ada"));
        assert_eq!(
            (ada.item_type.as_str(), ada.parent_id.as_deref()),
            ("Record", Some("appA/tblB"))
        );
        assert_eq!(ada.url.as_deref(), Some("https://airtable.com/appA/tblB/recC"));
        assert_eq!(ada.creation_time.unwrap().to_string(), "2024-05-01T10:00:00Z");
        assert_eq!(ada.property("Tags"), Some("a;b"));
        assert!(ada.visibility && !ada.directory);
    }

    #[test]
    fn a_record_may_be_empty_and_its_time_nonsense() {
        let empty = item(json!({"id": "recC", "createdTime": 7}));
        assert_eq!((empty.name, empty.creation_time), (None, None));
        assert_eq!(item(json!({"id": "../x", "fields": {}})).url, None);
    }

    #[test]
    fn a_name_that_does_not_fit_into_a_cursor_is_asked_for_again() {
        let place = |primary: String| Place {
            offset: "itrA/recB".to_owned(),
            primary: Some(primary),
        };
        let short = place("Who \"is\" it".to_owned());
        let cursor = place("Who \"is\" it".to_owned()).write().unwrap();
        assert_eq!(serde_json::from_str::<Place>(&cursor.0).unwrap(), short);
        let cursor = place("x".repeat(1_024)).write().unwrap();
        assert_eq!(cursor.0, r#"{"offset":"itrA/recB"}"#);
        let endless = Place {
            offset: "x".repeat(1_024),
            primary: None,
        };
        assert_eq!(endless.write(), Err(ProviderError::Malformed));
    }
}
