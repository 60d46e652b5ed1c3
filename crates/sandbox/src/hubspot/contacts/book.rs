//! The contacts of one portal: seeded ones drawn when needed, written ones remembered with their past.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;

use super::seed::Seed;
use super::{Contact, NewContact, Values, instant};

/// The first contact's id.
pub(crate) const FIRST_ID: u64 = 1001;

/// Contacts by id. Nothing is ever removed: archived ones stay readable as such.
#[derive(Debug)]
pub(crate) struct ContactBook {
    seed: Seed,
    /// Contacts that differ from the seed, each with its versions, oldest first.
    written: BTreeMap<u64, Vec<Version>>,
    next_id: u64,
    /// Ids by lower-case e-mail address; drawn up when first needed.
    emails: Option<HashMap<String, u64>>,
}

#[derive(Debug)]
struct Version {
    since: Timestamp,
    contact: Contact,
}

impl ContactBook {
    /// So many contacts derived from the seed and the portal.
    pub(crate) fn seeded(seed: u64, hub_id: u64, count: usize) -> Self {
        let count = count as u64;
        Self {
            seed: Seed::new(seed, hub_id, count),
            written: BTreeMap::new(),
            next_id: FIRST_ID + count,
            emails: None,
        }
    }

    /// These contacts, created at a fixed instant long ago.
    pub(crate) fn given(hub_id: u64, records: Vec<NewContact>) -> Self {
        let mut book = Self::seeded(0, hub_id, 0);
        for record in records {
            let values = record
                .properties
                .into_iter()
                .map(|(name, value)| (Cow::Owned(name), value));
            let contact = book.compose(values.collect(), super::seed::epoch());
            // It was there from the beginning, so search does not lag behind it.
            book.push(contact, Timestamp::MIN);
        }
        book
    }

    /// The contact of that id, archived or not.
    pub(crate) fn get(&self, id: u64) -> Option<Contact> {
        match self.written.get(&id) {
            Some(versions) => versions.last().map(|version| version.contact.clone()),
            None => self.seed.contact(id.checked_sub(FIRST_ID)?),
        }
    }

    /// The contacts from that id on that are archived or are not, in the order of their ids.
    pub(crate) fn from(&self, id: u64, archived: bool) -> impl Iterator<Item = Contact> {
        let ids = id.max(FIRST_ID)..self.next_id;
        // Only a written contact can be archived: no need to draw the others.
        let ids = ids.filter(move |id| !archived || self.written.contains_key(id));
        ids.filter_map(|id| self.get(id))
            .filter(move |contact| contact.archived_at.is_some() == archived)
    }

    /// All contacts as they stood at that instant, without the archived ones.
    pub(crate) fn as_of(&self, instant: Timestamp) -> impl Iterator<Item = Contact> {
        (FIRST_ID..self.next_id)
            .filter_map(move |id| self.at(id, instant))
            .filter(|contact| contact.archived_at.is_none())
    }

    fn at(&self, id: u64, instant: Timestamp) -> Option<Contact> {
        let Some(versions) = self.written.get(&id) else {
            return self.get(id);
        };
        match versions.iter().rev().find(|version| version.since <= instant) {
            Some(version) => Some(version.contact.clone()),
            None => self.seed.contact(id - FIRST_ID),
        }
    }

    /// The id of the contact that has this e-mail address, whatever its case.
    pub(crate) fn id_of_email(&mut self, email: &str) -> Option<u64> {
        self.emails().get(&email.to_lowercase()).copied()
    }

    /// Adds a contact and returns it.
    pub(crate) fn add(&mut self, values: Values, now: Timestamp) -> Contact {
        let contact = self.compose(values, now);
        self.write(contact, now)
    }

    /// A contact with the next id and what HubSpot itself writes into it.
    fn compose(&mut self, mut values: Values, now: Timestamp) -> Contact {
        let id = self.next_id;
        self.next_id += 1;
        values.insert("hs_object_id".into(), id.to_string());
        for date in ["createdate", "lastmodifieddate"] {
            values.entry(date.into()).or_insert_with(|| instant(now));
        }
        let values = Some(values);
        Contact {
            id,
            created_at: now,
            updated_at: now,
            archived_at: None,
            values,
        }
    }

    /// Sets values of a contact that is not archived.
    pub(crate) fn change(&mut self, id: u64, values: Values, now: Timestamp) -> Option<Contact> {
        let mut contact = self.get(id).filter(|contact| contact.archived_at.is_none())?;
        let changed = contact.values.get_or_insert_default();
        changed.extend(values);
        changed.insert("lastmodifieddate".into(), instant(now));
        contact.updated_at = now;
        Some(self.write(contact, now))
    }

    /// Archives a contact; one that is not there stays not there.
    pub(crate) fn archive(&mut self, id: u64, now: Timestamp) {
        let Some(mut contact) = self.get(id).filter(|contact| contact.archived_at.is_none()) else {
            return;
        };
        contact.archived_at = Some(now);
        if let Some(email) = contact.value("email").map(str::to_lowercase) {
            self.emails().remove(&email);
        }
        self.push(contact, now);
    }

    /// Remembers a new version, and under which e-mail address to find it.
    fn write(&mut self, contact: Contact, now: Timestamp) -> Contact {
        let old_email = self
            .get(contact.id)
            .and_then(|old| old.value("email").map(str::to_lowercase));
        let new_email = contact.value("email").map(str::to_lowercase);
        if let Some(emails) = &mut self.emails {
            old_email.and_then(|email| emails.remove(&email));
            new_email.and_then(|email| emails.insert(email, contact.id));
        }
        self.push(contact.clone(), now);
        contact
    }

    fn push(&mut self, contact: Contact, since: Timestamp) {
        self.written
            .entry(contact.id)
            .or_default()
            .push(Version { since, contact });
    }

    fn emails(&mut self) -> &mut HashMap<String, u64> {
        if self.emails.is_none() {
            let all = self.from(FIRST_ID, false);
            let emails = all.filter_map(|contact| Some((contact.value("email")?.to_lowercase(), contact.id)));
            self.emails = Some(emails.collect());
        }
        self.emails.get_or_insert_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(email: &str) -> Values {
        Values::from([("email".into(), email.to_owned())])
    }

    fn second(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn the_past_shows_what_was_then() {
        let mut book = ContactBook::seeded(1, 2, 1);
        let added = book.add(values("new@example.com"), second(10));
        book.change(FIRST_ID, values("changed@example.com"), second(10));

        let then: Vec<_> = book.as_of(second(9)).collect();
        let now: Vec<_> = book.as_of(second(10)).collect();

        assert_eq!(then.len(), 1);
        assert_ne!(then[0].value("email"), Some("changed@example.com"));
        assert_eq!(now[0].value("email"), Some("changed@example.com"));
        assert_eq!(now[1].id, added.id);
    }

    #[test]
    fn given_contacts_were_always_there_and_keep_their_dates() {
        let record = NewContact {
            properties: [("createdate".to_owned(), "1700000000000".to_owned())].into(),
        };
        let book = ContactBook::given(2, vec![record]);

        let then: Vec<_> = book.as_of(second(0)).collect();

        assert_eq!(then[0].value("createdate"), Some("1700000000000"));
        assert_eq!(then[0].value("hs_object_id"), Some("1001"));
    }

    #[test]
    fn an_email_address_follows_its_contact() {
        let mut book = ContactBook::seeded(1, 2, 0);
        let id = book.add(values("Old@Example.com"), second(1)).id;
        assert_eq!(book.id_of_email("OLD@example.com"), Some(id));

        book.change(id, values("new@example.com"), second(2));
        assert_eq!(book.id_of_email("old@example.com"), None);
        assert_eq!(book.id_of_email("new@example.com"), Some(id));

        book.archive(id, second(3));
        assert_eq!(book.id_of_email("new@example.com"), None);
    }
}
