//! Reading a provider's answers, of which nobody promises that they can be read.

use model::PageCursor;
use serde::Deserialize;
use serde_json::{Value, value::RawValue};

use crate::ProviderError;

/// What can be read of a list, in its order: a bad entry costs only itself. How many entries were left out is
/// logged, under what they are.
#[must_use]
pub fn readable<'a, T: Deserialize<'a>>(entries: &[&'a RawValue], what: &'static str) -> Vec<T> {
    let read: Vec<T> = entries
        .iter()
        .filter_map(|entry| serde_json::from_str(entry.get()).ok())
        .collect();
    let skipped = entries.len() - read.len();
    if skipped > 0 {
        tracing::warn!(skipped, what, "entries of a wrong shape were left out");
    }
    read
}

/// A whole answer, or one record of it.
///
/// # Errors
/// [`ProviderError::Malformed`] when it is of another shape.
pub fn parsed<'a, T: Deserialize<'a>>(json: &'a (impl AsRef<[u8]> + ?Sized)) -> Result<T, ProviderError> {
    serde_json::from_slice(json.as_ref()).map_err(|_| ProviderError::Malformed)
}

/// A record as the provider wrote it, laid out for people.
///
/// # Errors
/// [`ProviderError::Malformed`] when it is no JSON.
pub fn pretty(json: &(impl AsRef<[u8]> + ?Sized)) -> Result<String, ProviderError> {
    parsed(json).map(|value: Value| format!("{value:#}"))
}

/// Where the next page begins, as the answer to `asked` says.
///
/// # Errors
/// [`ProviderError::Malformed`] when that is the place that was asked for, where reading would never end, or
/// fits into no address.
pub fn next_page(next: Option<&str>, asked: Option<&PageCursor>) -> Result<Option<PageCursor>, ProviderError> {
    let next = next.map(|place| PageCursor(place.to_owned()));
    let leads_on = |next: &PageCursor| Some(next) != asked && next.0.len() <= PageCursor::MAX_LENGTH;
    let is_sound = next.as_ref().is_none_or(leads_on);
    is_sound.then_some(next).ok_or(ProviderError::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_entry_costs_only_itself() {
        let entries: Vec<&RawValue> = serde_json::from_str(r#"[1,"x",1e999,-2,[],"\ud800",3]"#).unwrap();
        assert_eq!(readable::<i32>(&entries, "numbers"), [1, -2, 3]);
    }

    #[test]
    fn a_record_is_laid_out_and_nonsense_is_told() {
        assert_eq!(pretty(r#"{"a":[1]}"#).unwrap(), "{\n  \"a\": [\n    1\n  ]\n}");
        for none in [&b"<p>"[..], b"", b"{} {}", b"\xff"] {
            assert_eq!(pretty(none), Err(ProviderError::Malformed));
        }
    }

    #[test]
    fn a_next_page_leads_on() {
        let at = |place: &str| PageCursor(place.to_owned());
        assert_eq!(next_page(None, Some(&at("b"))), Ok(None));
        assert_eq!(next_page(Some("c"), Some(&at("b"))), Ok(Some(at("c"))));
        assert_eq!(next_page(Some("c"), None), Ok(Some(at("c"))));
        let endless = next_page(Some("c"), Some(&at("c")));
        assert_eq!(endless, Err(ProviderError::Malformed));
        let longest = "c".repeat(PageCursor::MAX_LENGTH);
        assert!(next_page(Some(&longest), None).is_ok());
        assert_eq!(
            next_page(Some(&format!("{longest}c")), None),
            Err(ProviderError::Malformed)
        );
    }
}
