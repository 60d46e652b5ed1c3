//! Bases and the tables in them, as items: listed, and read one by one.

use std::collections::BTreeMap;

use futures::future::try_join_all;
use integrations::{
    Access, ProviderError,
    answers::{parsed, pretty, readable},
    api::Turn,
};
use model::{IntegrationItem, ItemPage, PageCursor, list::Record};
use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::value::RawValue;

use crate::{
    api::AirtableApi,
    descriptor::{READ_BASES, TABLE},
    place::{NONE, TablePlace, address, is_id},
    schema::{self, Schema, Table},
};

/// So many bases come on one page, each with its tables.
const AT_ONCE: usize = 10;
/// Airtable lists a thousand bases at a time: nobody has more than this many lists.
const MOST_LISTS: usize = 20;

/// `GET /v0/meta/bases`.
#[derive(Deserialize)]
struct Listing<'a> {
    #[serde(borrow)]
    bases: Vec<&'a RawValue>,
    offset: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Base {
    #[serde(deserialize_with = "base_id")]
    id: String,
    name: String,
    permission_level: Option<String>,
}

fn base_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let id = String::deserialize(deserializer)?;
    let is_sound = is_id(&id, "app");
    is_sound.then_some(id).ok_or_else(|| D::Error::custom("not a base"))
}

/// Where a page begins: so many bases after the beginning of the list that begins at Airtable's offset,
/// which is empty at the start.
fn place(cursor: &PageCursor) -> Option<(usize, &str)> {
    let (passed, offset) = cursor.0.split_once(':')?;
    Some((passed.parse().ok()?, offset))
}

/// One page: ten bases, each followed by its tables. Each page asks for the list of bases anew, so that
/// nothing need be remembered between pages.
pub(crate) async fn page(
    api: &AirtableApi,
    access: &Access,
    cursor: Option<&PageCursor>,
) -> Result<ItemPage, ProviderError> {
    let (passed, offset) = match cursor {
        Some(cursor) => place(cursor).ok_or(ProviderError::Rejected { status: 400 })?,
        None => (0, ""),
    };
    let body = ask(api, access, offset).await?;
    let listing = Listing::read(&body, offset)?;
    let bases: Vec<Base> = readable(&listing.bases, "bases");
    let some = bases.iter().skip(passed).take(AT_ONCE);
    let items = try_join_all(some.map(|base| with_tables(api, access, base))).await?;
    let passed = passed.saturating_add(AT_ONCE);
    let next = if passed < bases.len() {
        Some(format!("{passed}:{offset}"))
    } else {
        listing.offset.map(|offset| format!("0:{offset}"))
    };
    Ok(ItemPage {
        items: items.into_iter().flatten().collect(),
        next: next.map(PageCursor),
    })
}

/// The base or the table of that id.
pub(crate) async fn item(api: &AirtableApi, access: &Access, id: &str) -> Result<Record, ProviderError> {
    let place = TablePlace::read(id);
    let of_base = place.as_ref().map_or(id, |place| &place.base);
    if !is_id(of_base, "app") {
        return Err(NONE);
    }
    let (base, raw) = find(api, access, of_base).await?;
    let Some(place) = &place else {
        let mut items = with_tables(api, access, &base).await?;
        return Ok(Record {
            item: items.swap_remove(0),
            raw,
        });
    };
    let body = schema::ask(api, access, of_base).await?;
    let schema = Schema::read(&body)?;
    let (table, raw) = schema.table(&place.table).ok_or(NONE)?;
    Ok(Record {
        item: of_table(&base, &table),
        raw: pretty(raw.get())?,
    })
}

impl<'a> Listing<'a> {
    fn read(body: &'a [u8], asked: &str) -> Result<Self, ProviderError> {
        let listing: Self = parsed(body)?;
        let leads_back = listing.offset.as_deref() == Some(asked);
        // A list that leads back to where it was would never end.
        (!leads_back).then_some(listing).ok_or(ProviderError::Malformed)
    }
}

async fn ask(api: &AirtableApi, access: &Access, offset: &str) -> Result<Vec<u8>, ProviderError> {
    let mut url = api.url(&["meta", "bases"]);
    if !offset.is_empty() {
        url.query_pairs_mut().append_pair("offset", offset);
    }
    api.get_body(url, access, Turn::Any, READ_BASES).await
}

/// Looks through the lists for that base: Airtable has no question for one.
async fn find(api: &AirtableApi, access: &Access, id: &str) -> Result<(Base, String), ProviderError> {
    let mut offset = String::new();
    for _ in 0..MOST_LISTS {
        let body = ask(api, access, &offset).await?;
        let listing = Listing::read(&body, &offset)?;
        for raw in &listing.bases {
            let read = serde_json::from_str::<Base>(raw.get());
            if let Some(base) = read.ok().filter(|base| base.id == id) {
                return Ok((base, pretty(raw.get())?));
            }
        }
        offset = listing.offset.ok_or(NONE)?;
    }
    Err(NONE)
}

/// The base, and after it its tables. One whose tables Airtable does not show stands alone.
async fn with_tables(api: &AirtableApi, access: &Access, base: &Base) -> Result<Vec<IntegrationItem>, ProviderError> {
    let body = match schema::ask(api, access, &base.id).await {
        Err(ProviderError::Rejected { status }) => {
            tracing::warn!(status, "the tables of a base are not shown");
            return Ok(vec![of_base(base, &[])]);
        }
        answer => answer?,
    };
    let tables: Vec<Table<'_>> = readable(&Schema::read(&body)?.tables, "tables");
    let tables: Vec<IntegrationItem> = tables.iter().map(|table| of_table(base, table)).collect();
    Ok([vec![of_base(base, &tables)], tables].concat())
}

fn of_base(base: &Base, tables: &[IntegrationItem]) -> IntegrationItem {
    let properties = [("permissionLevel", base.permission_level.clone())];
    IntegrationItem {
        id: base.id.clone(),
        item_type: "Base".to_owned(),
        directory: true,
        name: Some(base.name.clone()),
        url: Some(address(&[&base.id])),
        children: tables.iter().map(|table| table.id.clone()).collect(),
        visibility: true,
        properties: filled(properties),
        ..IntegrationItem::default()
    }
}

fn of_table(base: &Base, table: &Table<'_>) -> IntegrationItem {
    let fields: Vec<String> = table.fields().into_iter().map(|field| field.name).collect();
    let properties = [
        ("description", table.description.clone()),
        ("fields", Some(fields.join("; "))),
        ("views", Some(table.views().join("; "))),
        ("primaryField", table.primary_field()),
    ];
    let place = TablePlace {
        base: base.id.clone(),
        table: table.id.clone(),
    };
    IntegrationItem {
        id: place.to_string(),
        item_type: TABLE.to_owned(),
        directory: true,
        parent_path_or_name: Some(base.name.clone()),
        parent_id: Some(base.id.clone()),
        name: Some(table.name.clone()),
        url: Some(address(&[&base.id, &table.id])),
        visibility: true,
        properties: filled(properties),
        ..IntegrationItem::default()
    }
}

fn filled<const N: usize>(properties: [(&str, Option<String>); N]) -> BTreeMap<String, String> {
    let filled = properties
        .into_iter()
        .filter_map(|(name, text)| Some((name.to_owned(), text.filter(|text| !text.is_empty())?)));
    filled.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_a_number_and_an_offset() {
        for (text, expected) in [
            ("0:", Some((0, ""))),
            ("10:itrA/appB", Some((10, "itrA/appB"))),
            ("10:a:b", Some((10, "a:b"))),
            ("", None),
            ("10", None),
            ("-1:", None),
            ("99999999999999999999:", None),
        ] {
            assert_eq!(place(&PageCursor(text.to_owned())), expected, "{text}");
        }
    }

    #[test]
    fn a_list_that_leads_back_to_where_it_was_makes_no_sense() {
        let body = br#"{"bases":[],"offset":"itrA"}"#;
        assert!(Listing::read(body, "").is_ok());
        assert_eq!(Listing::read(body, "itrA").err(), Some(ProviderError::Malformed));
    }
}
