//! `IntegrationItem`: one record of any provider, in one shape.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One normalised record. All fields are always present in JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntegrationItem {
    /// The provider's id, unique within the connection and kind.
    pub id: String,
    /// What it is: "Contact", "Company", ….
    #[serde(rename = "type")]
    pub item_type: String,
    /// Whether it holds other items.
    pub directory: bool,
    /// Where it stands, as people say it.
    pub parent_path_or_name: Option<String>,
    /// The id of the item that holds it.
    pub parent_id: Option<String>,
    /// What people call it; `None` when the provider has no name for it.
    pub name: Option<String>,
    /// When it was made, in UTC.
    #[serde(deserialize_with = "crate::time::optional")]
    pub creation_time: Option<Timestamp>,
    /// When it last changed, in UTC.
    #[serde(deserialize_with = "crate::time::optional")]
    pub last_modified_time: Option<Timestamp>,
    /// The record at the provider, for people.
    pub url: Option<String>,
    /// The ids of the items that it holds.
    pub children: Vec<String>,
    /// Its media type, where it is a file.
    pub mime_type: Option<String>,
    /// The provider's marker for changes, where it has one.
    pub delta: Option<String>,
    /// The drive that it is on, where the provider has drives.
    pub drive_id: Option<String>,
    /// Whether it is in use: `false` for archived and hidden records.
    pub visibility: bool,
    /// The provider's own fields, as text. Empty ones are left out.
    pub properties: BTreeMap<String, String>,
}

impl IntegrationItem {
    /// One of the provider's own fields.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<&str> {
        self.properties.get(name).map(String::as_str)
    }

    /// Whether the name or any property holds `needle`, whatever its case.
    ///
    /// `needle` must be lower-case already: a list is searched with one needle.
    #[must_use]
    pub fn matches(&self, needle: &str) -> bool {
        let holds = |text: &str| text.to_lowercase().contains(needle);
        self.name.as_deref().is_some_and(holds) || self.properties.values().any(|text| holds(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ada() -> IntegrationItem {
        IntegrationItem {
            id: "1".into(),
            item_type: "Contact".into(),
            name: Some("Ada Lovelace".into()),
            creation_time: Some(Timestamp::from_second(1_654_093_908).unwrap()),
            visibility: true,
            properties: BTreeMap::from([("email".into(), "Ada@Northwind.example".into())]),
            ..IntegrationItem::default()
        }
    }

    #[test]
    fn every_field_is_in_the_json() {
        let written = serde_json::to_value(ada()).unwrap();
        let fields: Vec<&str> = written.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(
            fields,
            [
                "children",
                "creation_time",
                "delta",
                "directory",
                "drive_id",
                "id",
                "last_modified_time",
                "mime_type",
                "name",
                "parent_id",
                "parent_path_or_name",
                "properties",
                "type",
                "url",
                "visibility",
            ]
        );
        assert_eq!(written["creation_time"], "2022-06-01T14:31:48Z");
        assert!(written["last_modified_time"].is_null());
    }

    #[test]
    fn a_search_looks_at_name_and_properties_whatever_their_case() {
        assert!(ada().matches("love"));
        assert!(ada().matches("northwind"));
        assert!(!ada().matches("zoë"));
    }
}
