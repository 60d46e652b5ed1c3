//! Finds what is searched for, and looks at no more objects than it must.

#[cfg(test)]
mod tests;

use std::cmp::Ordering;

use jiff::Timestamp;

use super::criteria::Criteria;
use crate::hubspot::objects::book::ObjectBook;
use crate::hubspot::objects::filter::SortKey;
use crate::hubspot::objects::object::Object;

/// One page, and how many objects match in all.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) total: usize,
    pub(super) page: Vec<Object>,
}

impl Criteria {
    /// Searches the objects as they stood when search last saw them; without a sort the oldest come first.
    pub(super) fn run(&self, book: &ObjectBook, seen: Timestamp, limit: usize) -> Found {
        let page = |ids: &mut dyn Iterator<Item = u64>| {
            let ids = ids.skip(self.after).take(limit);
            ids.filter_map(|id| Some(book.at(id, seen)?.into_owned())).collect()
        };
        if self.is_plain() && book.is_in_order() {
            let total = book.count_as_of(seen);
            let page = page(&mut book.ids_as_of(seen));
            return Found { total, page };
        }
        let found = self.ids(book, seen);
        let page = page(&mut found.iter().copied());
        Found {
            total: found.len(),
            page,
        }
    }

    /// Every match, in order.
    fn ids(&self, book: &ObjectBook, seen: Timestamp) -> Vec<u64> {
        let key = |object: &Object| (self.key(object), object.id);
        let mut found: Vec<(SortKey, u64)> = if self.is_recent(book.object_type()) {
            let written = book.written_as_of(seen);
            written
                .filter(|object| self.lets_through(object))
                .map(|object| key(&object))
                .collect()
        } else {
            let all = book.as_of(seen);
            all.filter(|object| self.lets_through(object))
                .map(|object| key(&object))
                .collect()
        };
        // The sort keeps the order of ids where two are alike, forwards and backwards.
        found.sort_by(|(one, _), (other, _)| self.order(one.compare(other)));
        found.into_iter().map(|(_, id)| id).collect()
    }

    fn key(&self, object: &Object) -> SortKey {
        match self.sort() {
            Some((property, _)) => SortKey::of(object.of_type, property, object.value(property).as_deref()),
            None => SortKey::Instant(object.created_at.as_millisecond()),
        }
    }

    fn order(&self, ascending: Ordering) -> Ordering {
        match self.sort() {
            Some((_, true)) => ascending.reverse(),
            _ => ascending,
        }
    }
}
