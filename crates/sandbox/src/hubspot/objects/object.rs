//! `Object`, a contact, company, deal or ticket: how it stands, and what its properties are worth.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::Timestamp;

use super::object_type::ObjectType;
use super::seed::drawn::Drawn;

/// Values by property name.
pub(crate) type Values = BTreeMap<Cow<'static, str>, String>;

/// Whether an object is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Live,
    /// In the recycle bin since then.
    Archived(Timestamp),
    /// Another object took its place.
    Merged {
        into: u64,
    },
}

/// One object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Object {
    pub(crate) of_type: ObjectType,
    pub(crate) id: u64,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) standing: Standing,
    /// What the seed drew, if it did: values are made of it when somebody asks.
    pub(crate) drawn: Option<Drawn>,
    /// What was written over it, where an empty text clears; `None` for the awkward one whose `properties` are
    /// missing on the wire.
    pub(crate) written: Option<Values>,
}

impl Object {
    pub(crate) fn is_live(&self) -> bool {
        self.standing == Standing::Live
    }

    pub(crate) fn is_archived(&self) -> bool {
        matches!(self.standing, Standing::Archived(_))
    }

    /// The value of a property, if it has one.
    pub(crate) fn value(&self, name: &str) -> Option<Cow<'_, str>> {
        let value = match self.written.as_ref()?.get(name) {
            Some(written) => Cow::Borrowed(written.as_str()),
            None => self.own(name).or_else(|| self.drawn.as_ref()?.value(name))?,
        };
        (!value.is_empty()).then_some(value)
    }

    /// What HubSpot itself writes into every object.
    fn own(&self, name: &str) -> Option<Cow<'_, str>> {
        let value = match name {
            "createdate" => instant(self.created_at),
            "hs_object_id" => self.id.to_string(),
            "hs_ticket_id" if self.of_type == ObjectType::Tickets => self.id.to_string(),
            _ if name == self.of_type.described().modified => instant(self.updated_at),
            _ => return None,
        };
        Some(value.into())
    }

    /// Sets values, and with them the date of the last change.
    pub(crate) fn change(&mut self, values: Values, now: Timestamp) {
        let written = self.written.get_or_insert_default();
        written.remove(self.of_type.described().modified);
        written.extend(values);
        self.updated_at = now;
    }

    /// Every e-mail address that leads to it, in lower case.
    pub(crate) fn addresses(&self) -> Vec<String> {
        let values = [self.value("email"), self.value("hs_additional_emails")];
        let addresses = values.iter().flatten().flat_map(|value| value.split(';'));
        addresses
            .filter(|address| !address.is_empty())
            .map(str::to_lowercase)
            .collect()
    }
}

/// HubSpot: ISO 8601 in UTC with milliseconds.
pub(crate) fn instant(at: Timestamp) -> String {
    format!("{at:.3}")
}
