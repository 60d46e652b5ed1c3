//! A column of any texts.

use super::arena::Arena;
use crate::fold::{Needle, fold};

/// Texts by place, and beside them the folded form of those that folding changes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text {
    plain: Arena,
    folded: Arena,
}

impl Text {
    /// Puts a text in at a place that has none.
    pub(crate) fn put(&mut self, place: u32, text: &str) {
        self.plain.put(place, text);
        if let std::borrow::Cow::Owned(folded) = fold(text) {
            self.folded.put(place, &folded);
        }
    }

    /// The text of a place.
    #[expect(clippy::expect_used, reason = "only whole texts are put in")]
    pub(crate) fn get(&self, place: u32) -> Option<&str> {
        let bytes = self.plain.get(place)?;
        Some(std::str::from_utf8(bytes).expect("texts come out as they went in"))
    }

    /// The folded text of a place.
    pub(crate) fn folded(&self, place: u32) -> Option<&[u8]> {
        self.folded.get(place).or_else(|| self.plain.get(place))
    }

    /// How many places there are, with a text or without.
    pub(crate) fn len(&self) -> u32 {
        self.plain.len()
    }

    /// Says of which places the folded texts hold the needle, of some of them twice.
    ///
    /// What is found in a plain text stands in its folded form, too, so both may be looked through.
    pub(crate) fn find(&self, needle: &Needle, mut hit: impl FnMut(u32)) {
        self.plain.find(needle, &mut hit);
        self.folded.find(needle, &mut hit);
    }

    /// Gives back what it does not need.
    pub(crate) fn shrink(&mut self) {
        self.plain.shrink();
        self.folded.shrink();
    }

    /// In bytes.
    pub(crate) fn memory(&self) -> usize {
        self.plain.memory() + self.folded.memory()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_by_its_folded_form() {
        let mut column = Text::default();
        for (place, text) in [(0, "Zoë"), (1, "zoe"), (3, ""), (4, "Ada")] {
            column.put(place, text);
        }
        let mut hits = Vec::new();
        column.find(&Needle::new("zoe"), |place| hits.push(place));
        assert_eq!(hits, [1, 0]);
        assert_eq!(
            (column.get(0), column.get(2), column.get(3)),
            (Some("Zoë"), None, Some(""))
        );
        assert_eq!(column.folded(0), Some(&b"zoe"[..]));
    }

    #[test]
    fn what_folding_does_not_change_is_kept_once() {
        let texts: Vec<String> = (0..1000).map(|number| format!("person{number}@example.com")).collect();
        let mut column = Text::default();
        (0..).zip(&texts).for_each(|(place, text)| column.put(place, text));
        column.shrink();
        let letters: usize = texts.iter().map(String::len).sum();
        assert!(column.memory() <= letters + 1000 * 5, "{}", column.memory());
    }
}
