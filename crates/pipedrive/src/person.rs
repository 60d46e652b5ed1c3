//! Normalises: one of Pipedrive's persons becomes an item.

use std::collections::BTreeMap;

use integrations::{Account, api::below};
use model::IntegrationItem;
use serde::Deserialize;
use serde_json::{Map, Value};

/// What is told by fields of the item, or by others of the same person.
const TOLD_ELSEWHERE: [&str; 5] = ["name", "add_time", "update_time", "is_deleted", "custom_fields"];

/// One person (Pipedrive: API v2). Without an id it is none; of all else nobody promises anything.
#[derive(Deserialize)]
pub(crate) struct Person {
    id: u64,
    #[serde(flatten)]
    fields: Map<String, Value>,
}

impl Person {
    pub(crate) fn into_item(self, account: Option<&Account>) -> IntegrationItem {
        let fields = &self.fields;
        let home = account.and_then(|account| account.home.as_ref());
        let moment = |name: &str| fields.get(name)?.as_str()?.parse().ok();
        IntegrationItem {
            id: self.id.to_string(),
            item_type: "Person".to_owned(),
            name: fields.get("name").and_then(text),
            creation_time: moment("add_time"),
            last_modified_time: moment("update_time"),
            // From memory; never an address from an answer.
            url: home.map(|home| below(home, &["person", &self.id.to_string()]).into()),
            visibility: fields.get("is_deleted") != Some(&Value::Bool(true)),
            properties: properties(fields),
            ..IntegrationItem::default()
        }
    }
}

/// Everything else as text: the custom fields by their keys, and the first address and number by themselves.
fn properties(fields: &Map<String, Value>) -> BTreeMap<String, String> {
    let is_further = |(name, _): &(&String, &Value)| !TOLD_ELSEWHERE.contains(&name.as_str());
    let custom = fields.get("custom_fields").and_then(Value::as_object);
    let told = fields.iter().filter(is_further).chain(custom.into_iter().flatten());
    let told = told.filter_map(|(name, value)| Some((name.clone(), text(value)?)));
    let first = [("email", "emails"), ("phone", "phones")];
    let first = first.map(|(name, list)| Some((name.to_owned(), primary(fields.get(list)?)?)));
    told.chain(first.into_iter().flatten()).collect()
}

/// Of `[{"value":…,"primary":…}]` the primary value, else the first.
fn primary(contacts: &Value) -> Option<String> {
    let contacts = contacts.as_array()?;
    let found = contacts.iter().find(|contact| contact["primary"] == true);
    text(found.or(contacts.first())?)
}

/// A value's text; nothing is left of what is empty. Of an object its value counts, with its currency.
fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(values) => values.iter().filter_map(text).collect::<Vec<_>>().join(";"),
        Value::Object(object) => {
            let parts = ["value", "currency"].into_iter().filter_map(|name| object.get(name));
            parts.filter_map(text).collect::<Vec<_>>().join(" ")
        }
    };
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn item(person: Value) -> IntegrationItem {
        let person: Person = serde_json::from_value(person).unwrap();
        person.into_item(None)
    }

    #[test]
    fn a_person_is_an_item_with_its_own_fields_as_text() {
        let ada = item(json!({
            "id": 7, "name": "Ada <b>", "add_time": "2024-05-01T10:00:00Z", "update_time": 7, "owner_id": 3,
            "emails": [{"value": "b@x", "primary": false}, {"value": "a@x", "primary": true}, {"value": ""}],
            "label_ids": [1, 2], "picture_id": null,
            "custom_fields": {"k1": {"value": 12, "currency": "EUR"}, "k2": "", "k3": 1.5},
        }));
        assert_eq!((ada.id.as_str(), ada.name.as_deref()), ("7", Some("Ada <b>")));
        assert_eq!(ada.creation_time.unwrap().to_string(), "2024-05-01T10:00:00Z");
        assert_eq!((ada.last_modified_time, ada.visibility), (None, true));
        let expected = [
            ("email", "a@x"),
            ("emails", "b@x;a@x"),
            ("k1", "12 EUR"),
            ("k3", "1.5"),
            ("label_ids", "1;2"),
            ("owner_id", "3"),
        ];
        let found: Vec<_> = ada
            .properties
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_person_needs_nothing_but_an_id() {
        let bare = item(json!({"id": 7, "emails": [], "custom_fields": 7, "is_deleted": true}));
        assert_eq!((bare.name, bare.visibility, bare.properties.len()), (None, false, 0));
        for none in [json!({}), json!({"id": "7"}), json!([7]), json!(null)] {
            assert!(serde_json::from_value::<Person>(none).is_err());
        }
    }
}
