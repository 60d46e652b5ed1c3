//! What Airtable tells of a field besides its name and type.

use serde_json::{Value, json};

use super::Kind;
use crate::airtable::ids::id;
use crate::airtable::places::{Extent, Table};
use crate::words::{STATUSES, TAGS};

const COLORS: [&str; 6] = [
    "blueLight2",
    "cyanLight2",
    "greenLight2",
    "redLight2",
    "yellowLight2",
    "grayLight2",
];

/// Airtable: the field model; a type that has no options has no such key.
pub(crate) fn field_options(extent: &Extent, table: Table, field: usize) -> Option<Value> {
    let linked = extent.linked(table);
    let link = || {
        let links = table.fields().iter().position(|field| field.kind == Kind::Links);
        links.map(|index| table.field_id(index))
    };
    let number = json!({ "type": "number", "options": { "precision": 0 } });
    let options = match table.fields()[field].kind {
        Kind::Number => json!({ "precision": 2 }),
        Kind::Currency => json!({ "precision": 2, "symbol": "€" }),
        Kind::Percent => json!({ "precision": 1 }),
        Kind::Checkbox => json!({ "icon": "check", "color": "greenBright" }),
        Kind::Rating => json!({ "icon": "star", "max": 5, "color": "yellowBright" }),
        Kind::Duration => json!({ "durationFormat": "h:mm" }),
        Kind::Date => json!({ "dateFormat": date_format() }),
        Kind::DateTime => date_time(),
        Kind::CreatedTime => json!({ "result": { "type": "dateTime", "options": date_time() } }),
        Kind::LastModifiedTime => json!({
            "isValid": true,
            "referencedFieldIds": [],
            "result": { "type": "dateTime", "options": date_time() },
        }),
        Kind::SingleSelect => json!({ "choices": choices(table, field, &STATUSES) }),
        Kind::MultipleSelects => json!({ "choices": choices(table, field, &TAGS) }),
        Kind::Links => json!({
            "linkedTableId": linked.id(),
            "isReversed": false,
            "prefersSingleRecordLink": false,
        }),
        Kind::Attachments => json!({ "isReversed": false }),
        Kind::Count => json!({ "isValid": true, "recordLinkFieldId": link() }),
        Kind::Lookup => json!({
            "isValid": true,
            "recordLinkFieldId": link(),
            "fieldIdInLinkedTable": linked.field_id(0),
            "result": { "type": linked.fields()[0].kind.name() },
        }),
        Kind::Rollup => json!({
            "isValid": true,
            "recordLinkFieldId": link(),
            "fieldIdInLinkedTable": linked.field_id(0),
            "referencedFieldIds": [linked.field_id(0)],
            "result": number,
        }),
        Kind::Formula => json!({
            "isValid": true,
            "formula": format!("\"INV-\" & {{{}}}", table.field_id(1)),
            "referencedFieldIds": [table.field_id(1)],
            "result": { "type": "singleLineText" },
        }),
        Kind::AiText => json!({ "prompt": ["Summarise ", { "field": { "fieldId": table.field_id(0) } }] }),
        _ => return None,
    };
    Some(options)
}

fn choices(table: Table, field: usize, names: &[&str]) -> Vec<Value> {
    let start = table.start(u32::try_from(field).unwrap_or(0)) << 8;
    let choices = names.iter().zip(COLORS).zip(start..);
    choices
        .map(|((name, color), number)| json!({ "id": id("sel", number), "name": name, "color": color }))
        .collect()
}

fn date_format() -> Value {
    json!({ "name": "iso", "format": "YYYY-MM-DD" })
}

fn date_time() -> Value {
    json!({
        "dateFormat": date_format(),
        "timeFormat": { "name": "24hour", "format": "HH:mm" },
        "timeZone": "utc",
    })
}
