//! A set of rows, one bit each.

/// Rows that are in it, by number. Rows beyond its end are not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
}

const WIDTH: usize = 64;

impl Bits {
    /// None of so many rows.
    pub(crate) fn none(rows: usize) -> Self {
        Self {
            words: vec![0; rows.div_ceil(WIDTH)],
        }
    }

    /// All of so many rows.
    pub(crate) fn all(rows: usize) -> Self {
        let mut bits = Self {
            words: vec![u64::MAX; rows.div_ceil(WIDTH)],
        };
        if let (Some(last), over @ 1..) = (bits.words.last_mut(), rows % WIDTH) {
            *last = (1 << over) - 1;
        }
        bits
    }

    /// Puts a row in.
    pub(crate) fn set(&mut self, row: u32) {
        let (word, bit) = (row as usize / WIDTH, row as usize % WIDTH);
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << bit;
    }

    /// Whether a row is in.
    pub(crate) fn has(&self, row: u32) -> bool {
        let word = self.words.get(row as usize / WIDTH);
        word.is_some_and(|word| word >> (row as usize % WIDTH) & 1 == 1)
    }

    /// Leaves what is in the other one, too.
    pub(crate) fn keep(&mut self, other: &Self) {
        self.words.truncate(other.words.len());
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    /// Takes out what is in the other one.
    pub(crate) fn without(&self, other: &Self) -> Self {
        let others = other.words.iter().chain(std::iter::repeat(&0));
        Self {
            words: self
                .words
                .iter()
                .zip(others)
                .map(|(word, other)| word & !other)
                .collect(),
        }
    }

    /// How many are in.
    pub(crate) fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Those that are in, ascending.
    pub(crate) fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        (0u32..).zip(&self.words).flat_map(|(at, &word)| {
            let mut left = word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros();
                (left != 0).then(|| {
                    left &= left - 1;
                    at * 64 + bit
                })
            })
        })
    }

    /// Gives back what it does not need.
    pub(crate) fn shrink(&mut self) {
        self.words.shrink_to_fit();
    }

    /// In bytes.
    pub(crate) fn memory(&self) -> usize {
        self.words.capacity() * size_of::<u64>()
    }
}

impl FromIterator<bool> for Bits {
    /// For each row, from the first one: whether it is in.
    fn from_iter<T: IntoIterator<Item = bool>>(rows: T) -> Self {
        let mut words = Vec::new();
        for (at, is_in) in rows.into_iter().enumerate() {
            if at % WIDTH == 0 {
                words.push(0);
            }
            if let Some(word) = words.last_mut() {
                *word |= u64::from(is_in) << (at % WIDTH);
            }
        }
        Self { words }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(rows: &[u32]) -> Bits {
        let mut bits = Bits::default();
        for row in rows {
            bits.set(*row);
        }
        bits
    }

    #[test]
    fn rows_that_went_in_are_in() {
        let bits = set(&[0, 64, 200]);
        assert!(bits.has(200) && !bits.has(63) && !bits.has(5000));
        assert_eq!((bits.rows().collect::<Vec<_>>(), bits.count()), (vec![0, 64, 200], 3));
    }

    #[test]
    fn all_are_as_many_as_were_asked_for() {
        for rows in [0, 1, 63, 64, 65, 128] {
            assert_eq!(Bits::all(rows).count(), rows);
        }
    }

    #[test]
    fn sets_of_different_lengths_meet() {
        let (short, long) = (set(&[1, 2]), set(&[2, 100]));
        assert_eq!(short.without(&long).rows().collect::<Vec<_>>(), [1]);
        assert_eq!(long.without(&short).rows().collect::<Vec<_>>(), [100]);
        let mut kept = long.clone();
        kept.keep(&short);
        assert_eq!(kept.rows().collect::<Vec<_>>(), [2]);
    }
}
