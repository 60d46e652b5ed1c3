//! An arena: texts by place, one behind the other in one piece of memory.

use memchr::memchr;

use super::numbers::Numbers;
use crate::fold::Needle;

/// Stands behind each text. It occurs in no UTF-8 (RFC 3629 §1), so nothing is found across two texts.
const END: u8 = 0xFF;

/// Texts by place. What was put in once stays.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arena {
    bytes: Vec<u8>,
    /// Where the text of a place begins, plus 1; 0: it has none.
    starts: Numbers,
    /// How many bytes, from the first one, hold texts in the order of their places.
    ordered: usize,
    /// The place that comes after the last one of those.
    next: u32,
    /// The places of the texts behind, in the order of the bytes.
    strays: Vec<u32>,
}

impl Arena {
    /// Puts a text in at a place that has none.
    pub(crate) fn put(&mut self, place: u32, text: &str) {
        self.starts.set(place, self.bytes.len() + 1);
        self.bytes.extend_from_slice(text.as_bytes());
        self.bytes.push(END);
        if place >= self.next && self.strays.is_empty() {
            (self.ordered, self.next) = (self.bytes.len(), place + 1);
        } else {
            self.strays.push(place);
        }
    }

    /// The text of a place.
    pub(crate) fn get(&self, place: u32) -> Option<&[u8]> {
        let text = &self.bytes[self.starts.get(place).checked_sub(1)?..];
        Some(&text[..memchr(END, text).unwrap_or(text.len())])
    }

    /// How many places there are, with a text or without.
    pub(crate) fn len(&self) -> u32 {
        self.starts.len()
    }

    /// Says of which places the texts hold the needle.
    pub(crate) fn find(&self, needle: &Needle, mut hit: impl FnMut(u32)) {
        let (mut from, mut owner, mut next) = (0, 0, 0);
        while let Some(at) = needle.find(&self.bytes[from..]).map(|at| from + at) {
            if at < self.ordered {
                (owner, next) = self.walk(at, owner, next);
                hit(owner);
                if next < self.next {
                    // The walk has met the next text: this one ends before.
                    from = self.starts.get(next) - 1;
                    continue;
                }
            } else {
                hit(self.stray(at));
            }
            from = memchr(END, &self.bytes[at..]).map_or(self.bytes.len(), |end| at + end + 1);
        }
    }

    /// The place whose text stands at that byte, going on from the one before.
    fn walk(&self, at: usize, mut owner: u32, mut next: u32) -> (u32, u32) {
        while next < self.next {
            match self.starts.get(next) {
                start if start > at + 1 && start <= self.ordered => break,
                start if start > 0 && start <= self.ordered => owner = next,
                _ => {}
            }
            next += 1;
        }
        (owner, next)
    }

    fn stray(&self, at: usize) -> u32 {
        let after = self.strays.partition_point(|place| self.starts.get(*place) <= at + 1);
        self.strays[after - 1]
    }

    /// Gives back what it does not need.
    pub(crate) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.starts.shrink();
        self.strays.shrink_to_fit();
    }

    /// In bytes.
    pub(crate) fn memory(&self) -> usize {
        self.bytes.capacity() + self.starts.memory() + self.strays.capacity() * size_of::<u32>()
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    #[test]
    fn nothing_is_found_across_two_texts() {
        let mut arena = Arena::default();
        arena.put(0, "ab");
        arena.put(1, "cd");
        let mut hits = Vec::new();
        arena.find(&Needle::new("bc"), |place| hits.push(place));
        assert_eq!(hits, []);
    }

    proptest! {
        #[test]
        fn texts_are_found_wherever_they_were_put_in(
            places in Just((0u32..40).collect::<Vec<_>>()).prop_shuffle(),
            texts in vec("[ab]{0,4}", 1..30),
            sorted in 0usize..30,
            needle in "[ab]{1,2}",
        ) {
            let mut places = places[..texts.len()].to_vec();
            places[..sorted.min(texts.len())].sort_unstable();
            let mut arena = Arena::default();
            for (place, text) in places.iter().zip(&texts) {
                arena.put(*place, text);
            }
            for (place, text) in places.iter().zip(&texts) {
                prop_assert_eq!(arena.get(*place), Some(text.as_bytes()));
            }
            let mut hits = Vec::new();
            arena.find(&Needle::new(&needle), |place| hits.push(place));
            hits.sort_unstable();
            let holding = places.iter().zip(&texts).filter(|(_, text)| text.contains(&needle));
            let mut expected: Vec<u32> = holding.map(|(place, _)| *place).collect();
            expected.sort_unstable();
            prop_assert_eq!(hits, expected);
        }
    }
}
