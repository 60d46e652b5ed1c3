//! What HubSpot writes: pages and records, read as tolerantly as they are written.

pub(crate) mod properties;
pub(crate) mod scalar;

use integrations::ProviderError;
use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::value::RawValue;

use self::{properties::Properties, scalar::Scalar};

/// A page of anything. What is on it stays unread: a bad one must not lose the page.
#[derive(Deserialize)]
pub(crate) struct Page<'a> {
    #[serde(borrow)]
    pub(crate) results: Vec<&'a RawValue>,
    /// How many there are on all pages; searches say it, lists do not.
    #[serde(default)]
    pub(crate) total: Option<u64>,
    /// Absent on the last page.
    #[serde(default)]
    paging: Option<Paging>,
}

#[derive(Deserialize)]
struct Paging {
    next: Option<Next>,
}

/// `link` stands beside it and is ignored: no URL from a response is followed.
#[derive(Deserialize)]
struct Next {
    #[serde(deserialize_with = "identifier")]
    after: String,
}

impl<'a> Page<'a> {
    /// Reads the body of an answer.
    ///
    /// # Errors
    /// [`ProviderError::Malformed`] when it is no page; what is on it is not looked at.
    pub(crate) fn read(body: &'a [u8]) -> Result<Self, ProviderError> {
        // Looked through once as a whole, it need not be looked through once more text by text.
        let text = str::from_utf8(body).map_err(|_| ProviderError::Malformed)?;
        serde_json::from_str(text).map_err(|_| ProviderError::Malformed)
    }

    /// Where the next page begins, in HubSpot's words.
    pub(crate) fn after(&self) -> Option<&str> {
        let next = self.paging.as_ref()?.next.as_ref()?;
        Some(&next.after)
    }

    /// What can be read of what is on it, and how many cannot be.
    pub(crate) fn readable<T: Deserialize<'a>>(&self) -> (Vec<T>, usize) {
        let mut read = Vec::with_capacity(self.results.len());
        read.extend(
            self.results
                .iter()
                .filter_map(|raw| serde_json::from_str(raw.get()).ok()),
        );
        let skipped = self.results.len() - read.len();
        (read, skipped)
    }
}

/// One record (HubSpot: CRM objects).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Record<'a> {
    #[serde(deserialize_with = "identifier")]
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) properties: Properties,
    #[serde(borrow, default)]
    pub(crate) created_at: Scalar<'a>,
    #[serde(borrow, default)]
    pub(crate) updated_at: Scalar<'a>,
    #[serde(borrow, default)]
    pub(crate) archived: Scalar<'a>,
    #[serde(borrow, default)]
    pub(crate) url: Scalar<'a>,
}

/// Ids are numeric text; some endpoints write them as numbers.
pub(crate) fn identifier<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = text(deserializer)?;
    if text.is_empty() {
        return Err(D::Error::custom("neither text nor a number"));
    }
    Ok(text)
}

/// A text; a number is one too, and anything else is empty.
pub(crate) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Scalar::deserialize(deserializer).map(Scalar::into_text)
}

/// Whether it says yes.
pub(crate) fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Scalar::deserialize(deserializer).map(|value| value.is_true())
}

/// A place among others. HubSpot: what has none, -1, stands behind what has one.
pub(crate) fn order<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    Ok(match Scalar::deserialize(deserializer)? {
        Scalar::Whole(order) if order >= 0 => order,
        _ => i64::MAX,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_without_what_is_on_it() {
        let page =
            Page::read(br#"{"results":[1,{"id":[]},"\ud800"],"total":3,"paging":{"next":{"after":7}}}"#).unwrap();
        assert_eq!((page.results.len(), page.total, page.after()), (3, Some(3), Some("7")));
    }

    #[test]
    fn what_is_no_page_is_malformed() {
        for body in [
            &b"<html>"[..],
            b"[]",
            b"{}",
            br#"{"results":{}}"#,
            br#"{"results":[],"paging":{"next":{"after":""}}}"#,
            br#"{"results":[],"paging":{"next":{"after":{}}}}"#,
            b"{\"results\":[\"\xff\"]}",
        ] {
            assert!(Page::read(body).is_err(), "{}", body.escape_ascii());
        }
    }

    #[test]
    fn a_page_without_another_is_the_last() {
        for body in [
            r#"{"results":[]}"#,
            r#"{"results":[],"paging":{}}"#,
            r#"{"results":[],"paging":null}"#,
        ] {
            assert_eq!(Page::read(body.as_bytes()).unwrap().after(), None, "{body}");
        }
    }
}
