//! `Definition`: what HubSpot says of one property, and what that makes its values.

use model::list::{Choice, ColumnId, ColumnType};
use serde::Deserialize;
use serde_json::Value;

use crate::wire::{flag, identifier, order, scalar::Scalar, text};

/// One of `GET /crm/properties/{version}/{type}`. HubSpot: treat every field as optional.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Definition {
    #[serde(deserialize_with = "identifier")]
    pub(crate) name: String,
    #[serde(default, deserialize_with = "text")]
    label: String,
    #[serde(default, rename = "type", deserialize_with = "text")]
    pub(crate) value_type: String,
    #[serde(default, deserialize_with = "text")]
    pub(crate) field_type: String,
    #[serde(default, deserialize_with = "text")]
    pub(crate) group_name: String,
    #[serde(default)]
    options: Option<Vec<ChoiceOption>>,
    #[serde(default, deserialize_with = "flag")]
    pub(crate) hidden: bool,
    #[serde(default, deserialize_with = "flag")]
    archived: bool,
    /// HubSpot works its values out itself.
    #[serde(default, deserialize_with = "flag")]
    pub(crate) calculated: bool,
    #[serde(default, rename = "modificationMetadata", deserialize_with = "read_only")]
    read_only: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ChoiceOption {
    #[serde(default, deserialize_with = "text")]
    label: String,
    #[serde(default, deserialize_with = "option_value")]
    value: String,
    #[serde(default, deserialize_with = "order")]
    display_order: i64,
}

/// HubSpot: `modificationMetadata.readOnlyValue`.
fn read_only<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    Ok(match Scalar::deserialize(deserializer)? {
        Scalar::Other(metadata) => metadata.get("readOnlyValue").and_then(Value::as_bool),
        _ => None,
    })
}

/// `true` and `false` are written as what they are, here and there.
fn option_value<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Scalar::deserialize(deserializer).map(|value| value.into_field().unwrap_or_default())
}

impl Definition {
    /// Whether there is such a property still, under a name that an address can hold.
    pub(crate) fn is_sound(&self) -> bool {
        !self.archived && ColumnId::parse(&ColumnId::property(&self.name).to_string()).is_ok()
    }

    /// Whether HubSpot says that its values may be written.
    pub(crate) fn is_writable(&self) -> bool {
        self.read_only == Some(false) && !self.calculated
    }

    /// Whether it takes several of its choices at once (HubSpot: the field type of "multiple checkboxes").
    pub(crate) fn takes_several(&self) -> bool {
        self.field_type == "checkbox"
    }

    /// Whether HubSpot says that they may not.
    pub(crate) fn is_read_only(&self) -> bool {
        self.read_only == Some(true) || self.calculated
    }

    /// The account's own word for it.
    pub(crate) fn label(&self) -> &str {
        if self.label.trim().is_empty() {
            &self.name
        } else {
            &self.label
        }
    }

    /// What its values are. HubSpot has text for e-mail addresses, numbers to call and links alike: its
    /// own fields and its way to name them tell which.
    pub(super) fn column_type(&self) -> ColumnType {
        match (self.value_type.as_str(), self.field_type.as_str()) {
            ("enumeration" | "bool", _) | (_, "booleancheckbox") => ColumnType::Choice,
            ("date", _) => ColumnType::Day,
            ("datetime", _) => ColumnType::Instant,
            ("number", _) => ColumnType::Number,
            ("phone_number", _) | (_, "phonenumber") => ColumnType::Phone,
            ("string", _) => self.text_type(),
            _ => ColumnType::Text,
        }
    }

    fn text_type(&self) -> ColumnType {
        let named = |whole: &[&str], ends: &[&str]| {
            whole.contains(&self.name.as_str()) || ends.iter().any(|end| self.name.ends_with(end))
        };
        if named(&["email"], &["_email", "_email_address"]) {
            ColumnType::Email
        } else if named(&["phone", "mobilephone"], &["_phone", "_phone_number"]) {
            ColumnType::Phone
        } else if named(&["website", "url"], &["_website", "_url", "_link"]) {
            ColumnType::Link
        } else {
            ColumnType::Text
        }
    }

    /// Its choices, hidden ones too: old records have them still.
    pub(crate) fn choices(&mut self) -> Vec<Choice> {
        if self.column_type() != ColumnType::Choice {
            return Vec::new();
        }
        let mut options = self.options.take().unwrap_or_default();
        options.retain(|option| !option.value.is_empty());
        options.sort_by_key(|option| option.display_order);
        let is_switch = self.value_type == "bool" || self.field_type == "booleancheckbox";
        if options.is_empty() && is_switch {
            return vec![Choice::new("true", "Yes"), Choice::new("false", "No")];
        }
        options
            .into_iter()
            .map(|option| match option.label.trim() {
                "" => Choice::new(&option.value, &option.value),
                label => Choice::new(&option.value, label),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(definition: Value) -> Definition {
        serde_json::from_value(definition).unwrap()
    }

    #[test]
    fn types_follow_from_what_hubspot_says_of_a_property() {
        for (name, value_type, field_type, expected) in [
            ("email", "string", "text", ColumnType::Email),
            ("work_email", "string", "text", ColumnType::Email),
            ("email_count", "number", "number", ColumnType::Number),
            ("phone", "string", "text", ColumnType::Phone),
            ("anything", "string", "phonenumber", ColumnType::Phone),
            ("anything", "phone_number", "phonenumber", ColumnType::Phone),
            ("website", "string", "text", ColumnType::Link),
            ("photo_url", "string", "text", ColumnType::Link),
            ("city", "string", "text", ColumnType::Text),
            ("stage", "enumeration", "radio", ColumnType::Choice),
            ("agreed", "bool", "booleancheckbox", ColumnType::Choice),
            ("agreed", "enumeration", "booleancheckbox", ColumnType::Choice),
            ("birthday", "date", "date", ColumnType::Day),
            ("seen", "datetime", "date", ColumnType::Instant),
            ("shape", "json", "text", ColumnType::Text),
        ] {
            let definition = read(json!({"name": name, "type": value_type, "fieldType": field_type}));
            assert_eq!(definition.column_type(), expected, "{name} {value_type} {field_type}");
        }
    }

    #[test]
    fn choices_stand_in_their_order_and_have_a_label_each() {
        let options = json!([
            {"label": "Last", "value": "z", "displayOrder": -1},
            {"label": "Second", "value": "b", "displayOrder": 1, "hidden": true},
            {"label": " ", "value": "a", "displayOrder": 0},
            {"label": "Worth nothing", "value": ""},
        ]);
        let mut definition = read(json!({"name": "x", "type": "enumeration", "options": options}));
        let expected = [
            Choice::new("a", "a"),
            Choice::new("b", "Second"),
            Choice::new("z", "Last"),
        ];
        assert_eq!(definition.choices(), expected);
    }

    #[test]
    fn a_switch_says_yes_and_no_unless_it_has_words_of_its_own() {
        let mut plain = read(json!({"name": "x", "type": "bool", "options": []}));
        assert_eq!(
            plain.choices(),
            [Choice::new("true", "Yes"), Choice::new("false", "No")]
        );
        let options = json!([{"label": "Oui", "value": true}, {"label": "Non", "value": "false"}]);
        let mut own =
            read(json!({"name": "x", "type": "enumeration", "fieldType": "booleancheckbox", "options": options}));
        assert_eq!(own.choices(), [Choice::new("true", "Oui"), Choice::new("false", "Non")]);
    }

    #[test]
    fn what_is_no_choice_has_none() {
        let mut text = read(json!({"name": "x", "type": "string", "options": [{"label": "a", "value": "a"}]}));
        assert_eq!(text.choices(), []);
    }

    #[test]
    fn only_what_hubspot_lets_be_written_is_writable() {
        for (definition, writable, read_only) in [
            (
                json!({"name": "x", "modificationMetadata": {"readOnlyValue": false}}),
                true,
                false,
            ),
            (
                json!({"name": "x", "modificationMetadata": {"readOnlyValue": true}}),
                false,
                true,
            ),
            (
                json!({"name": "x", "modificationMetadata": {"readOnlyValue": false}, "calculated": true}),
                false,
                true,
            ),
            (json!({"name": "x", "modificationMetadata": {}}), false, false),
            (json!({"name": "x", "modificationMetadata": 7}), false, false),
            (json!({"name": "x"}), false, false),
        ] {
            let property = read(definition);
            assert_eq!((property.is_writable(), property.is_read_only()), (writable, read_only));
        }
    }

    #[test]
    fn a_property_without_a_usable_name_is_not_sound() {
        assert!(read(json!({"name": "x", "label": null, "hidden": null})).is_sound());
        assert!(!read(json!({"name": "x".repeat(129)})).is_sound());
        assert!(!read(json!({"name": "x", "archived": true})).is_sound());
        assert_eq!(read(json!({"name": "x", "label": null})).label(), "x");
    }
}
