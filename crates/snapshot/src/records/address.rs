//! Addresses of records, kept without the ids that they hold.

/// Stands for the id in the shape of an address; no address holds it as it is.
const ID: char = '\0';

/// An address without the record's id, so that those of most records are the same.
pub(super) fn shape_of(url: &str, id: &str) -> String {
    let (Some(at), false) = (url.rfind(id), id.is_empty() || url.contains(ID)) else {
        return format!("={url}");
    };
    format!("+{}{ID}{}", &url[..at], &url[at + id.len()..])
}

/// The address of that shape and id.
pub(super) fn url_of(shape: &str, id: &str) -> String {
    match shape.split_at_checked(1) {
        Some(("+", shape)) => shape.replacen(ID, id, 1),
        Some((_, url)) => url.to_owned(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_without_the_id_and_comes_out_as_it_went_in() {
        let shape = shape_of("https://app.hubspot.com/contacts/7/record/0-1/7", "7");
        assert_eq!(shape, "+https://app.hubspot.com/contacts/7/record/0-1/\0");
        for (url, id) in [
            ("a/7", "7"),
            ("7", "7"),
            ("a", "7"),
            ("", ""),
            ("a", ""),
            ("+a\0b7", "7"),
            ("=", "="),
            ("é7é", "7"),
        ] {
            assert_eq!(url_of(&shape_of(url, id), id), url);
        }
    }
}
