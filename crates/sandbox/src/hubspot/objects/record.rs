//! What an object looks like on the wire, written straight from its values.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::object::{Object, Standing, instant};
use super::object_type::ObjectType;
use super::properties::catalogue::Catalogue;

/// HubSpot: what an answer holds whatever was asked for, beside the date of the last change.
const CONSTANT: [&str; 2] = ["createdate", "hs_object_id"];

/// The names of the properties that an answer shows, each once. HubSpot: its examples are in the order of the alphabet.
#[derive(Clone, Debug)]
pub(crate) struct Shown(Vec<Cow<'static, str>>);

impl Shown {
    /// HubSpot: unknown names are ignored.
    pub(crate) fn asked(asked: Vec<String>, catalogue: Catalogue) -> Self {
        let object_type = catalogue.object_type();
        if asked.is_empty() {
            let default = object_type.described().default.iter();
            return Self::of(object_type, default.copied().map(Cow::Borrowed));
        }
        let known = asked.into_iter().filter(|name| catalogue.find(name).is_some());
        Self::of(object_type, known.map(Cow::Owned))
    }

    /// These and the constant ones.
    pub(crate) fn of(object_type: ObjectType, names: impl IntoIterator<Item = Cow<'static, str>>) -> Self {
        let always = CONSTANT.into_iter().chain([object_type.described().modified]);
        let mut names: Vec<_> = names.into_iter().chain(always.map(Cow::Borrowed)).collect();
        names.sort_unstable();
        names.dedup();
        Self(names)
    }

    /// All that there are.
    pub(crate) fn all(catalogue: Catalogue) -> Self {
        let all = catalogue.all().into_iter();
        Self::of(catalogue.object_type(), all.map(|property| property.name.clone()))
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(AsRef::as_ref)
    }
}

/// An object as a portal shows it.
#[derive(Debug)]
pub(crate) struct Record<'a> {
    pub(crate) object: &'a Object,
    pub(crate) hub_id: u64,
    pub(crate) shown: &'a Shown,
}

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Object {
            of_type, id, standing, ..
        } = self.object;
        let mut record = serializer.serialize_map(None)?;
        record.serialize_entry("id", &id.to_string())?;
        if self.object.written.is_some() {
            record.serialize_entry("properties", &Properties(self))?;
        }
        record.serialize_entry("createdAt", &instant(self.object.created_at))?;
        record.serialize_entry("updatedAt", &instant(self.object.updated_at))?;
        record.serialize_entry("archived", &self.object.is_archived())?;
        if let Standing::Archived(at) = standing {
            record.serialize_entry("archivedAt", &instant(*at))?;
        }
        let (hub_id, number) = (self.hub_id, of_type.number());
        let url = format_args!("https://app.hubspot.com/contacts/{hub_id}/record/{number}/{id}");
        record.serialize_entry("url", &url)?;
        record.end()
    }
}

struct Properties<'a>(&'a Record<'a>);

impl Serialize for Properties<'_> {
    /// HubSpot: the contacts guide shows `null` for what is known and empty.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Record { object, shown, .. } = self.0;
        let mut properties = serializer.serialize_map(None)?;
        for name in shown.names() {
            properties.serialize_entry(name, &object.value(name))?;
        }
        properties.end()
    }
}
