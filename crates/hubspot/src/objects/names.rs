//! Names of properties: which to ask for, and how many fit into an address.

use url::form_urlencoded::byte_serialize;

/// What HubSpot sends with every record, asked for or not: where nothing is wanted, it is this.
pub(crate) const LEAST: [&str; 1] = ["hs_object_id"];

/// HubSpot answers 414 to addresses of about 8 KB. The names may have this much of one, as they are
/// written there; path and cursor have the rest.
const ROOM: usize = 6_000;

/// What to ask for.
pub(super) fn wanted<'a>(usual: &[&'a str], properties: Option<&'a [String]>) -> Vec<&'a str> {
    match properties {
        None => usual.to_vec(),
        Some([]) => LEAST.to_vec(),
        Some(names) => names.iter().map(String::as_str).collect(),
    }
}

/// The names that fit into an address, and those that do not.
pub(super) fn split<'a, 'n>(names: &'a [&'n str]) -> (&'a [&'n str], &'a [&'n str]) {
    let mut used = 0;
    let fits = |name: &&&str| {
        // A comma stands between names, and is written with three letters.
        used += byte_serialize(name.as_bytes()).map(str::len).sum::<usize>() + 3;
        used <= ROOM
    };
    names.split_at(names.iter().take_while(fits).count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object_type::CONTACTS;

    #[test]
    fn the_usual_names_fit() {
        let (near, far) = split(CONTACTS.usual);
        assert_eq!((near.len(), far.len()), (CONTACTS.usual.len(), 0));
    }

    #[test]
    fn names_are_counted_as_they_are_written() {
        assert_eq!(split(&["x".repeat(5_997).as_str()]).0.len(), 1);
        assert_eq!(split(&["x".repeat(5_998).as_str()]).0.len(), 0);
        let accented = "é".repeat(1_000);
        let names = ["a", accented.as_str(), "b"];
        assert_eq!(split(&names), (&names[..1], &names[1..]));
    }

    #[test]
    fn who_wants_nothing_gets_what_comes_anyway() {
        assert_eq!(wanted(&["email"], Some(&[])), LEAST);
        assert_eq!(wanted(&["email"], Some(&["zip".to_owned()])), ["zip"]);
        assert_eq!(wanted(&["email"], None), ["email"]);
    }
}
