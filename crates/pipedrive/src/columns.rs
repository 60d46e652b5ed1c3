//! Columns: what every person has, then the company's custom fields in their own words.

use integrations::{Access, ProviderError, readable};
use model::list::{
    Choice, Column, ColumnId,
    ColumnType::{self, Choice as OneOf, Day, Email, Instant, Number, Phone, Text},
};
use serde::Deserialize;
use serde_json::Value;

use crate::{Pipedrive, page::Page};

/// So many of the columns of every person are usual: the first.
const USUAL: usize = 4;

const OF_EVERY_PERSON: [(&str, &str, ColumnType); 15] = [
    ("name", "Name", Text),
    ("p.email", "E-mail", Email),
    ("p.phone", "Phone", Phone),
    ("modified", "Modified", Instant),
    ("created", "Created", Instant),
    ("id", "Id", Text),
    ("p.first_name", "First name", Text),
    ("p.last_name", "Last name", Text),
    ("p.emails", "All e-mails", Text),
    ("p.phones", "All phones", Text),
    ("p.org_id", "Organization", Text),
    ("p.owner_id", "Owner", Text),
    ("p.label_ids", "Labels", Text),
    ("p.picture_id", "Picture", Text),
    ("p.visible_to", "Visible to", Text),
];

/// `GET /api/v2/personFields`.
#[derive(Deserialize)]
struct Definition {
    field_code: String,
    field_name: String,
    field_type: String,
    #[serde(default)]
    is_custom_field: bool,
    #[serde(default)]
    options: Value,
}

impl Pipedrive {
    /// Every column, the usual ones first. Fields are asked for once: one that is not among the first five
    /// hundred has no column, and is in its records all the same.
    pub(crate) async fn person_columns(&self, access: &Access) -> Result<Vec<Column>, ProviderError> {
        let body = self.page("personFields", None, access).await?;
        let fields: Vec<Definition> = readable(&Page::read(&body)?.data, "fields");
        let own = OF_EVERY_PERSON.iter().enumerate();
        let own = own.filter_map(|(place, (id, label, of))| column(id, label, *of, place < USUAL));
        let custom = fields.into_iter().filter(|field| field.is_custom_field);
        Ok(own.chain(custom.filter_map(Definition::into_column)).collect())
    }
}

impl Definition {
    fn into_column(self) -> Option<Column> {
        let options = self.options.as_array().into_iter().flatten();
        let choices = options.filter_map(|option| {
            Some(Choice {
                value: option["id"].as_u64()?.to_string(),
                label: option["label"].as_str()?.to_owned(),
            })
        });
        let id = format!("p.{}", self.field_code);
        let of = column_type(&self.field_type);
        Some(Column {
            choices: choices.collect(),
            group: Some("Custom fields".to_owned()),
            ..column(&id, &self.field_name, of, false)?
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

/// `None` when no address can hold the id, or people have no word for it.
fn column(id: &str, label: &str, column_type: ColumnType, usual: bool) -> Option<Column> {
    let id = ColumnId::parse(id).ok().filter(|_| !label.trim().is_empty())?;
    Some(Column {
        id,
        label: label.to_owned(),
        column_type,
        group: None,
        choices: Vec::new(),
        usual,
        editable: false,
    })
}
