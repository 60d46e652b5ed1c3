//! Which letters and digits each row holds: every search begins with one of them, and finds it nearly everywhere.

use crate::{bits::Bits, fold::folded};

/// By row: the letters and digits that its folded texts hold, a bit for each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Letters {
    rows: Vec<u64>,
}

/// By byte, in either case: its bit; 0: it has none. No byte of a letter beyond ASCII has one.
const BIT: [u64; 256] = bits();

const fn bits() -> [u64; 256] {
    let (mut bits, mut at) = ([0; 256], 0);
    while at < 26 {
        bits[b'a' as usize + at] = 1 << at;
        bits[b'A' as usize + at] = 1 << at;
        at += 1;
    }
    while at < 36 {
        bits[b'0' as usize + at - 26] = 1 << at;
        at += 1;
    }
    bits
}

fn all_of(text: &[u8]) -> u64 {
    text.iter().fold(0, |all, byte| all | BIT[usize::from(*byte)])
}

fn bit_of(letter: char) -> u64 {
    u8::try_from(letter).map_or(0, |byte| BIT[usize::from(byte)])
}

impl Letters {
    /// The row has this text, too.
    pub(crate) fn add(&mut self, row: u32, text: &str) {
        let mut letters = all_of(text.as_bytes());
        if !text.is_ascii() {
            let foreign = text.chars().filter(|letter| !letter.is_ascii());
            letters |= folded(foreign).fold(0, |all, letter| all | bit_of(letter));
        }
        let row = row as usize;
        if row >= self.rows.len() {
            self.rows.resize(row + 1, 0);
        }
        self.rows[row] |= letters;
    }

    /// The rows among these that hold the needle; `None`: it is not a single letter or digit.
    pub(crate) fn find(&self, needle: &[u8], among: &Bits) -> Option<Bits> {
        let [letter] = needle else { return None };
        let bit = Some(BIT[usize::from(*letter)]).filter(|bit| *bit != 0)?;
        let mut found: Bits = self.rows.iter().map(|letters| letters & bit != 0).collect();
        found.keep(among);
        Some(found)
    }

    /// The same of these rows only, numbered anew in this order.
    pub(crate) fn gather(&self, rows: &[u32]) -> Self {
        let of = |row: &u32| self.rows.get(*row as usize).copied().unwrap_or(0);
        Self {
            rows: rows.iter().map(of).collect(),
        }
    }

    /// Gives back what it does not need.
    pub(crate) fn shrink(&mut self) {
        self.rows.shrink_to_fit();
    }

    /// In bytes.
    pub(crate) fn memory(&self) -> usize {
        self.rows.capacity() * size_of::<u64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(letters: &Letters, needle: &str, among: &Bits) -> Option<Vec<u32>> {
        Some(letters.find(needle.as_bytes(), among)?.rows().collect())
    }

    #[test]
    fn a_letter_is_found_whatever_its_case_and_accents_and_whatever_the_text_it_stands_in() {
        let mut letters = Letters::default();
        letters.add(0, "Ada");
        letters.add(2, "ZOË");
        letters.add(2, "№ 7");
        let all = Bits::all(3);
        for (needle, rows) in [
            ("a", vec![0]),
            ("e", vec![2]),
            ("n", vec![2]),
            ("7", vec![2]),
            ("x", vec![]),
        ] {
            assert_eq!(found(&letters, needle, &all), Some(rows), "{needle}");
        }
        assert_eq!(found(&letters, "a", &Bits::none(3)), Some(vec![]));
        let turned = letters.gather(&[2, 1, 0]);
        assert_eq!(found(&turned, "a", &all), Some(vec![2]));
    }

    #[test]
    fn more_than_a_letter_is_not_decided_here() {
        let mut letters = Letters::default();
        letters.add(0, "a-ß");
        for needle in ["", "ab", "-", "ß", "é"] {
            assert_eq!(found(&letters, needle, &Bits::all(1)), None, "{needle}");
        }
    }
}
