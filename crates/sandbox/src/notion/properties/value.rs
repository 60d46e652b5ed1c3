//! The values of a row's properties: drawn when somebody asks, the same every time.

use serde_json::{Map, Value, json};

use super::configuration::chosen;
use super::{Kind, properties_of, property_id};
use crate::dice::{Dice, mix};
use crate::instants::{date, iso, minutes_in};
use crate::notion::ids::{self, id};
use crate::notion::rich_text::{rich_text, with_mention};
use crate::notion::titles::title;
use crate::notion::workspace::{Thing, Workspace, created};
use crate::words::{self, STATUSES, TAGS};

/// A user, as far as an answer names one.
pub(crate) fn user(seed: u64, number: u32) -> Value {
    json!({ "object": "user", "id": id(seed, ids::Kind::User, number) })
}

/// All values of a row of that data source, by name.
pub(crate) fn values(workspace: &Workspace, source: u32, page: u32) -> Map<String, Value> {
    let properties = properties_of(source).iter().enumerate();
    let values = properties.map(|(index, property)| {
        let told = value(workspace, source, page, index);
        (property.name.to_owned(), told)
    });
    values.collect()
}

/// One value of a row, with its id and type.
fn value(workspace: &Workspace, source: u32, page: u32, index: usize) -> Value {
    let kind = properties_of(source)[index].kind;
    let start = mix(workspace.seed ^ (u64::from(page) << 8) ^ index as u64);
    let mut dice = Dice::new(start);
    let mut told = json!({ "id": property_id(source, index), "type": kind.name() });
    // Notion: what has no value is `null`, or an empty list.
    told[kind.name()] = if dice.one_in(6) {
        nothing(workspace, page, kind)
    } else {
        something(workspace, page, kind, &mut dice)
    };
    told
}

fn nothing(workspace: &Workspace, page: u32, kind: Kind) -> Value {
    match kind {
        Kind::Checkbox => false.into(),
        Kind::Files | Kind::MultiSelect | Kind::People | Kind::Relation | Kind::RichText => json!([]),
        Kind::Formula => json!({ "type": "string", "string": null }),
        Kind::Rollup => json!({ "type": "number", "number": 0, "function": "count" }),
        Kind::Button => json!({}),
        _ => given(workspace, page, kind).unwrap_or(Value::Null),
    }
}

/// What every page has.
fn given(workspace: &Workspace, page: u32, kind: Kind) -> Option<Value> {
    let thing = Thing::Page(page);
    let value = match kind {
        Kind::Title => page_title(workspace, page),
        Kind::CreatedTime => iso(minutes_in(created(thing))).into(),
        Kind::LastEditedTime => iso(minutes_in(workspace.edited(thing))).into(),
        Kind::CreatedBy => user(workspace.seed, page % 3),
        Kind::LastEditedBy => user(workspace.seed, page % 2),
        Kind::UniqueId => json!({ "prefix": "C", "number": page }),
        _ => return None,
    };
    Some(value)
}

/// The title of a page, now and then in several pieces.
pub(crate) fn page_title(workspace: &Workspace, page: u32) -> Value {
    let text = title(workspace, Thing::Page(page));
    if page % 20 == 18 && text.contains(' ') {
        return with_mention(&text, "2024-05-01");
    }
    rich_text(&text)
}

fn something(workspace: &Workspace, page: u32, kind: Kind, dice: &mut Dice) -> Value {
    if let Some(value) = given(workspace, page, kind) {
        return value;
    }
    match kind {
        Kind::Email => words::email(dice, page.into()).into(),
        Kind::PhoneNumber => words::phone(dice).into(),
        Kind::Url if dice.one_in(10) => "javascript:alert(1)".into(),
        Kind::Url => format!("https://{}.example/?page={page}", words::name(dice).0.to_lowercase()).into(),
        Kind::RichText if page == 33 => rich_text(&words::long_text()),
        Kind::RichText if dice.one_in(4) => with_mention(&words::sentences(dice), "2024-06-30"),
        Kind::RichText => rich_text(&words::sentences(dice)),
        Kind::Number if dice.one_in(3) => json!(dice.below(100_000)),
        Kind::Number => json!(f64::from(u32::try_from(dice.below(100_000)).unwrap_or(0)) / 8.0 - 1000.0),
        Kind::Checkbox => true.into(),
        Kind::Select | Kind::Status => chosen(&STATUSES, below(dice, STATUSES.len())),
        Kind::MultiSelect => {
            let mut tags = (0..TAGS.len()).collect::<Vec<_>>();
            tags.retain(|_| dice.one_in(3));
            tags.into_iter().map(|index| chosen(&TAGS, index)).collect()
        }
        Kind::Date => {
            let (start, day) = (minutes_in(dice.below(900_000)), dice.one_in(2));
            let end = dice.one_in(3).then(|| date(start));
            json!({ "start": if day { date(start) } else { iso(start) }, "end": end, "time_zone": null })
        }
        Kind::People => json!([user(workspace.seed, page % 3)]),
        Kind::Files => json!([{
            "name": format!("photo {page}.png"),
            "type": "external",
            "external": { "url": format!("https://files.example/{page}.png") },
        }]),
        Kind::Relation => related(workspace, page),
        Kind::Rollup => json!({ "type": "number", "number": dice.below(9), "function": "count" }),
        Kind::Formula => formula(dice),
        Kind::Verification => json!({ "state": "unverified", "date": null, "verified_by": null }),
        _ => json!({}),
    }
}

/// The row before, if there is one.
fn related(workspace: &Workspace, page: u32) -> Value {
    let ids = workspace
        .row_before(page)
        .map(|row| json!({ "id": workspace.id(Thing::Page(row)) }));
    ids.into_iter().collect()
}

fn formula(dice: &mut Dice) -> Value {
    match dice.below(4) {
        0 => json!({ "type": "number", "number": dice.below(1000) }),
        1 => json!({ "type": "boolean", "boolean": dice.one_in(2) }),
        2 => {
            json!({ "type": "date", "date": { "start": date(minutes_in(dice.below(9000))), "end": null, "time_zone": null } })
        }
        _ => json!({ "type": "string", "string": words::name(dice).0 }),
    }
}

fn below(dice: &mut Dice, bound: usize) -> usize {
    usize::try_from(dice.below(bound as u64)).unwrap_or(0)
}
