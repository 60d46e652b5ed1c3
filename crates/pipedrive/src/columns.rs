//! Columns: what every person has, then the company's custom fields in their own words.

use model::list::{
    Choice, Column, ColumnId,
    ColumnType::{self, Choice as OneOf, Day, Email, Instant, Number, Phone, Text},
};
use serde::Deserialize;
use serde_json::Value;

/// What every person has, and whether it is usual.
const OF_EVERY_PERSON: [(&str, &str, ColumnType, bool); 15] = [
    ("name", "Name", Text, true),
    ("p.email", "E-mail", Email, true),
    ("p.phone", "Phone", Phone, true),
    ("modified", "Modified", Instant, true),
    ("created", "Created", Instant, false),
    ("id", "Id", Text, false),
    ("p.first_name", "First name", Text, false),
    ("p.last_name", "Last name", Text, false),
    ("p.emails", "All e-mails", Text, false),
    ("p.phones", "All phones", Text, false),
    ("p.org_id", "Organization", Text, false),
    ("p.owner_id", "Owner", Text, false),
    ("p.label_ids", "Labels", Text, false),
    ("p.picture_id", "Picture", Text, false),
    ("p.visible_to", "Visible to", Text, false),
];

/// `GET /api/v2/personFields`.
#[derive(Deserialize)]
pub(crate) struct Definition {
    field_code: String,
    field_name: String,
    field_type: String,
    #[serde(default)]
    is_custom_field: bool,
    #[serde(default)]
    options: Value,
}

/// Every column, the usual ones first. Fields are asked for once: one that is not among the first five hundred
/// has no column, and is in its records all the same.
pub(crate) fn of_persons(fields: Vec<Definition>) -> Vec<Column> {
    let own = OF_EVERY_PERSON.into_iter().filter_map(|(id, label, of, usual)| {
        let column = Column::new(ColumnId::parse(id).ok()?, label, of);
        Some(Column { usual, ..column })
    });
    let custom = fields.into_iter().filter(|field| field.is_custom_field);
    own.chain(custom.filter_map(Definition::into_column)).collect()
}

impl Definition {
    /// `None` when no address can hold its code, or people have no word for it.
    fn into_column(self) -> Option<Column> {
        let id = ColumnId::parse(&format!("p.{}", self.field_code)).ok()?;
        let is_named = !self.field_name.trim().is_empty();
        let options = self.options.as_array().into_iter().flatten();
        let choices = options.filter_map(|option| {
            let value = option["id"].as_u64()?.to_string();
            Some(Choice::new(value, option["label"].as_str()?))
        });
        is_named.then(|| Column {
            group: Some("Custom fields".to_owned()),
            ..Column::new(id, &self.field_name, column_type(&self.field_type)).choosing(choices)
        })
    }
}

/// Pipedrive: types of custom fields. An amount stands with its currency, so it is text.
fn column_type(field_type: &str) -> ColumnType {
    match field_type {
        "double" | "int" => Number,
        "date" => Day,
        "enum" | "set" => OneOf,
        "phone" => Phone,
        _ => Text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn field(code: &str, name: &str, options: &Value) -> Definition {
        let field_type = "enum";
        let field = json!({
            "field_code": code, "field_name": name, "field_type": field_type, "is_custom_field": true, "options": options,
        });
        serde_json::from_value(field).unwrap()
    }

    #[test]
    fn a_custom_field_is_a_column_in_the_companys_words() {
        let options = json!([{"id": 7, "label": "Hot"}, {"id": "8", "label": "x"}, {"id": 9}, null]);
        let column = field("k1", "Interest", &options).into_column().unwrap();
        assert_eq!((column.id.to_string().as_str(), column.column_type), ("p.k1", OneOf));
        assert_eq!((column.label.as_str(), column.usual), ("Interest", false));
        assert_eq!(column.choices, [Choice::new("7", "Hot")]);
    }

    #[test]
    fn what_has_no_word_or_fits_into_no_address_has_no_column() {
        assert_eq!(field("k1", " ", &json!(null)).into_column(), None);
        assert_eq!(field("", "Interest", &json!({})).into_column(), None);
        assert_eq!(field(&"k".repeat(129), "Interest", &json!(7)).into_column(), None);
    }

    #[test]
    fn what_every_person_has_comes_first_and_custom_fields_once() {
        let mut own = field("name", "Name", &json!(null));
        own.is_custom_field = false;
        let columns = of_persons(vec![own, field("k1", "Interest", &json!(null))]);
        assert_eq!(columns.len(), OF_EVERY_PERSON.len() + 1);
        let usual: Vec<&str> = columns
            .iter()
            .filter(|column| column.usual)
            .map(|column| column.label.as_str())
            .collect();
        assert_eq!(usual, ["Name", "E-mail", "Phone", "Modified"]);
        assert!(columns[..usual.len()].iter().all(|column| column.usual));
    }
}
