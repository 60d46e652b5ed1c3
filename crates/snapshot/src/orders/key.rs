//! By what a value is sorted.

use model::list::ColumnType;

use super::{EMPTY, Keys, Ranks};
use crate::{
    columns::{Column, Text, Times},
    moments::{Moment, millisecond_of},
};

/// By what a value is sorted: what its type cannot read stands last, by its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key<'a> {
    is_unreadable: bool,
    head: u64,
    rest: &'a [u8],
}

impl<'a> Key<'a> {
    fn number(head: u64) -> Self {
        Self {
            is_unreadable: false,
            head,
            rest: &[],
        }
    }

    /// The first eight bytes as a number decide most comparisons without a look at the text.
    fn text(folded: &'a [u8]) -> Self {
        let mut head = [0; 8];
        let many = folded.len().min(8);
        head[..many].copy_from_slice(&folded[..many]);
        Self {
            is_unreadable: false,
            head: u64::from_be_bytes(head),
            rest: folded,
        }
    }

    fn of_text(plain: &str, folded: &'a [u8], column_type: ColumnType) -> Option<Self> {
        if plain.is_empty() {
            return None;
        }
        let read = match column_type {
            ColumnType::Number => number_of(plain).map(|number| Self::number(by_value(number))),
            ColumnType::Day | ColumnType::Instant => millisecond_of(plain).map(|at| Self::number(from_signed(at))),
            _ => return Some(Self::text(folded)),
        };
        Some(read.unwrap_or(Self {
            is_unreadable: true,
            ..Self::text(folded)
        }))
    }

    fn of_moment(moment: Moment, column_type: ColumnType) -> Self {
        let textual = Self::number(from_signed(moment.textual()));
        match column_type {
            ColumnType::Day | ColumnType::Instant => Self::number(from_signed(moment.millisecond())),
            ColumnType::Number => Self {
                is_unreadable: true,
                ..textual
            },
            _ => textual,
        }
    }
}

/// A number as providers write it.
pub(crate) fn number_of(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

fn from_signed(number: i64) -> u64 {
    number.cast_unsigned() ^ (1 << 63)
}

/// The bits of a finite number, so that they are sorted as the numbers are.
fn by_value(number: f64) -> u64 {
    let bits = (number + 0.0).to_bits();
    if bits >> 63 == 1 { !bits } else { bits | (1 << 63) }
}

/// A column of texts or times by row, as a type reads it.
pub(crate) struct Rows<'a, C>(pub(crate) &'a C, pub(crate) ColumnType);

impl Keys for Rows<'_, Text> {
    fn entries(&self) -> u32 {
        self.0.len()
    }

    fn key(&self, entry: u32) -> Option<Key<'_>> {
        Key::of_text(self.0.get(entry)?, self.0.folded(entry)?, self.1)
    }
}

impl Keys for Rows<'_, Times> {
    fn entries(&self) -> u32 {
        self.0.len()
    }

    fn key(&self, entry: u32) -> Option<Key<'_>> {
        self.0.get(entry).map(|moment| Key::of_moment(moment, self.1))
    }
}

/// The ranks of the rows of a column.
pub(crate) struct RowRanks<'a> {
    column: &'a Column,
    ranks: std::sync::Arc<Ranks>,
}

impl<'a> RowRanks<'a> {
    /// Of the column, of whose entries these are the ranks.
    pub(crate) fn new(column: &'a Column, ranks: std::sync::Arc<Ranks>) -> Self {
        Self { column, ranks }
    }

    /// The rank of a row's value, or [`EMPTY`].
    pub(crate) fn of(&self, row: u32) -> u32 {
        match self.column {
            Column::Dictionary(column) => column.code_of(row).map_or(EMPTY, |code| self.ranks.of(code)),
            _ => self.ranks.of(row),
        }
    }

    /// How many different ranks there are.
    pub(crate) fn distinct(&self) -> u32 {
        self.ranks.distinct()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_sorted_by_value_and_what_is_none_comes_last() {
        let texts = ["-1e3", "-2", "-0.5", "0", "00.5", "2", "10", "inf", "nan", "x"];
        let keys: Vec<_> = texts
            .iter()
            .map(|text| Key::of_text(text, text.as_bytes(), ColumnType::Number))
            .collect();
        assert!(keys.is_sorted() && keys.windows(2).all(|two| two[0] != two[1]));
        let zero = |text: &'static str| Key::of_text(text, text.as_bytes(), ColumnType::Number);
        assert_eq!(zero("-0"), zero("0.0"));
    }

    #[test]
    fn texts_are_sorted_by_their_bytes_beyond_the_eighth() {
        let texts = [
            "",
            "a",
            "a\0",
            "abcdefgh",
            "abcdefgh\0",
            "abcdefghi",
            "abcdefghj",
            "b",
            "é",
        ];
        let keys: Vec<_> = texts[1..].iter().map(|text| Key::text(text.as_bytes())).collect();
        assert!(keys.is_sorted() && keys.windows(2).all(|two| two[0] != two[1]));
        assert_eq!(Key::of_text("", b"", ColumnType::Text), None);
    }
}
