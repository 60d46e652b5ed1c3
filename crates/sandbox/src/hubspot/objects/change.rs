//! Changes that happen at the provider: as if its own people had worked there.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;

use super::NewContact;
use super::book::ObjectBook;

/// What happens to a portal's contacts, in this order. Values are taken as they are, without any check.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ContactChanges {
    /// The portal's number; without it the one that consents.
    pub portal: Option<u64>,
    /// Contacts to create.
    pub create: Vec<NewContact>,
    /// Contacts to change.
    pub update: Vec<ContactUpdate>,
    /// The ids of contacts to archive.
    pub archive: Vec<String>,
    /// Contacts of which one takes the other's place.
    pub merge: Vec<ContactMerge>,
}

/// Values to set on a contact; an empty one clears.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct ContactUpdate {
    /// Its id.
    pub id: String,
    /// Values by property name.
    pub properties: BTreeMap<String, String>,
}

/// Two contacts that become one.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct ContactMerge {
    /// The id of the one that stays.
    pub primary: String,
    /// The id of the one that goes.
    pub merged: String,
}

/// A change names what is no live contact. What came before it in the order of application stands.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no live contact {0}")]
pub struct NoSuchContact(String);

impl ObjectBook {
    /// Applies the changes, and returns the ids of the created contacts.
    pub(crate) fn apply(&mut self, changes: ContactChanges, now: Timestamp) -> Result<Vec<String>, NoSuchContact> {
        let created = changes.create.into_iter();
        let created = created
            .map(|new| self.add(new.into_values(), now).id.to_string())
            .collect();
        for ContactUpdate { id, properties } in changes.update {
            let values = NewContact { properties }.into_values();
            self.change(number(&id)?, values, now).ok_or(NoSuchContact(id))?;
        }
        for id in changes.archive {
            if !self.archive(number(&id)?, now) {
                return Err(NoSuchContact(id));
            }
        }
        for ContactMerge { primary, merged } in changes.merge {
            let done = self.merge(number(&primary)?, number(&merged)?, now);
            done.ok_or_else(|| NoSuchContact(format!("{primary} or {merged}")))?;
        }
        Ok(created)
    }
}

fn number(id: &str) -> Result<u64, NoSuchContact> {
    id.parse().map_err(|_| NoSuchContact(id.to_owned()))
}
