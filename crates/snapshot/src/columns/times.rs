//! A column of times.

mod clock;
mod patterns;

use std::borrow::Cow;

use super::text::Text;
use crate::{
    bits::Bits,
    fold::Needle,
    moments::{DAY, Moment},
};
use patterns::{MOST_DAYS, Patterns};

/// Times by row, eight bytes each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Times {
    rows: Vec<Moment>,
}

impl Times {
    /// Puts a time in for a row that has none.
    pub(crate) fn put(&mut self, row: u32, moment: Moment) {
        let row = row as usize;
        if row >= self.rows.len() {
            self.rows.resize(row + 1, Moment::NONE);
        }
        self.rows[row] = moment;
    }

    /// The time of a row.
    pub(crate) fn get(&self, row: u32) -> Option<Moment> {
        let moment = self.rows.get(row as usize).copied();
        moment.filter(|moment| *moment != Moment::NONE)
    }

    /// The time of a row as text.
    pub(crate) fn text(&self, row: u32) -> Option<String> {
        let (bytes, length) = self.get(row)?.write();
        Some(String::from_utf8_lossy(&bytes[..length]).into_owned())
    }

    /// How many rows it reaches.
    pub(crate) fn len(&self) -> u32 {
        crate::number(self.rows.len())
    }

    /// All rows that have a time.
    pub(crate) fn filled(&self) -> impl Iterator<Item = (u32, Moment)> + '_ {
        let rows = (0..).zip(self.rows.iter().copied());
        rows.filter(|(_, moment)| *moment != Moment::NONE)
    }

    /// The same as texts.
    pub(crate) fn to_text(&self) -> Text {
        let mut column = Text::default();
        for (row, _) in self.filled() {
            column.put(row, &self.text(row).unwrap_or_default());
        }
        column
    }

    /// Adds the rows in which the text of the time holds the needle.
    pub(crate) fn find(&self, needle: &Needle, found: &mut Bits) {
        let needle = needle.bytes().to_ascii_uppercase();
        if !can_occur(&needle) {
            return;
        }
        let moments = || self.filled().map(|(_, moment)| moment);
        let day = |moment: Moment| moment.millisecond().div_euclid(DAY);
        let (Some(first), Some(last)) = (moments().min().map(day), moments().max().map(day)) else {
            return;
        };
        let patterns = Patterns::new(&needle, (first, last));
        // Days beyond those that were looked at ahead are asked one by one.
        if last - first <= MOST_DAYS && patterns.are_nowhere() {
            return;
        }
        for (row, moment) in self.filled() {
            if !found.has(row) && patterns.occur_in(moment) {
                found.set(row);
            }
        }
    }

    /// Whether the text of the time of a row holds the needle.
    pub(crate) fn holds(&self, row: u32, needle: &Needle) -> bool {
        let needle: Cow<[u8]> = match needle.bytes() {
            bytes if bytes.iter().any(u8::is_ascii_lowercase) => bytes.to_ascii_uppercase().into(),
            bytes => bytes.into(),
        };
        can_occur(&needle) && self.get(row).is_some_and(|moment| written_holds(moment, &needle))
    }

    /// Gives back what it does not need.
    pub(crate) fn shrink(&mut self) {
        self.rows.shrink_to_fit();
    }

    /// In bytes.
    pub(crate) fn memory(&self) -> usize {
        self.rows.capacity() * size_of::<Moment>()
    }
}

fn can_occur(needle: &[u8]) -> bool {
    let letters = b"0123456789-:.TZ";
    (1..=24).contains(&needle.len()) && needle.iter().all(|letter| letters.contains(letter))
}

fn written_holds(moment: Moment, needle: &[u8]) -> bool {
    let (bytes, length) = moment.write();
    bytes[..length].windows(needle.len()).any(|part| part == needle)
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;
    use crate::moments::Style;

    fn moments() -> impl Strategy<Value = Vec<Moment>> {
        let moment = (-100i64..40_000, 0..DAY, 0..3).prop_map(|(day, clock, style)| match style {
            0 => Moment::at(day * DAY + clock, Style::Milliseconds),
            1 => Moment::at(day * DAY + clock / 1000 * 1000, Style::Seconds),
            _ => Moment::at(day * DAY, Style::Day),
        });
        vec(moment, 1..20)
    }

    proptest! {
        #[test]
        fn a_needle_is_found_where_it_stands_in_the_text(moments in moments(), needle in "[0-9]{1,5}|[0-9:tz.-]{1,4}|20[0-9]{2}-[01]") {
            let mut column = Times::default();
            (0..).zip(&moments).for_each(|(row, moment)| column.put(row * 2, *moment));
            let needle = Needle::new(&needle);
            let mut hits = Bits::default();
            column.find(&needle, &mut hits);
            let hits: Vec<u32> = hits.rows().collect();
            let holds = |row: &u32| column.text(*row).is_some_and(|text| needle.find(text.to_lowercase().as_bytes()).is_some());
            let expected: Vec<u32> = (0..column.len()).filter(holds).collect();
            let one_by_one: Vec<u32> = (0..column.len()).filter(|row| column.holds(*row, &needle)).collect();
            prop_assert_eq!(&hits, &expected);
            prop_assert_eq!(one_by_one, expected);
        }
    }
}
