//! Folding: the form of a text in which letters are compared, whatever their case and accents.

use std::borrow::Cow;

use memchr::memmem::Finder;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The text without compatibility forms, capitals and marks (Unicode: NFKD, lower case, category M).
///
/// Letter by letter, so that what stands side by side in a folded text stood so in the text, too.
/// Borrowed when folding changes nothing.
pub(crate) fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        if text.bytes().any(|letter| letter.is_ascii_uppercase()) {
            return Cow::Owned(text.to_ascii_lowercase());
        }
        return Cow::Borrowed(text);
    }
    let folded: String = folded(text.chars()).collect();
    if folded == text {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(folded)
    }
}

/// What folding makes of letters.
pub(crate) fn folded(letters: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    letters
        .nfkd()
        .flat_map(char::to_lowercase)
        .filter(|letter| !is_combining_mark(*letter))
}

/// The words of a search, folded: all of them must occur.
pub(crate) fn words(search: &str) -> Vec<String> {
    fold(search).split_whitespace().map(str::to_owned).collect()
}

/// A folded text that is looked for in many others.
#[derive(Debug)]
pub(crate) struct Needle {
    finder: Finder<'static>,
}

impl Needle {
    /// A needle of what is folded already.
    pub(crate) fn new(folded: &str) -> Self {
        Self {
            finder: Finder::new(folded).into_owned(),
        }
    }

    /// The folded text.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.finder.needle()
    }

    /// Where it first occurs.
    pub(crate) fn find(&self, folded: &[u8]) -> Option<usize> {
        self.finder.find(folded)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_are_equal_whatever_their_case_and_accents() {
        for (text, folded) in [
            ("Zoë", "zoe"),
            ("İstanbul", "istanbul"),
            ("ÅSA", "asa"),
            ("ﬁn ℡", "fin tel"),
            ("e\u{301}", "e"),
            ("Ｗide", "wide"),
            ("Žižek", "zizek"),
            ("ΣΟΦΟΣ", "σοφοσ"),
            ("שלום", "שלום"),
            ("ada", "ada"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
        assert!(matches!(fold("ada@example.com"), Cow::Borrowed(_)));
        assert!(matches!(fold("日本"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_search_is_split_into_words() {
        assert_eq!(words("  Zoë\tCORP "), ["zoe", "corp"]);
        assert!(words(" \u{301} ").is_empty());
    }

    proptest! {
        #[test]
        fn what_is_folded_stays_as_it_is(text in "\\PC*") {
            let folded = fold(&text).into_owned();
            prop_assert_eq!(fold(&folded), folded.as_str());
        }

        #[test]
        fn what_a_needle_finds_in_a_text_it_finds_in_its_folded_form(text in "\\PC{0,20}", from in 0usize..20, many in 1usize..5) {
            let part: String = text.chars().skip(from).take(many).collect();
            let needle = fold(&part).into_owned();
            prop_assert!(!text.contains(&needle) || fold(&text).contains(&needle));
        }
    }
}
