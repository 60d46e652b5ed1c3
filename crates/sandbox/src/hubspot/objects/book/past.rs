//! The objects as search sees them: as they stood a little while ago.

use std::borrow::Cow;

use jiff::Timestamp;

use super::{FIRST_ID, ObjectBook};
use crate::hubspot::objects::object::Object;

impl ObjectBook {
    /// All objects that were live at that instant, in the order of their ids.
    pub(crate) fn as_of(&self, instant: Timestamp) -> impl Iterator<Item = Cow<'_, Object>> {
        (FIRST_ID..self.next_id)
            .filter_map(move |id| self.at(id, instant))
            .filter(|object| object.is_live())
    }

    /// Of them those that were ever written. The others are as the seed drew them, and that was before its epoch.
    pub(crate) fn written_as_of(&self, instant: Timestamp) -> impl Iterator<Item = Cow<'_, Object>> {
        let ids = self.written.keys();
        ids.filter_map(move |&id| self.at(id, instant))
            .filter(|object| object.is_live())
    }

    /// Their ids alone, for which nothing is drawn.
    pub(crate) fn ids_as_of(&self, instant: Timestamp) -> impl Iterator<Item = u64> {
        (FIRST_ID..self.next_id).filter(move |&id| self.was_live(id, instant))
    }

    /// How many they are: the seeded ones, corrected by what was written.
    pub(crate) fn count_as_of(&self, instant: Timestamp) -> usize {
        let written = self.written.keys();
        let (mut gone, mut come) = (0, 0);
        for &id in written {
            match (self.is_seeded(id), self.was_live(id, instant)) {
                (true, false) => gone += 1,
                (false, true) => come += 1,
                _ => {}
            }
        }
        usize::try_from(self.seed.count() + come - gone).unwrap_or(usize::MAX)
    }

    /// An object as it stood at that instant.
    pub(crate) fn at(&self, id: u64, instant: Timestamp) -> Option<Cow<'_, Object>> {
        match self.version(id, instant) {
            Some(object) => Some(Cow::Borrowed(object)),
            None => self.seed.object(id.checked_sub(FIRST_ID)?).map(Cow::Owned),
        }
    }

    pub(crate) fn was_live(&self, id: u64, instant: Timestamp) -> bool {
        self.version(id, instant)
            .map_or_else(|| self.is_seeded(id), Object::is_live)
    }

    fn version(&self, id: u64, instant: Timestamp) -> Option<&Object> {
        let versions = self.written.get(&id)?.iter().rev();
        let mut known = versions.filter(|version| version.since <= instant);
        known.next().map(|version| &version.object)
    }
}
