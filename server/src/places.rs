//! Places for what lasts: so many for each who asks, so many in all (assurance T61).

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use metrics::gauge;

/// Places. Cheap to clone; all clones share them.
#[derive(Clone)]
pub(crate) struct Places(Arc<Inner>);

struct Inner {
    most: usize,
    gauge: &'static str,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    all: usize,
    by_key: HashMap<String, usize>,
}

/// How many of the places one may have who is known by this key.
pub(crate) struct Share {
    pub(crate) key: String,
    pub(crate) most: usize,
}

/// Why there is no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoPlace {
    /// Whoever asks has its share.
    ShareTaken,
    /// All are taken.
    AllTaken,
}

/// A place, until this is dropped.
pub(crate) struct Place {
    places: Places,
    keys: Vec<String>,
}

impl Places {
    /// So many places; the gauge shows how many are taken.
    pub(crate) fn new(most: usize, gauge: &'static str) -> Self {
        let taken = Mutex::default();
        Self(Arc::new(Inner { most, gauge, taken }))
    }

    fn lock(&self) -> MutexGuard<'_, Taken> {
        self.0.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place that counts in each of these shares, at once or not at all.
    pub(crate) fn take(&self, shares: impl IntoIterator<Item = Share>) -> Result<Place, NoPlace> {
        let mut taken = self.lock();
        let mut keys = Vec::new();
        for Share { key, most } in shares {
            if taken.by_key.get(&key).is_some_and(|count| *count >= most) {
                return Err(NoPlace::ShareTaken);
            }
            keys.push(key);
        }
        if taken.all >= self.0.most {
            return Err(NoPlace::AllTaken);
        }
        taken.all += 1;
        for key in &keys {
            *taken.by_key.entry(key.clone()).or_default() += 1;
        }
        gauge!(self.0.gauge).increment(1);
        let places = self.clone();
        Ok(Place { places, keys })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.lock();
        taken.all -= 1;
        for key in &self.keys {
            let count = taken.by_key.get(key).copied().unwrap_or_default();
            if count > 1 {
                taken.by_key.insert(key.clone(), count - 1);
            } else {
                taken.by_key.remove(key);
            }
        }
        gauge!(self.places.0.gauge).decrement(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(key: &str, most: usize) -> Share {
        Share {
            key: key.to_owned(),
            most,
        }
    }

    #[test]
    fn one_has_a_share_and_all_have_no_more_than_there_is() {
        let places = Places::new(3, "places");
        let (_first, _second) = (places.take([share("a", 2)]).ok(), places.take([share("a", 2)]).ok());
        assert_eq!(places.take([share("a", 2)]).err(), Some(NoPlace::ShareTaken));
        let third = places.take([share("b", 2)]);
        assert!(third.is_ok());
        assert_eq!(places.take([share("c", 2)]).err(), Some(NoPlace::AllTaken));
        drop(third);
        assert!(places.take([share("c", 2)]).is_ok());
    }

    #[test]
    fn a_place_that_was_not_given_is_counted_nowhere() {
        let places = Places::new(9, "places");
        let narrow = places.take([share("wide", 2), share("narrow", 1)]);
        for _ in 0..5 {
            assert!(places.take([share("wide", 2), share("narrow", 1)]).is_err());
        }
        assert!(places.take([share("wide", 2)]).is_ok());
        drop(narrow);
        assert!(places.lock().by_key.is_empty() && places.lock().all == 0);
    }
}
