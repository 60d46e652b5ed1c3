//! What Pipedrive writes around its answers: a page of anything, and a single thing.

use integrations::{
    ProviderError,
    answers::{next_page, parsed},
};
use model::PageCursor;
use serde::Deserialize;
use serde_json::{Value, value::RawValue};

/// `{"success":true,"data":[…],"additional_data":{"next_cursor":…}}`. What is in it stays unread: a bad
/// one must not lose the page.
#[derive(Deserialize)]
pub(crate) struct Page<'a> {
    success: bool,
    #[serde(borrow)]
    pub(crate) data: Vec<&'a RawValue>,
    #[serde(default)]
    additional_data: Value,
}

impl<'a> Page<'a> {
    /// An empty list beside `"success":false` is a failure, and no list.
    pub(crate) fn read(body: &'a [u8]) -> Result<Self, ProviderError> {
        let page: Self = parsed(body)?;
        page.success.then_some(page).ok_or(ProviderError::Malformed)
    }

    /// Where the next page begins.
    pub(crate) fn next(&self, asked: Option<&PageCursor>) -> Result<Option<PageCursor>, ProviderError> {
        next_page(self.additional_data["next_cursor"].as_str(), asked)
    }
}

/// `{"success":true,"data":{…}}`.
#[derive(Deserialize)]
pub(crate) struct Answer<T> {
    pub(crate) data: T,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(more: &str, asked: Option<&str>) -> Result<Option<PageCursor>, ProviderError> {
        let body = format!(r#"{{"success":true,"data":[null,7],"additional_data":{more}}}"#);
        let asked = asked.map(|cursor| PageCursor(cursor.to_owned()));
        Page::read(body.as_bytes())?.next(asked.as_ref())
    }

    #[test]
    fn there_is_a_next_page_when_pipedrive_says_where() {
        assert_eq!(next("null", None), Ok(None));
        assert_eq!(next(r#"{"next_cursor":null}"#, None), Ok(None));
        let more = r#"{"next_cursor":"c"}"#;
        assert_eq!(next(more, Some("b")), Ok(Some(PageCursor("c".to_owned()))));
        assert_eq!(next(more, Some("c")), Err(ProviderError::Malformed));
    }

    #[test]
    fn a_failure_is_no_empty_list() {
        assert!(Page::read(br#"{"success":true,"data":[]}"#).is_ok());
        for none in [&br#"{"success":false,"data":[]}"#[..], br#"{"data":[]}"#] {
            assert_eq!(Page::read(none).err(), Some(ProviderError::Malformed));
        }
    }
}
