//! The query of an address: read by the rules of forms, written so that people can read it.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What has no meaning in a query and so may stand as it is (RFC 3986 §3.4).
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b',')
    .remove(b':')
    .remove(b'@')
    .remove(b' ');

/// The parameters, decoded as forms encode them.
pub fn pairs(query: &str) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
    form_urlencoded::parse(query.as_bytes())
}

/// A query that is being written.
#[derive(Clone, Debug, Default)]
pub struct Written(String);

impl Written {
    /// Adds a parameter, unless its value is empty.
    pub fn add(&mut self, name: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        if !self.0.is_empty() {
            self.0.push('&');
        }
        for (index, text) in [name, value].into_iter().enumerate() {
            if index > 0 {
                self.0.push('=');
            }
            for part in utf8_percent_encode(text, ESCAPED) {
                self.0.push_str(&part.replace(' ', "+"));
            }
        }
    }

    /// What was written, without `?`.
    #[must_use]
    pub fn finish(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_break_out_of_its_parameter() {
        let mut written = Written::default();
        written.add("after", "a&b=../#é+");
        written.add("empty", "");
        written.add("q", "x y");
        let query = written.finish();
        assert_eq!(query, "after=a%26b%3D..%2F%23%C3%A9%2B&q=x+y");
        let read: Vec<_> = pairs(&query).collect();
        assert_eq!(
            read,
            [("after".into(), "a&b=../#é+".into()), ("q".into(), "x y".into())]
        );
    }
}
