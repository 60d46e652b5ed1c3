//! A person: drawn when somebody asks, the same every time, some of them awkward.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::custom_fields;
use crate::dice::{Dice, mix};
use crate::instants::minutes_in;
use crate::words::{self, AWKWARD};

/// The person of that number, from 1 on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Person {
    pub(crate) id: u32,
    seed: u64,
}

impl Person {
    pub(crate) fn new(seed: u64, id: u32) -> Self {
        Self { id, seed }
    }

    fn dice(&self) -> Dice {
        Dice::new(mix(self.seed) ^ mix(self.id.into()))
    }

    /// When it was added.
    pub(crate) fn added(&self) -> Timestamp {
        minutes_in(u64::from(self.id) * 13)
    }

    /// When it was last changed.
    pub(crate) fn updated(&self) -> Timestamp {
        minutes_in(u64::from(self.id) * 13 + mix(self.seed ^ u64::from(self.id)) % 600_000)
    }

    /// As version 2 of the API writes it.
    pub(crate) fn written(&self) -> Value {
        let mut dice = self.dice();
        let (first, last) = words::name(&mut dice);
        let awkward = AWKWARD.get(self.id as usize - 1);
        let (name, first, last) = match awkward {
            Some(name) => ((*name).to_owned(), json!(name), Value::Null),
            None => (format!("{first} {last}"), json!(first), json!(last)),
        };
        json!({
            "id": self.id,
            "name": name,
            "first_name": first,
            "last_name": last,
            "owner_id": 11_777 + dice.below(3),
            "org_id": dice.one_in(2).then(|| 1 + dice.below(40)),
            "add_time": seconds(self.added()),
            "update_time": seconds(self.updated()),
            "emails": self.emails(&mut dice),
            "phones": phones(&mut dice),
            "is_deleted": false,
            "visible_to": 3,
            "label_ids": if dice.one_in(3) { json!([1, 2]) } else { json!([]) },
            "picture_id": null,
            "custom_fields": custom_fields::values(mix(self.seed) ^ u64::from(self.id)),
        })
    }

    /// None, one or two, one of which is the primary one.
    fn emails(&self, dice: &mut Dice) -> Value {
        let first = words::email(dice, self.id.into());
        match dice.below(5) {
            0 => json!([]),
            1 => json!([
                contact(&first, true, "work"),
                contact(&format!("home.{first}"), false, "home")
            ]),
            _ => json!([contact(&first, true, "work")]),
        }
    }
}

fn phones(dice: &mut Dice) -> Value {
    let (work, mobile) = (words::phone(dice), words::phone(dice));
    match dice.below(4) {
        0 => json!([]),
        // Pipedrive's own form makes this of an empty line.
        1 => json!([contact("", true, "work")]),
        2 => json!([contact(&work, false, "work"), contact(&mobile, true, "mobile")]),
        _ => json!([contact(&work, true, "work")]),
    }
}

fn contact(value: &str, primary: bool, label: &str) -> Value {
    json!({ "value": value, "primary": primary, "label": label })
}

/// Pipedrive: version 2 writes instants to the second.
fn seconds(instant: Timestamp) -> String {
    format!("{instant:.0}")
}
