//! Sorting: the rank of each value among all values of its column, kept for the next question.

pub(crate) mod key;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use key::Key;

/// Stands for no value.
pub(crate) const EMPTY: u32 = u32::MAX;

/// What can be ranked: the rows of a column, or the values of a dictionary.
pub(crate) trait Keys {
    /// How many there are.
    fn entries(&self) -> u32;

    /// By what one of them is sorted; `None`: it has no value.
    fn key(&self, entry: u32) -> Option<Key<'_>>;
}

/// The ranks of values: equal ones have the same, and none is left out between.
#[derive(Debug, Default)]
pub(crate) struct Ranks {
    of: Vec<u32>,
    distinct: u32,
}

impl Ranks {
    /// The rank of an entry, or [`EMPTY`].
    pub(crate) fn of(&self, entry: u32) -> u32 {
        self.of.get(entry as usize).copied().unwrap_or(EMPTY)
    }

    /// How many different ranks there are.
    pub(crate) fn distinct(&self) -> u32 {
        self.distinct
    }

    fn built(keys: &impl Keys) -> Self {
        let sorted = sorted(keys, 0..keys.entries());
        let mut of = vec![EMPTY; keys.entries() as usize];
        let (mut distinct, mut last) = (0, None);
        for (key, entry) in sorted {
            distinct += u32::from(last != Some(key));
            last = Some(key);
            of[entry as usize] = distinct - 1;
        }
        Self { of, distinct }
    }

    /// The same with more entries: those from the end on, and some that had no value.
    fn extended(&self, keys: &impl Keys, late: &[u32]) -> Self {
        let covered = crate::number(self.of.len());
        let fresh = sorted(keys, late.iter().copied().chain(covered..keys.entries()));
        let mut examples = vec![0; self.distinct as usize];
        for (entry, rank) in (0..).zip(&self.of).filter(|(_, rank)| **rank != EMPTY) {
            examples[*rank as usize] = entry;
        }
        // A new value stands before the first old one that is greater, and moves it up.
        let mut before = vec![0u32; examples.len() + 1];
        let mut placed: Vec<(u32, u32)> = Vec::with_capacity(fresh.len());
        let (mut inserted, mut last) = (0, None);
        for (key, entry) in fresh {
            let place = examples.partition_point(|example| keys.key(*example) < Some(key));
            let is_old = examples
                .get(place)
                .is_some_and(|example| keys.key(*example) == Some(key));
            if !is_old && last != Some(key) {
                before[place] += 1;
                inserted += 1;
            }
            last = Some(key);
            let place = crate::number(place);
            placed.push((entry, if is_old { place + inserted } else { place + inserted - 1 }));
        }
        let mut moved = 0;
        for shift in &mut before {
            moved += *shift;
            *shift = moved;
        }
        let mut of: Vec<u32> = self.of.clone();
        for rank in of.iter_mut().filter(|rank| **rank != EMPTY) {
            *rank += before[*rank as usize];
        }
        of.resize(keys.entries() as usize, EMPTY);
        for (entry, rank) in placed {
            of[entry as usize] = rank;
        }
        let distinct = self.distinct + inserted;
        Self { of, distinct }
    }
}

fn sorted(keys: &impl Keys, entries: impl Iterator<Item = u32>) -> Vec<(Key<'_>, u32)> {
    let mut sorted: Vec<_> = entries.filter_map(|entry| Some((keys.key(entry)?, entry))).collect();
    sorted.sort_unstable();
    sorted
}

/// Ranks that are made when they are asked for, and then kept.
#[derive(Debug, Default)]
pub(crate) struct Kept(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    ranks: Option<Arc<Ranks>>,
    /// Entries that got a value after they were ranked without one.
    late: Vec<u32>,
}

impl Kept {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The ranks of all entries. Nobody waits while they are made: two who ask at once may both make them.
    pub(crate) fn ranks(&self, keys: &impl Keys) -> Arc<Ranks> {
        let (known, late) = {
            let state = self.lock();
            (state.ranks.clone(), state.late.clone())
        };
        let ranks = match known {
            Some(ranks) if late.is_empty() && ranks.of.len() == keys.entries() as usize => return ranks,
            Some(ranks) if (keys.entries() as usize - ranks.of.len() + late.len()) * 4 < ranks.of.len() => {
                ranks.extended(keys, &late)
            }
            _ => Ranks::built(keys),
        };
        let ranks = Arc::new(ranks);
        *self.lock() = State {
            ranks: Some(Arc::clone(&ranks)),
            late: Vec::new(),
        };
        ranks
    }

    /// That entry got a value.
    pub(crate) fn filled(&mut self, entry: u32) {
        let state = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        if state
            .ranks
            .as_ref()
            .is_some_and(|ranks| (entry as usize) < ranks.of.len())
        {
            state.late.push(entry);
        }
    }

    /// In bytes.
    pub(crate) fn memory(&self) -> usize {
        let state = self.lock();
        let ranks = state.ranks.as_ref().map_or(0, |ranks| ranks.of.capacity());
        (ranks + state.late.capacity()) * size_of::<u32>()
    }
}

#[cfg(test)]
mod tests;
