//! What an export is called: `hubspot-northwind-contacts-2026-11-23.csv`.

use std::fmt::Write as _;

use http::HeaderValue;
use jiff::civil::Date;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stands for itself in an extended parameter (RFC 8187 §3.2.1).
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The longest part, in letters: file systems take 255 bytes in all.
const LONGEST: usize = 40;

/// The parts of a name, as the provider writes them.
#[derive(Debug)]
pub(super) struct FileName {
    pub(super) provider: String,
    pub(super) account: String,
    pub(super) kind: String,
    pub(super) ending: &'static str,
}

impl FileName {
    /// `Content-Disposition` (RFC 6266): once in plain letters for every program, once as the account is called.
    pub(super) fn disposition(&self, date: Date, is_partial: bool) -> HeaderValue {
        let (plain, own) = (self.text(plain, date, is_partial), self.text(own, date, is_partial));
        let own = utf8_percent_encode(&own, ESCAPED);
        let text = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{own}");
        HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"))
    }

    fn text(&self, spell: impl Fn(&str) -> String, date: Date, is_partial: bool) -> String {
        let parts = [&self.provider, &self.account, &self.kind].map(|part| spell(part));
        let mut text = String::new();
        for part in parts.iter().filter(|part| !part.is_empty()) {
            text.push_str(part);
            text.push('-');
        }
        let partial = if is_partial { "-partial" } else { "" };
        write!(text, "{date}{partial}.{}", self.ending).ok();
        text
    }
}

/// Small ASCII letters and digits, and one hyphen for all that is between them.
fn plain(part: &str) -> String {
    part.split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
        .chars()
        .take(LONGEST)
        .collect::<String>()
        .to_ascii_lowercase()
}

/// All letters and digits; a hyphen for what a file system or a shell, or the direction of writing, might be
/// misled by.
fn own(part: &str) -> String {
    let words = part.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join("-").chars().take(LONGEST).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn disposition(account: &str, is_partial: bool) -> String {
        let name = FileName {
            provider: "hubspot".to_owned(),
            account: account.to_owned(),
            kind: "contacts".to_owned(),
            ending: "csv",
        };
        let date = Date::constant(2026, 11, 23);
        name.disposition(date, is_partial).to_str().unwrap().to_owned()
    }

    #[test]
    fn a_file_says_what_it_is_of_whom_and_when() {
        let plain = "hubspot-northwind-contacts-2026-11-23.csv";
        assert_eq!(
            disposition("Northwind", false),
            format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{plain}")
        );
        assert!(disposition("Northwind", true).contains("2026-11-23-partial.csv\""));
    }

    #[test]
    fn letters_of_all_scripts_are_kept_where_they_can_be() {
        let text = disposition("Café Ñandú", false);
        assert!(text.contains("filename=\"hubspot-caf-and-contacts-"), "{text}");
        assert!(
            text.contains("filename*=UTF-8''hubspot-caf%C3%A9-%C3%B1and%C3%BA-contacts-"),
            "{text}"
        );
        assert!(disposition("日本", false).contains("filename=\"hubspot-contacts-2026"));
    }

    #[test]
    fn no_name_of_an_account_leaves_its_place() {
        for account in [
            "../../etc/x",
            "a\"; x=\"",
            "a\r\nx: y",
            "\u{202e}vsc.exe",
            "C:\\x",
            &"x/".repeat(500),
        ] {
            let text = disposition(account, false);
            assert_eq!(text.matches(['"', ';', '*']).count(), 5, "{text}");
            assert!(
                !text.contains("..") && !text.contains(['/', '\\', '\r', '\n']),
                "{text}"
            );
            assert!(!text.contains("%E2%80%AE") && text.len() < 300, "{text}");
        }
    }
}
