//! Where the user wants to end: a path on this site and nothing else.

use url::Url;

/// A path with its query and fragment, safe to put into `Location`.
///
/// RFC 9700 §4.11: an open redirector turns our address into somebody else's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnTo(String);

const MAX_LENGTH: usize = 2048;

impl ReturnTo {
    /// Reads a path. `None` for anything that a browser could take for another site, now or
    /// after decoding once more.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > MAX_LENGTH || !text.starts_with('/') || text.chars().any(is_never_in_a_path) {
            return None;
        }
        let site = Url::parse("https://site.invalid").ok()?;
        let url = site.join(text).ok()?;
        if url.origin() != site.origin() || leads_elsewhere(url.path()) {
            return None;
        }
        // Escapes make it longer, and the store reads it once more.
        let kept = &url[url::Position::BeforePath..];
        (kept.len() <= MAX_LENGTH).then(|| Self(kept.to_owned()))
    }

    /// The path, normalised.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Browsers read `\` as `/` and drop tabs and line ends before they parse.
fn is_never_in_a_path(c: char) -> bool {
    c == '\\' || c.is_control() || c.is_whitespace()
}

/// Two slashes at the start name a host; encoded ones do after the next decoding.
fn leads_elsewhere(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    let after_slash = &path[1..];
    ["/", "%2f", "%5c", "%09", "%0a", "%0d", "%25"]
        .iter()
        .any(|start| after_slash.starts_with(start))
        || path.contains("//")
        || ["/%2f", "/%5c", "%5c", "%0d", "%0a", "%00"]
            .iter()
            .any(|part| path.contains(part))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_path_on_this_site_is_kept() {
        for path in [
            "/",
            "/connections/abc",
            "/connections/abc?after=100&q=ada#row-3",
            "/a/%E2%82%AC",
        ] {
            assert_eq!(ReturnTo::parse(path).unwrap().as_str(), path);
        }
    }

    #[test]
    fn dots_are_resolved_within_the_site() {
        assert_eq!(ReturnTo::parse("/a/../b").unwrap().as_str(), "/b");
        assert_eq!(ReturnTo::parse("/../../etc").unwrap().as_str(), "/etc");
    }

    #[test]
    fn anything_that_may_leave_the_site_is_ignored() {
        let elsewhere = [
            "",
            "evil.example",
            "https://evil.example",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\\/evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "/\r\nLocation: x",
            " //evil.example",
            "/ /evil.example",
            "/%2fevil.example",
            "/%2Fevil.example",
            "/%5cevil.example",
            "/%09/evil.example",
            "/%0d%0aSet-Cookie:a=b",
            "/.//evil.example",
            "/..//evil.example",
            "/a/..//evil.example",
            "/%2e//evil.example",
            "/./\\evil.example",
            "javascript:alert(1)",
            "/a//evil.example",
            "/%252fevil.example",
            "/\u{2028}/evil.example",
            "http:evil.example",
            "/\u{0}",
            "/a%00b",
        ];
        for text in elsewhere {
            assert_eq!(ReturnTo::parse(text), None, "{text:?}");
        }
        for letter in ["a", "\u{e9}"] {
            assert_eq!(
                ReturnTo::parse(&format!("/{}", letter.repeat(MAX_LENGTH / letter.len()))),
                None
            );
        }
    }

    proptest! {
        #[test]
        fn whatever_is_kept_stays_on_this_site(text in "(/|\\\\|\\.|%2[fF]|%5[cC]|\\t|[a-z@:?#]){0,12}") {
            if let Some(kept) = ReturnTo::parse(&text) {
                let here = Url::parse("http://localhost:3000").unwrap();
                prop_assert_eq!(here.join(kept.as_str()).unwrap().origin(), here.origin());
                prop_assert!(!kept.as_str().starts_with("//"));
            }
        }
    }
}
