//! What stands in the cells of a row: drawn when somebody asks, the same every time.

use serde_json::{Value, json};

use super::places::{Extent, Table};
use super::schema::Kind;
use crate::airtable::ids::id;
use crate::dice::{Dice, mix};
use crate::instants::{date, iso, minutes_in};
use crate::words::{self, AWKWARD, AWKWARD_COUNT, COMPANIES, STATUSES, TAGS};

/// The people who work in the bases.
const PEOPLE: [(&str, &str); 3] = [
    ("Ada Lovelace", "ada@northwind.example"),
    ("Grace Hopper", "grace@northwind.example"),
    ("Émile <Zola>", "emile@northwind.example"),
];

/// The row without a name.
const NAMELESS: u32 = 0;
/// The row after those with an awkward name: one whose text is very long.
const LONG: u32 = 1 + AWKWARD_COUNT as u32;
/// A row in which nobody wrote anything.
const EMPTY: u32 = LONG + 1;

/// When a row was made, as Airtable writes instants.
pub(crate) fn created(table: Table, row: u32) -> String {
    iso(minutes_in(u64::from(row) * 7 + mix(table.start(0)) % 1000))
}

/// The value of a cell; Airtable leaves empty ones out, `false` among them.
pub(crate) fn cell(extent: &Extent, table: Table, row: u32, field: usize) -> Option<Value> {
    let kind = table.fields()[field].kind;
    let start = mix(table.start(row) ^ mix(extent.seed)) ^ mix(field as u64);
    let mut dice = Dice::new(start);
    if let Some(value) = computed(extent, table, row, kind, &mut dice) {
        return Some(value);
    }
    let is_primary = field == 0;
    if row == EMPTY || (is_primary && row == NAMELESS) || (!is_primary && dice.one_in(6)) {
        return None;
    }
    text(row, is_primary, kind, &mut dice).or_else(|| other(extent, table, kind, &mut dice))
}

/// What Airtable itself fills in, in an empty row too.
fn computed(extent: &Extent, table: Table, row: u32, kind: Kind, dice: &mut Dice) -> Option<Value> {
    let value = match kind {
        Kind::CreatedTime => created(table, row).into(),
        Kind::LastModifiedTime => iso(minutes_in(500_000 + u64::from(row) + dice.below(9000))).into(),
        Kind::CreatedBy | Kind::LastModifiedBy => person(dice),
        Kind::AutoNumber => (row + 1).into(),
        Kind::Button => json!({ "label": "Open", "url": format!("https://airtable.example/{}", table.record_id(row)) }),
        // Airtable: a formula that fails has an object for its value; the text is from memory.
        Kind::Formula if row % 10 == 3 => json!({ "error": "#ERROR!" }),
        Kind::Formula if row % 10 == 7 => json!({ "specialValue": "NaN" }),
        Kind::Formula => format!("INV-{:05}", row + 1).into(),
        Kind::Count => links(extent, table, row).len().into(),
        Kind::Rollup => (links(extent, table, row).len() * 100).into(),
        Kind::Lookup => {
            let linked = extent.linked(table);
            let values = links(extent, table, row).into_iter();
            values.filter_map(|row| cell(extent, linked, row, 0)).collect()
        }
        Kind::Links => {
            let linked = extent.linked(table);
            let rows = links(extent, table, row).into_iter();
            let ids: Vec<_> = rows.map(|row| linked.record_id(row)).collect();
            return (!ids.is_empty()).then(|| ids.into());
        }
        _ => return None,
    };
    Some(value)
}

/// The rows of the linked table that a row is linked to.
fn links(extent: &Extent, table: Table, row: u32) -> Vec<u32> {
    let mut dice = Dice::new(mix(table.start(row)) ^ extent.seed);
    if extent.records == 0 || row == EMPTY {
        return Vec::new();
    }
    let mut draw = |_| u32::try_from(dice.below(extent.records.into())).unwrap_or(0);
    let mut rows: Vec<u32> = (0..row % 4).map(&mut draw).collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

fn text(row: u32, is_primary: bool, kind: Kind, dice: &mut Dice) -> Option<Value> {
    let awkward = row.checked_sub(1).and_then(|index| AWKWARD.get(index as usize));
    let value = match kind {
        Kind::SingleLineText if is_primary => match awkward {
            Some(awkward) => (*awkward).to_owned(),
            None if dice.one_in(3) => (*dice.pick(&COMPANIES)).to_owned(),
            None => {
                let (first, last) = words::name(dice);
                format!("{first} {last}")
            }
        },
        Kind::MultilineText if row == LONG => words::long_text(),
        Kind::SingleLineText | Kind::MultilineText => words::sentences(dice),
        Kind::RichText => format!("**{}**\n\n* {}\n", words::name(dice).0, words::sentences(dice)),
        Kind::Email => words::email(dice, row.into()),
        Kind::Url if awkward.is_some() => "javascript:alert(1)".to_owned(),
        Kind::Url => format!("https://{}.example/about?id={row}", words::name(dice).0.to_lowercase()),
        Kind::PhoneNumber => words::phone(dice),
        Kind::SingleSelect => (*dice.pick(&STATUSES)).to_owned(),
        Kind::Date => date(minutes_in(dice.below(1_000_000))),
        Kind::DateTime => iso(minutes_in(dice.below(1_000_000))),
        _ => return None,
    };
    Some(value.into())
}

fn other(extent: &Extent, table: Table, kind: Kind, dice: &mut Dice) -> Option<Value> {
    let value = match kind {
        Kind::Number => (f64::from(small(dice, 2_000_000)) / 100.0 - 5000.0).into(),
        Kind::Currency => (f64::from(small(dice, 9_000_000)) / 100.0).into(),
        Kind::Percent => (f64::from(small(dice, 1000)) / 1000.0).into(),
        Kind::Rating => (1 + small(dice, 5)).into(),
        Kind::Duration => (60 * small(dice, 600)).into(),
        Kind::Checkbox => return dice.one_in(2).then(|| true.into()),
        Kind::MultipleSelects => {
            let chosen: Vec<_> = TAGS.iter().filter(|_| dice.one_in(3)).collect();
            return (!chosen.is_empty()).then(|| json!(chosen));
        }
        Kind::Collaborator => person(dice),
        Kind::Collaborators => json!([person(dice)]),
        Kind::Barcode => json!({ "text": format!("{:013}", dice.below(10_000_000_000_000)), "type": "ean13" }),
        Kind::AiText => json!({ "state": "generated", "value": words::sentences(dice), "isStale": dice.one_in(2) }),
        Kind::Attachments => json!([attachment(extent, table, dice)]),
        _ => return None,
    };
    Some(value)
}

fn small(dice: &mut Dice, bound: u32) -> u32 {
    u32::try_from(dice.below(bound.into())).unwrap_or(0)
}

/// Airtable: a collaborator is an object.
fn person(dice: &mut Dice) -> Value {
    let index = dice.below(PEOPLE.len() as u64);
    let (name, email) = PEOPLE[usize::try_from(index).unwrap_or(0)];
    json!({ "id": id("usr", index), "email": email, "name": name })
}

/// Airtable: a URL of an attachment works for some hours; these never do.
fn attachment(extent: &Extent, table: Table, dice: &mut Dice) -> Value {
    let number = dice.below(u64::MAX) ^ table.start(0) ^ extent.seed;
    let (id, url) = (id("att", number), "https://v5.airtableusercontent.example/v3/u/1");
    let thumbnail = |side: u32| json!({ "url": format!("{url}/{id}/{side}"), "width": side, "height": side });
    json!({
        "id": id,
        "url": format!("{url}/{id}"),
        "filename": format!("<report> {} 📎.pdf", number % 100),
        "size": 1000 + number % 1_000_000,
        "type": "application/pdf",
        "thumbnails": { "small": thumbnail(36), "large": thumbnail(512) },
    })
}
