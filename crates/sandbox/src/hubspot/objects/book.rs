//! The objects of one portal: seeded ones drawn when needed, written ones remembered with their past.

mod addresses;
mod merging;
mod past;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::Timestamp;

use super::NewContact;
use super::object::{Object, Standing, Values};
use super::object_type::ObjectType;
use super::seed::{Seed, epoch};
use addresses::Addresses;

/// The first object's id, whatever its type.
pub(crate) const FIRST_ID: u64 = 1001;

/// Objects by id. Nothing is ever removed: archived ones stay readable as such.
#[derive(Debug)]
pub(crate) struct ObjectBook {
    seed: Seed,
    /// Objects that differ from the seed, each with its versions, oldest first.
    written: BTreeMap<u64, Vec<Version>>,
    next_id: u64,
    addresses: Addresses,
    /// When the newest object was created; seeded ones were before the epoch.
    newest: Timestamp,
    /// Whether a later id never has an earlier date of creation.
    in_order: bool,
}

#[derive(Debug)]
struct Version {
    since: Timestamp,
    object: Object,
}

impl ObjectBook {
    /// So many objects of that type derived from the seed and the portal.
    pub(crate) fn seeded(object_type: ObjectType, seed: u64, hub_id: u64, count: usize) -> Self {
        let count = count as u64;
        Self {
            seed: Seed::new(object_type, seed, hub_id, count),
            written: BTreeMap::new(),
            next_id: FIRST_ID + count,
            addresses: Addresses::default(),
            newest: if count == 0 { Timestamp::MIN } else { epoch() },
            in_order: true,
        }
    }

    /// These objects, created at a fixed instant long ago.
    pub(crate) fn given(object_type: ObjectType, hub_id: u64, records: Vec<NewContact>) -> Self {
        let mut book = Self::seeded(object_type, 0, hub_id, 0);
        for record in records {
            let object = book.compose(record.into_values(), epoch());
            book.addresses.remember(&object);
            // It was there from the beginning, so search does not lag behind it.
            book.push(object, Timestamp::MIN);
        }
        book
    }

    /// What type of objects it holds.
    pub(crate) fn object_type(&self) -> ObjectType {
        self.seed.object_type()
    }

    /// The object of that id, live or not.
    pub(crate) fn get(&self, id: u64) -> Option<Object> {
        match self.latest(id) {
            Some(object) => Some(object.clone()),
            None => self.seed.object(id.checked_sub(FIRST_ID)?),
        }
    }

    /// The object of that id if it is live.
    pub(crate) fn live(&self, id: u64) -> Option<Object> {
        self.get(id).filter(Object::is_live)
    }

    fn latest(&self, id: u64) -> Option<&Object> {
        self.written.get(&id)?.last().map(|version| &version.object)
    }

    fn is_seeded(&self, id: u64) -> bool {
        id.checked_sub(FIRST_ID).is_some_and(|index| index < self.seed.count())
    }

    /// Every id that was ever given to an object.
    pub(crate) fn ids(&self) -> std::ops::Range<u64> {
        FIRST_ID..self.next_id
    }

    /// The objects from that id on that are archived, or those that are live, in the order of their ids.
    pub(crate) fn from(&self, id: u64, archived: bool) -> Box<dyn Iterator<Item = Object> + '_> {
        if archived {
            // Only a written object can be archived: no need to look at the others.
            let ids = self.written.range(id..).map(|(&id, _)| id);
            return Box::new(ids.filter_map(|id| self.get(id)).filter(Object::is_archived));
        }
        let ids = id.max(FIRST_ID)..self.next_id;
        Box::new(ids.filter_map(|id| self.live(id)))
    }

    /// Whether the order of ids is the order of creation.
    pub(crate) fn is_in_order(&self) -> bool {
        self.in_order
    }

    /// The id of the object that has this e-mail address, whatever its case.
    pub(crate) fn id_of_email(&self, email: &str) -> Option<u64> {
        let email = email.to_lowercase();
        let drawn = || {
            let id = FIRST_ID + self.seed.index_of_email(&email)?;
            (!self.written.contains_key(&id)).then_some(id)
        };
        self.addresses.find(&email).or_else(drawn)
    }

    /// Adds an object and returns it.
    pub(crate) fn add(&mut self, values: Values, now: Timestamp) -> Object {
        let object = self.compose(values, now);
        self.write(object, now)
    }

    /// An object with the next id.
    fn compose(&mut self, mut values: Values, now: Timestamp) -> Object {
        let id = self.next_id;
        self.next_id += 1;
        self.in_order &= self.newest <= now;
        self.newest = self.newest.max(now);
        values.remove("hs_object_id");
        Object {
            of_type: self.object_type(),
            id,
            created_at: now,
            updated_at: now,
            standing: Standing::Live,
            drawn: None,
            written: Some(values),
        }
    }

    /// Sets values of an object that is live.
    pub(crate) fn change(&mut self, id: u64, values: Values, now: Timestamp) -> Option<Object> {
        let mut object = self.live(id)?;
        object.change(values, now);
        Some(self.write(object, now))
    }

    /// Archives an object and says whether it was there to be archived.
    pub(crate) fn archive(&mut self, id: u64, now: Timestamp) -> bool {
        let Some(mut object) = self.live(id) else {
            return false;
        };
        self.addresses.forget(&object);
        object.standing = Standing::Archived(now);
        self.push(object, now);
        true
    }

    /// Remembers a new version, and under which e-mail addresses to find it.
    fn write(&mut self, object: Object, now: Timestamp) -> Object {
        if let Some(old) = self.get(object.id) {
            self.addresses.forget(&old);
        }
        self.addresses.remember(&object);
        self.push(object.clone(), now);
        object
    }

    fn push(&mut self, object: Object, since: Timestamp) {
        let versions = self.written.entry(object.id).or_default();
        versions.push(Version { since, object });
    }
}

impl NewContact {
    /// Its values, as they are.
    pub(crate) fn into_values(self) -> Values {
        let properties = self.properties.into_iter();
        properties.map(|(name, value)| (Cow::Owned(name), value)).collect()
    }
}
