//! A column of few distinct values.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::{numbers::Numbers, text::Text};

/// Each distinct value once, and for each row which one it has.
#[derive(Clone, Debug)]
pub(crate) struct Dictionary {
    /// So many distinct values are few in any case.
    few: usize,
    values: Text,
    codes: HashTable<u32>,
    hasher: DefaultHashBuilder,
    /// By row: the code of its value, plus 1; 0: it has none.
    rows: Numbers,
    filled: usize,
}

impl Dictionary {
    /// An empty one; so many distinct values are few in any case.
    pub(crate) fn new(few: usize) -> Self {
        Self {
            few,
            values: Text::default(),
            codes: HashTable::default(),
            hasher: DefaultHashBuilder::default(),
            rows: Numbers::default(),
            filled: 0,
        }
    }

    /// An empty one like this.
    pub(crate) fn anew(&self) -> Self {
        Self::new(self.few)
    }

    /// Puts a value in for a row that has none.
    pub(crate) fn put(&mut self, row: u32, text: &str) {
        let code = self.code(text);
        self.rows.set(row, code as usize + 1);
        self.filled += 1;
    }

    fn code(&mut self, text: &str) -> u32 {
        let hash = self.hasher.hash_one(text);
        let (values, hasher) = (&mut self.values, &self.hasher);
        if let Some(code) = self.codes.find(hash, |code| values.get(*code) == Some(text)) {
            return *code;
        }
        let code = values.len();
        values.put(code, text);
        let rehash = |code: &u32| hasher.hash_one(values.get(*code).unwrap_or_default());
        self.codes.insert_unique(hash, code, rehash);
        code
    }

    /// Whether its values are no longer few: more than one for four rows.
    pub(crate) fn is_outgrown(&self) -> bool {
        let distinct = self.values.len() as usize;
        distinct > self.few && distinct * 4 > self.filled
    }

    /// The value of a row.
    pub(crate) fn get(&self, row: u32) -> Option<&str> {
        self.values.get(self.code_of(row)?)
    }

    /// The code of a row's value.
    pub(crate) fn code_of(&self, row: u32) -> Option<u32> {
        self.rows.get(row).checked_sub(1).map(crate::number)
    }

    /// The distinct values, by their codes.
    pub(crate) fn values(&self) -> &Text {
        &self.values
    }

    /// Says which rows have a value of which this is true by its code.
    pub(crate) fn spread(&self, is_wanted: impl Fn(u32) -> bool, mut hit: impl FnMut(u32)) {
        let mut wanted = vec![false];
        wanted.extend((0..self.values.len()).map(is_wanted));
        if wanted.contains(&true) {
            self.rows.each(|row, code| {
                if wanted[code] {
                    hit(row);
                }
            });
        }
    }

    /// How many rows it reaches.
    pub(crate) fn len(&self) -> u32 {
        self.rows.len()
    }

    /// Gives back what it does not need.
    pub(crate) fn shrink(&mut self) {
        let (values, hasher) = (&mut self.values, &self.hasher);
        values.shrink();
        let rehash = |code: &u32| hasher.hash_one(values.get(*code).unwrap_or_default());
        self.codes.shrink_to_fit(rehash);
        self.rows.shrink();
    }

    /// In bytes.
    pub(crate) fn memory(&self) -> usize {
        self.values.memory() + self.codes.allocation_size() + self.rows.memory()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_values_take_one_byte_for_each_row() {
        let mut column = Dictionary::new(4096);
        for row in 0..10_000 {
            column.put(row, ["lead", "customer", ""][row as usize % 3]);
        }
        column.shrink();
        assert_eq!(
            (column.get(1), column.get(2), column.get(10_000)),
            (Some("customer"), Some(""), None)
        );
        assert!(column.memory() < 11_000, "{}", column.memory());
        assert!(!column.is_outgrown());
    }

    #[test]
    fn a_dictionary_of_mostly_distinct_values_is_outgrown() {
        let mut column = Dictionary::new(4096);
        (0..4097).for_each(|row| column.put(row, &row.to_string()));
        assert!(column.is_outgrown());
        (4097..20_000).for_each(|row| column.put(row, "1"));
        assert!(!column.is_outgrown());
    }

    #[test]
    fn what_is_true_of_a_value_is_true_of_its_rows() {
        let mut column = Dictionary::new(4096);
        for (row, value) in [(0, "a"), (2, "b"), (3, "a")] {
            column.put(row, value);
        }
        let mut hits = Vec::new();
        column.spread(|code| column.values().get(code) == Some("a"), |row| hits.push(row));
        assert_eq!(hits, [0, 3]);
    }
}
