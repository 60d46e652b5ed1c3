//! The schema of a base: its tables, and what their fields are.

use integrations::{
    Access, ProviderError,
    answers::{parsed, readable},
    api::Turn,
};
use model::list::{Choice, ColumnId, ColumnType};
use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::{Value, value::RawValue};

use crate::{api::AirtableApi, descriptor::READ_BASES, place::is_id};

/// `GET /v0/meta/bases/{base}/tables`. What is in it stays unread: a bad table must not lose the others.
#[derive(Deserialize)]
pub(crate) struct Schema<'a> {
    #[serde(borrow)]
    pub(crate) tables: Vec<&'a RawValue>,
}

/// One table.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Table<'a> {
    #[serde(deserialize_with = "table_id")]
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) primary_field_id: Option<String>,
    pub(crate) description: Option<String>,
    #[serde(borrow, default)]
    fields: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    views: Vec<&'a RawValue>,
}

fn table_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let id = String::deserialize(deserializer)?;
    let is_sound = is_id(&id, "tbl");
    is_sound.then_some(id).ok_or_else(|| D::Error::custom("not a table"))
}

/// One field of a table.
#[derive(Deserialize)]
pub(crate) struct Field {
    pub(crate) id: String,
    pub(crate) name: String,
    #[serde(rename = "type")]
    sort: String,
    #[serde(default)]
    options: Value,
}

#[derive(Deserialize)]
struct ViewOfTable {
    name: String,
}

/// The schema of a base, unread.
pub(crate) async fn ask(api: &AirtableApi, access: &Access, base: &str) -> Result<Vec<u8>, ProviderError> {
    let url = api.url(&["meta", "bases", base, "tables"]);
    api.get_body(url, access, Turn::Part(base), READ_BASES).await
}

impl<'a> Schema<'a> {
    pub(crate) fn read(body: &'a [u8]) -> Result<Self, ProviderError> {
        parsed(body)
    }

    /// The table of that id, and how it was written.
    pub(crate) fn table(&self, id: &str) -> Option<(Table<'a>, &'a RawValue)> {
        let mut tables = self
            .tables
            .iter()
            .filter_map(|raw| Some((serde_json::from_str::<Table<'a>>(raw.get()).ok()?, *raw)));
        tables.find(|(table, _)| table.id == id)
    }
}

impl Table<'_> {
    pub(crate) fn fields(&self) -> Vec<Field> {
        readable(&self.fields, "fields")
    }

    /// The names of its views.
    pub(crate) fn views(&self) -> Vec<String> {
        let views: Vec<ViewOfTable> = readable(&self.views, "views");
        views.into_iter().map(|view| view.name).collect()
    }

    /// The name of the field by which its records are called.
    pub(crate) fn primary_field(&self) -> Option<String> {
        let primary = self.primary_field_id.as_deref()?;
        let named = self.fields().into_iter().find(|field| field.id == primary);
        named.map(|field| field.name)
    }
}

impl Field {
    /// Whether an address can hold its name.
    pub(crate) fn is_sound(&self) -> bool {
        ColumnId::parse(&ColumnId::property(&self.name).to_string()).is_ok()
    }

    pub(crate) fn column_type(&self) -> ColumnType {
        column_type(&self.sort, &self.options)
    }

    /// Its choices. Airtable writes nothing for a box that is not ticked.
    pub(crate) fn choices(&self) -> Vec<Choice> {
        if self.sort == "checkbox" {
            return vec![Choice::new("true", "Yes")];
        }
        if self.column_type() != ColumnType::Choice {
            return Vec::new();
        }
        let options = self.options["choices"].as_array().into_iter().flatten();
        let names = options.filter_map(|option| option["name"].as_str());
        names.map(|name| Choice::new(name, name)).collect()
    }
}

/// Airtable: "Field types and cell values". What is computed has the type of its result.
fn column_type(field_type: &str, options: &Value) -> ColumnType {
    match field_type {
        "email" => ColumnType::Email,
        "phoneNumber" => ColumnType::Phone,
        "url" => ColumnType::Link,
        "checkbox" | "singleSelect" | "multipleSelects" | "externalSyncSource" => ColumnType::Choice,
        "number" | "percent" | "currency" | "rating" | "duration" | "count" | "autoNumber" => ColumnType::Number,
        "date" => ColumnType::Day,
        "dateTime" | "createdTime" | "lastModifiedTime" => ColumnType::Instant,
        "formula" | "rollup" => {
            let result = &options["result"];
            match result["type"].as_str() {
                Some(of_result) => column_type(of_result, &result["options"]),
                None => ColumnType::Text,
            }
        }
        _ => ColumnType::Text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn field(value: Value) -> Field {
        serde_json::from_value(value).unwrap()
    }

    fn of_type(field_type: &str, options: &Value) -> Field {
        field(json!({"id": "fldA", "name": "x", "type": field_type, "options": options}))
    }

    #[test]
    fn types_follow_from_what_airtable_says_of_a_field() {
        let nothing = json!({});
        for (field_type, options, expected) in [
            ("singleLineText", &nothing, ColumnType::Text),
            ("email", &nothing, ColumnType::Email),
            ("phoneNumber", &nothing, ColumnType::Phone),
            ("url", &nothing, ColumnType::Link),
            ("checkbox", &nothing, ColumnType::Choice),
            ("multipleSelects", &nothing, ColumnType::Choice),
            ("currency", &nothing, ColumnType::Number),
            ("date", &nothing, ColumnType::Day),
            ("dateTime", &nothing, ColumnType::Instant),
            ("formula", &nothing, ColumnType::Text),
            ("formula", &json!({"result": {"type": "number"}}), ColumnType::Number),
            (
                "rollup",
                &json!({"result": {"type": "date", "options": {}}}),
                ColumnType::Day,
            ),
            ("aFieldOfTomorrow", &nothing, ColumnType::Text),
        ] {
            assert_eq!(of_type(field_type, options).column_type(), expected, "{field_type}");
        }
    }

    #[test]
    fn choices_are_the_names_of_the_options() {
        let options = json!({"choices": [{"id": "selA", "name": "Red"}, {"id": "selB"}, {"name": "Green"}]});
        let expected = [Choice::new("Red", "Red"), Choice::new("Green", "Green")];
        assert_eq!(of_type("singleSelect", &options).choices(), expected);
        assert_eq!(of_type("singleLineText", &options).choices(), []);
        assert_eq!(of_type("checkbox", &json!({})).choices(), [Choice::new("true", "Yes")]);
    }

    #[test]
    fn a_bad_table_or_field_costs_only_itself() {
        let body = br#"{"tables":[null,{"id":"x","name":"y"},
            {"id":"tblA","name":"People","primaryFieldId":"fldB","fields":[7,{"id":"fldB","name":"Who","type":"email"}]}]}"#;
        let schema = Schema::read(body).unwrap();
        let (table, raw) = schema.table("tblA").unwrap();
        assert_eq!(table.primary_field().as_deref(), Some("Who"));
        assert!(raw.get().starts_with(r#"{"id":"tblA""#));
        assert!(schema.table("tblB").is_none());
        assert!(Schema::read(b"<html>").is_err());
    }
}
