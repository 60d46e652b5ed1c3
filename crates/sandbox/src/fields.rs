//! Query strings and form bodies as name–value pairs, read as tolerantly as HubSpot reads them.

use axum::http::{HeaderMap, header};

const FORM: &str = "application/x-www-form-urlencoded";

/// Decoded pairs in the order of arrival; names may repeat.
#[derive(Debug, Default)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads a query string or a form body.
    pub(crate) fn parse(encoded: &[u8]) -> Self {
        Self(url::form_urlencoded::parse(encoded).into_owned().collect())
    }

    /// Reads a body that says it is a form; any other body reads as an empty form.
    pub(crate) fn from_body(headers: &HeaderMap, body: &[u8]) -> Self {
        if is_form(headers) {
            Self::parse(body)
        } else {
            Self::default()
        }
    }

    /// The first value of that name which is not empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, value)| key == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// All values of that name; each may itself be a comma-separated list.
    pub(crate) fn list(&self, name: &str) -> Vec<String> {
        let values = self.0.iter().filter(|(key, _)| key == name);
        values
            .flat_map(|(_, value)| value.split(','))
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// Whether that name says true; the official Python client writes `True`.
    pub(crate) fn flag(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }

    /// The names alone, for whoever must not see the values.
    pub(crate) fn names(&self) -> Vec<String> {
        self.0.iter().map(|(name, _)| name.clone()).collect()
    }

    /// The pairs as they came.
    pub(crate) fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let content_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    content_type.trim().to_ascii_lowercase().starts_with(FORM)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_may_be_repeated_or_comma_separated_and_flags_capitalised() {
        let fields = Fields::parse(b"properties=a,b&properties=c&archived=True&after=");

        assert_eq!(fields.list("properties"), ["a", "b", "c"]);
        assert!(fields.flag("archived"));
        assert_eq!(fields.get("after"), None);
    }

    #[test]
    fn a_body_of_another_type_is_an_empty_form() {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, "application/json".parse().unwrap());
        assert!(Fields::from_body(&headers, b"a=1").names().is_empty());

        headers.insert(
            header::CONTENT_TYPE,
            "application/x-www-form-urlencoded; charset=utf-8".parse().unwrap(),
        );
        assert_eq!(Fields::from_body(&headers, b"a=1").get("a"), Some("1"));
    }
}
