//! Where the pages of changes begin, and what is told of them.

use super::*;
use crate::object_type::CONTACTS;

fn place(text: &str) -> Option<Place> {
    Place::read(&PageCursor(text.to_owned()))
}

fn changed(id: &str, fields: &[(&str, &str)]) -> IntegrationItem {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    IntegrationItem {
        id: id.to_owned(),
        properties: fields.iter().map(owned).collect(),
        ..IntegrationItem::default()
    }
}

#[test]
fn a_place_is_read_as_it_is_written_and_nothing_else_is() {
    for text in ["0:0", "1700000000000:400", "-1:0"] {
        assert_eq!(place(text).unwrap().to_string(), text);
    }
    for text in ["", "1", ":", "1:", ":1", "1:-1", "1:2:3", "x:0", "1:4294967296"] {
        assert_eq!(place(text), None, "{text}");
    }
}

#[test]
fn the_next_page_begins_where_this_one_ends() {
    let begun = place("1000:0").unwrap();
    assert_eq!(begun.after(200, Some(1001)), place("1001:0").unwrap());
    assert_eq!(
        place("1000:400").unwrap().after(200, Some(1001)),
        place("1001:0").unwrap()
    );
}

#[test]
fn a_page_of_one_instant_or_of_none_is_passed_by_its_length() {
    for last in [Some(1000), Some(999), None] {
        let next = place("1000:200").unwrap().after(150, last);
        assert_eq!(next, place("1000:350").unwrap(), "{last:?}");
    }
}

#[test]
fn only_what_a_search_shows_is_asked_for() {
    assert!(place("0:9800").unwrap().is_reachable());
    assert!(!place("0:9801").unwrap().is_reachable());
    assert!(!place("0:4294967295").unwrap().is_reachable());
}

#[test]
fn whoever_was_merged_into_another_is_gone() {
    let page = [
        changed("1", &[(MERGED, "7; 8;;1")]),
        changed("2", &[]),
        changed("3", &[(MERGED, "9")]),
    ];
    assert_eq!(merged(&page), ["7", "8", "9"]);
}

#[test]
fn what_nobody_asked_for_is_not_told() {
    let page = || ChangePage {
        changed: vec![changed("1", &[(MERGED, "7"), ("email", "a@x.example")])],
        ..ChangePage::default()
    };
    assert_eq!(told(page(), &["email"]).changed[0].property(MERGED), None);
    assert_eq!(told(page(), &["email", MERGED]).changed[0].property(MERGED), Some("7"));
}

#[test]
fn the_usual_properties_are_always_wanted_and_none_twice() {
    let asked = ["zip".to_owned(), "email".to_owned(), "zip".to_owned()];
    let wanted = wanted(&CONTACTS, Some(&asked));
    let (usual, more) = wanted.split_at(CONTACTS.usual.len());
    assert_eq!((usual, more), (CONTACTS.usual, &["zip"][..]));
}
