//! Query strings: writing one, and taking the notice out of one.

use std::fmt::Write as _;

/// `?name=value&…` of the parameters that have a value; `?` alone when none has.
pub fn query_string(parameters: &[(&str, Option<&str>)]) -> String {
    let mut query = String::from("?");
    for (name, value) in parameters {
        let Some(value) = value.filter(|value| !value.is_empty()) else {
            continue;
        };
        if query.len() > 1 {
            query.push('&');
        }
        query.push_str(name);
        query.push('=');
        percent_encode(value, &mut query);
    }
    query
}

/// As RFC 3986 §2.1: all but the unreserved characters.
fn percent_encode(value: &str, into: &mut String) {
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => into.push(char::from(byte)),
            // Writing to a `String` cannot fail.
            _ => drop(write!(into, "%{byte:02X}")),
        }
    }
}

/// The search part of an address (with its `?`, or empty) without the notice; the rest as it was.
pub fn without_notice(search: &str) -> String {
    let kept: Vec<&str> = search
        .trim_start_matches('?')
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("notice="))
        .collect();
    if kept.is_empty() {
        return String::new();
    }
    format!("?{}", kept.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_break_out_of_its_parameter() {
        let query = query_string(&[("after", Some("a&b=../#é")), ("q", Some("x y"))]);
        assert_eq!(query, "?after=a%26b%3D..%2F%23%C3%A9&q=x%20y");
    }

    #[test]
    fn a_parameter_without_a_value_is_left_out() {
        assert_eq!(query_string(&[("after", None), ("q", Some(""))]), "?");
        assert_eq!(query_string(&[("after", None), ("q", Some("ada"))]), "?q=ada");
    }

    #[test]
    fn only_the_notice_leaves_the_address() {
        assert_eq!(without_notice("?notice=connected"), "");
        assert_eq!(without_notice("?after=10&notice=connected&q=ada"), "?after=10&q=ada");
        assert_eq!(without_notice(""), "");
    }
}
