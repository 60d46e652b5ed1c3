//! The query of an address: taking the notice out of it.

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
    fn only_the_notice_leaves_the_address() {
        assert_eq!(without_notice("?notice=connected"), "");
        assert_eq!(without_notice("?after=10&notice=connected&q=ada"), "?after=10&q=ada");
        assert_eq!(without_notice(""), "");
    }
}
