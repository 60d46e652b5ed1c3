//! Reading times: as RFC 3339 text, with an error that says no more than it must.
//!
//! The library's own error explains at length; in the browser's program that explanation would weigh
//! as much as a page.

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, de::Error};

/// A time or `null`.
pub(crate) fn optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
    let text: Option<String> = Option::deserialize(deserializer)?;
    text.map(|text| text.parse().map_err(|_| D::Error::custom("not a time")))
        .transpose()
}

/// A time.
pub(crate) fn required<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    optional(deserializer)?.ok_or_else(|| D::Error::custom("not a time"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_or_nothing_is_read_and_anything_else_is_refused() {
        let read = |json: &str| optional(&mut serde_json::Deserializer::from_str(json));
        assert_eq!(read("null").unwrap(), None);
        assert_eq!(
            read("\"2022-06-01T14:31:48Z\"").unwrap().unwrap().as_second(),
            1_654_093_908
        );
        assert_eq!(read("\"yesterday\"").unwrap_err().to_string(), "not a time");

        let required = |json: &str| required(&mut serde_json::Deserializer::from_str(json));
        assert!(required("\"2022-06-01T14:31:48Z\"").is_ok());
        assert!(required("null").is_err());
    }
}
