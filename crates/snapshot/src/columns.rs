//! Columns: the values of one field, kept in the way that takes least room.

mod arena;
mod dictionary;
mod numbers;
mod text;
mod times;

use std::borrow::Cow;

pub(crate) use dictionary::Dictionary;
pub(crate) use text::Text;
pub(crate) use times::Times;

use crate::{bits::Bits, fold::Needle, moments::Moment};

/// The values of one field by row, as texts. Each comes out as it went in.
#[derive(Clone, Debug)]
pub(crate) enum Column {
    /// Few distinct values: what every column begins as.
    Dictionary(Dictionary),
    /// Times.
    Times(Times),
    /// Anything else.
    Text(Text),
}

impl Column {
    /// An empty one, which is a dictionary as long as it has no more than so many distinct values.
    pub(crate) fn new(few: usize) -> Self {
        Self::Dictionary(Dictionary::new(few))
    }

    /// Puts a value in for a row that has none, and says whether it had to be kept in another way from
    /// now on.
    pub(crate) fn put(&mut self, row: u32, text: &str) -> bool {
        let other = match self {
            Self::Dictionary(column) => {
                column.put(row, text);
                column.is_outgrown().then(|| spread_out(column))
            }
            Self::Times(column) => {
                if let Some(moment) = Moment::read(text) {
                    column.put(row, moment);
                    return false;
                }
                let mut column = column.to_text();
                column.put(row, text);
                Some(Self::Text(column))
            }
            Self::Text(column) => {
                column.put(row, text);
                None
            }
        };
        let is_other = other.is_some();
        if let Some(other) = other {
            *self = other;
        }
        is_other
    }

    /// The value of a row.
    pub(crate) fn get(&self, row: u32) -> Option<Cow<'_, str>> {
        match self {
            Self::Dictionary(column) => column.get(row).map(Cow::Borrowed),
            Self::Times(column) => column.text(row).map(Cow::Owned),
            Self::Text(column) => column.get(row).map(Cow::Borrowed),
        }
    }

    /// How many rows it reaches.
    pub(crate) fn len(&self) -> u32 {
        match self {
            Self::Dictionary(column) => column.len(),
            Self::Times(column) => column.len(),
            Self::Text(column) => column.len(),
        }
    }

    /// Adds the rows whose folded value holds the needle.
    pub(crate) fn find(&self, needle: &Needle, found: &mut Bits) {
        match self {
            Self::Dictionary(column) => {
                let mut codes = Bits::default();
                column.values().find(needle, |code| codes.set(code));
                column.spread(|code| codes.has(code), |row| found.set(row));
            }
            Self::Times(column) => column.find(needle, found),
            Self::Text(column) => column.find(needle, |row| found.set(row)),
        }
    }

    /// Whether the folded value of a row holds the needle.
    pub(crate) fn holds(&self, row: u32, needle: &Needle) -> bool {
        let folded = match self {
            Self::Dictionary(column) => column.code_of(row).and_then(|code| column.values().folded(code)),
            Self::Times(column) => return column.holds(row, needle),
            Self::Text(column) => column.folded(row),
        };
        folded.is_some_and(|folded| needle.find(folded).is_some())
    }

    /// The same of these rows only, numbered anew in this order.
    pub(crate) fn gather(&self, rows: &[u32]) -> Self {
        let rows = || (0u32..).zip(rows);
        match self {
            Self::Dictionary(column) => {
                let mut kept = column.anew();
                rows().for_each(|(to, from)| column.get(*from).iter().for_each(|text| kept.put(to, text)));
                Self::Dictionary(kept)
            }
            Self::Times(column) => {
                let mut kept = Times::default();
                rows().for_each(|(to, from)| column.get(*from).iter().for_each(|at| kept.put(to, *at)));
                Self::Times(kept)
            }
            Self::Text(column) => {
                let mut kept = Text::default();
                rows().for_each(|(to, from)| column.get(*from).iter().for_each(|text| kept.put(to, text)));
                Self::Text(kept)
            }
        }
    }

    /// Gives back what it does not need.
    pub(crate) fn shrink(&mut self) {
        match self {
            Self::Dictionary(column) => column.shrink(),
            Self::Times(column) => column.shrink(),
            Self::Text(column) => column.shrink(),
        }
    }

    /// In bytes.
    pub(crate) fn memory(&self) -> usize {
        match self {
            Self::Dictionary(column) => column.memory(),
            Self::Times(column) => column.memory(),
            Self::Text(column) => column.memory(),
        }
    }
}

/// What a dictionary becomes that is one no longer.
fn spread_out(column: &Dictionary) -> Column {
    let values = column.values();
    let moments: Option<Vec<Moment>> = (0..values.len())
        .map(|code| values.get(code).and_then(Moment::read))
        .collect();
    let codes = (0..column.len()).filter_map(|row| Some((row, column.code_of(row)?)));
    if let Some(moments) = moments {
        let mut times = Times::default();
        codes.for_each(|(row, code)| times.put(row, moments[code as usize]));
        return Column::Times(times);
    }
    let mut text = Text::default();
    for (row, code) in codes {
        text.put(row, values.get(code).unwrap_or_default());
    }
    Column::Text(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(texts: impl Iterator<Item = String>) -> Column {
        let mut column = Column::new(4096);
        (0..).zip(texts).for_each(|(row, text)| {
            column.put(row, &text);
        });
        column
    }

    #[test]
    fn a_column_of_times_is_kept_as_numbers_until_something_else_comes() {
        let time = |row: i64| {
            String::from_utf8(
                Moment::at(row * 977, crate::moments::Style::Milliseconds)
                    .write()
                    .0
                    .to_vec(),
            )
        };
        let mut column = filled((0..5000).map(|row| time(row).unwrap()));
        assert!(matches!(column, Column::Times(_)));
        column.put(6000, "soon");
        assert!(matches!(column, Column::Text(_)));
        assert_eq!(column.get(4999).as_deref(), Some(time(4999).unwrap().as_str()));
        assert_eq!((column.get(5500), column.get(6000).as_deref()), (None, Some("soon")));
    }

    #[test]
    fn a_column_of_distinct_texts_becomes_an_arena_and_loses_nothing() {
        let column = filled((0..5000).map(|row| format!("00{row}")));
        assert!(matches!(column, Column::Text(_)));
        assert!((0..5000).all(|row| column.get(row).as_deref() == Some(format!("00{row}").as_str())));
    }

    #[test]
    fn rows_are_gathered_in_the_order_that_was_asked_for() {
        for many in [10, 5000] {
            let column = filled((0..many).map(|row| row.to_string())).gather(&[7, 3, 999_999, 5]);
            let texts: Vec<_> = (0..4).map(|row| column.get(row).map(Cow::into_owned)).collect();
            assert_eq!(texts, [Some("7".into()), Some("3".into()), None, Some("5".into())]);
        }
    }
}
