//! A group or a property as an item.

use std::collections::BTreeMap;

use model::IntegrationItem;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{
    columns::{definition::Definition, groups::Group},
    wire::{flag, scalar::Scalar, text},
};

/// One of them, and how HubSpot wrote it.
pub(super) struct Entry<'a> {
    pub(super) item: IntegrationItem,
    pub(super) raw: &'a RawValue,
}

/// What else HubSpot says of a property; columns do without.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Further<'a> {
    #[serde(deserialize_with = "text")]
    description: String,
    #[serde(deserialize_with = "flag")]
    has_unique_value: bool,
    #[serde(deserialize_with = "flag")]
    hubspot_defined: bool,
    #[serde(borrow)]
    created_at: Scalar<'a>,
    #[serde(borrow)]
    updated_at: Scalar<'a>,
}

impl<'a> Entry<'a> {
    pub(super) fn group(group: &Group, children: Vec<String>, raw: &'a RawValue) -> Self {
        let item = IntegrationItem {
            id: group_id(&group.name),
            item_type: "Property group".to_owned(),
            directory: true,
            name: Some(group.label().to_owned()),
            children,
            visibility: true,
            properties: [("name".to_owned(), group.name.clone())].into(),
            ..IntegrationItem::default()
        };
        Self { item, raw }
    }

    pub(super) fn property(mut property: Definition, group: Option<&Group>, raw: &'a RawValue) -> Self {
        let further: Further<'_> = serde_json::from_str(raw.get()).unwrap_or_default();
        let item = IntegrationItem {
            id: property.name.clone(),
            item_type: "Property".to_owned(),
            parent_path_or_name: group.map(|group| group.label().to_owned()),
            parent_id: group.map(|group| group_id(&group.name)),
            name: Some(property.label().to_owned()),
            creation_time: further.created_at.moment(),
            last_modified_time: further.updated_at.moment(),
            visibility: !property.hidden,
            properties: described(&mut property, further),
            ..IntegrationItem::default()
        };
        Self { item, raw }
    }
}

/// No property has such a name.
fn group_id(name: &str) -> String {
    format!("group:{name}")
}

fn described(property: &mut Definition, further: Further<'_>) -> BTreeMap<String, String> {
    let options: Vec<String> = property.choices().into_iter().map(|choice| choice.label).collect();
    let yes_or_no = |flag: bool| flag.to_string();
    let all = [
        ("name", property.name.clone()),
        ("type", property.value_type.clone()),
        ("field_type", property.field_type.clone()),
        ("description", further.description),
        ("options", options.join("; ")),
        ("read_only", yes_or_no(property.is_read_only())),
        ("calculated", yes_or_no(property.calculated)),
        ("has_unique_value", yes_or_no(further.has_unique_value)),
        ("hubspot_defined", yes_or_no(further.hubspot_defined)),
        ("hidden", yes_or_no(property.hidden)),
    ];
    let said = all.into_iter().filter(|(_, value)| !value.is_empty());
    said.map(|(name, value)| (name.to_owned(), value)).collect()
}
