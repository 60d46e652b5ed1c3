//! Objects of Notion's: a page, or a data source of a database, becomes an item.

use std::collections::BTreeMap;

use model::IntegrationItem;
use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::{Map, Value};
use url::Url;

use crate::values;

/// What a search finds and what is read one by one (Notion: "Page", "Data source"). All but its name is
/// read tolerantly.
#[derive(Deserialize)]
pub(crate) struct Object {
    #[serde(rename = "object")]
    sort: Sort,
    #[serde(deserialize_with = "object_id")]
    id: String,
    #[serde(default)]
    pub(crate) properties: Map<String, Value>,
    /// Of a data source; the title of a page is one of its properties.
    #[serde(default)]
    title: Value,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Sort {
    Page,
    DataSource,
}

fn object_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let id = String::deserialize(deserializer)?;
    let is_sound = is_id(&id);
    is_sound.then_some(id).ok_or_else(|| D::Error::custom("not an id"))
}

/// Whether it is a UUID, with hyphens or without: ids become parts of paths and addresses.
pub(crate) fn is_id(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_hexdigit).count();
    digits == 32 && text.len() <= 36 && text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}

impl Object {
    /// What people call it.
    pub(crate) fn name(&self) -> Option<String> {
        let is_title = |property: &&Value| property["type"] == "title";
        let named = match self.sort {
            Sort::Page => self.properties.values().find(is_title).and_then(values::text),
            Sort::DataSource => values::plain_text(&self.title),
        };
        named.filter(|name| !name.is_empty())
    }

    fn field(&self, name: &str) -> &Value {
        self.rest.get(name).unwrap_or(&Value::Null)
    }

    /// The page or the data source that it lies in, where Notion says so. Of a block it does not say on
    /// which page that is: what lies in one stands at the top.
    fn parent(&self) -> Option<&str> {
        let parent = match (self.sort, self.field("database_parent")) {
            // Its database is no item of its own: the two are shown as one.
            (Sort::DataSource, grandparent @ Value::Object(_)) => grandparent,
            _ => self.field("parent"),
        };
        let id = match parent["type"].as_str()? {
            sort @ ("page_id" | "data_source_id") => parent[sort].as_str()?,
            _ => return None,
        };
        (id != self.id).then_some(id)
    }

    /// What is asked of it besides its own properties.
    fn about(&self) -> BTreeMap<String, String> {
        let person = |name: &str| values::person(self.field(name), &["name", "email", "id"]);
        let schema = || {
            self.properties
                .keys()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join("; ")
        };
        let (object, fields) = match self.sort {
            Sort::Page => ("page", None),
            Sort::DataSource => ("database", Some(schema())),
        };
        let about = [
            ("object", Some(object.to_owned())),
            ("created_by", person("created_by")),
            ("last_edited_by", person("last_edited_by")),
            ("icon", picture(self.field("icon"))),
            ("cover", picture(self.field("cover"))),
            ("public_url", self.field("public_url").as_str().map(str::to_owned)),
            ("description", values::plain_text(self.field("description"))),
            (
                "database_id",
                self.field("parent")["database_id"].as_str().map(str::to_owned),
            ),
            ("properties", fields),
        ];
        let filled = about.into_iter().filter_map(|(name, text)| Some((name, text?)));
        filled
            .filter(|(_, text)| !text.is_empty())
            .map(|(name, text)| (name.to_owned(), text))
            .collect()
    }

    pub(crate) fn into_item(self) -> IntegrationItem {
        let mut properties = self.about();
        if self.sort == Sort::Page {
            // The title is the name already.
            let own = self
                .properties
                .iter()
                .filter(|(_, property)| property["type"] != "title");
            properties.extend(own.filter_map(|(name, value)| Some((name.clone(), values::text(value)?))));
        }
        let is = |name: &str| self.field(name) == true;
        let moment = |name: &str| self.field(name).as_str().and_then(|time| time.parse().ok());
        let is_database = self.sort == Sort::DataSource;
        IntegrationItem {
            item_type: if is_database { "Database" } else { "Page" }.to_owned(),
            directory: is_database,
            parent_id: self.parent().map(str::to_owned),
            name: self.name(),
            creation_time: moment("created_time"),
            last_modified_time: moment("last_edited_time"),
            url: self.field("url").as_str().and_then(trusted),
            visibility: !is("in_trash") && !is("archived"),
            properties,
            id: self.id,
            ..IntegrationItem::default()
        }
    }
}

/// An emoji, or where the picture is.
fn picture(value: &Value) -> Option<String> {
    let known = [
        &value["emoji"],
        &value["custom_emoji"]["name"],
        &value["external"]["url"],
        &value["file"]["url"],
    ];
    known.into_iter().find_map(Value::as_str).map(str::to_owned)
}

/// Notion's own link, where it leads to Notion (its hosts are from memory).
fn trusted(link: &str) -> Option<String> {
    let url = Url::parse(link).ok()?;
    let host = url.domain().filter(|_| url.scheme() == "https")?;
    let is_notions = |name: &str| {
        host.strip_suffix(name)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    ["notion.so", "notion.com", "notion.site"]
        .iter()
        .any(|name| is_notions(name))
        .then(|| url.into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ID: &str = "59833787-2cf9-4fdf-8782-e53db20768a5";
    const OTHER: &str = "842a0286-cef0-46a8-abba-eac4c8ca644e";

    fn item(value: Value) -> IntegrationItem {
        serde_json::from_value::<Object>(value).unwrap().into_item()
    }

    #[test]
    fn a_page_is_called_by_whichever_property_is_its_title() {
        let page = item(json!({
            "object": "page", "id": ID, "created_time": "2024-05-01T10:00:00.000Z",
            "last_edited_time": "2024-05-02T10:00:00.000Z", "in_trash": false, "archived": false,
            "parent": {"type": "data_source_id", "data_source_id": OTHER, "database_id": "d"},
            "icon": {"type": "emoji", "emoji": "🎉"},
            "properties": {
                "Status": {"type": "status", "status": {"name": "Done"}},
                "Was": {"type": "title", "title": [{"plain_text": "Road map"}]},
            },
            "url": "https://www.notion.so/Road-map-59833787",
        }));
        assert_eq!(
            (page.name.as_deref(), page.item_type.as_str()),
            (Some("Road map"), "Page")
        );
        assert_eq!(page.parent_id.as_deref(), Some(OTHER));
        assert_eq!(
            (page.property("Status"), page.property("icon")),
            (Some("Done"), Some("🎉"))
        );
        assert_eq!(
            (page.property("object"), page.property("database_id")),
            (Some("page"), Some("d"))
        );
        assert_eq!(page.last_modified_time.unwrap().to_string(), "2024-05-02T10:00:00Z");
        assert!(page.visibility && !page.directory && page.url.is_some());
    }

    #[test]
    fn a_data_source_is_a_database_and_lies_where_its_database_lies() {
        let source = item(json!({
            "object": "data_source", "id": ID, "title": [{"plain_text": "Tasks"}],
            "parent": {"type": "database_id", "database_id": "d"},
            "database_parent": {"type": "page_id", "page_id": OTHER},
            "properties": {"Name": {"type": "title", "title": {}}, "Due": {"type": "date", "date": {}}},
        }));
        assert_eq!(
            (source.name.as_deref(), source.item_type.as_str()),
            (Some("Tasks"), "Database")
        );
        assert_eq!(source.parent_id.as_deref(), Some(OTHER));
        assert_eq!(
            (source.property("object"), source.property("properties")),
            (Some("database"), Some("Due; Name"))
        );
        assert!(source.directory && source.visibility);
    }

    #[test]
    fn what_lies_nowhere_that_is_known_stands_at_the_top() {
        for parent in [
            json!({"type": "workspace", "workspace": true}),
            json!({"type": "block_id", "block_id": OTHER}),
            json!({"type": "database_id", "database_id": OTHER}),
            json!({"type": "page_id", "page_id": ID}),
            json!(null),
        ] {
            assert_eq!(
                item(json!({"object": "page", "id": ID, "parent": parent})).parent_id,
                None
            );
        }
    }

    #[test]
    fn what_is_in_the_trash_is_not_in_use() {
        for word in ["in_trash", "archived"] {
            assert!(
                !item(json!({"object": "page", "id": ID, word: true})).visibility,
                "{word}"
            );
        }
    }

    #[test]
    fn a_property_of_the_users_goes_before_what_is_said_besides() {
        let properties = json!({"icon": {"type": "url", "url": "mine"}});
        let icon = json!({"type": "emoji", "emoji": "🎉"});
        let page = item(json!({"object": "page", "id": ID, "icon": icon, "properties": properties}));
        assert_eq!(page.property("icon"), Some("mine"));
    }

    #[test]
    fn only_a_link_to_notion_is_passed_on() {
        for good in [
            "https://www.notion.so/x",
            "https://notion.so/x",
            "https://ada.notion.site/x",
        ] {
            assert!(trusted(good).is_some(), "{good}");
        }
        for bad in [
            "http://www.notion.so/x",
            "https://evilnotion.so/x",
            "https://notion.so.evil.example",
            "javascript:1",
        ] {
            assert_eq!(trusted(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_is_neither_page_nor_data_source_is_not_read() {
        for bad in [
            json!({"object": "block", "id": ID}),
            json!({"object": "page", "id": "../users"}),
            json!({"object": "page"}),
            json!({"object": "page", "id": ID, "properties": []}),
        ] {
            assert!(serde_json::from_value::<Object>(bad.clone()).is_err(), "{bad}");
        }
        assert!(is_id("598337872cf94fdf8782e53db20768a5"));
    }
}
