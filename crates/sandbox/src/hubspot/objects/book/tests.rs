//! What the book of objects promises.

use super::*;

fn values(email: &str) -> Values {
    Values::from([("email".into(), email.to_owned())])
}

fn second(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

#[test]
fn the_past_shows_what_was_then() {
    let mut book = ObjectBook::seeded(ObjectType::Contacts, 1, 2, 1);
    let added = book.add(values("new@example.com"), second(10));
    book.change(FIRST_ID, values("changed@example.com"), second(10));

    let then: Vec<_> = book.as_of(second(9)).collect();
    let now: Vec<_> = book.as_of(second(10)).collect();

    assert_eq!(then.len(), 1);
    assert_ne!(then[0].value("email").as_deref(), Some("changed@example.com"));
    assert_eq!(now[0].value("email").as_deref(), Some("changed@example.com"));
    assert_eq!(now[1].id, added.id);
}

#[test]
fn the_past_is_counted_as_it_is_listed() {
    let mut book = ObjectBook::seeded(ObjectType::Contacts, 1, 2, 5);
    let added = book.add(values("new@example.com"), second(10)).id;
    book.archive(FIRST_ID, second(20));
    book.merge(FIRST_ID + 1, FIRST_ID + 2, second(30));
    book.archive(added, second(40));

    for (at, expected) in [(9, 5), (10, 6), (20, 5), (30, 4), (40, 3)] {
        assert_eq!(book.count_as_of(second(at)), expected, "at {at}");
        assert_eq!(book.as_of(second(at)).count(), expected, "at {at}");
        assert_eq!(book.ids_as_of(second(at)).count(), expected, "at {at}");
    }
}

#[test]
fn given_contacts_were_always_there_and_keep_their_dates() {
    let record = NewContact {
        properties: [("createdate".to_owned(), "1700000000000".to_owned())].into(),
    };
    let book = ObjectBook::given(ObjectType::Contacts, 2, vec![record]);

    let then: Vec<_> = book.as_of(second(0)).collect();

    assert_eq!(then[0].value("createdate").as_deref(), Some("1700000000000"));
    assert_eq!(then[0].value("hs_object_id").as_deref(), Some("1001"));
}

#[test]
fn an_email_address_follows_its_contact() {
    let mut book = ObjectBook::seeded(ObjectType::Contacts, 1, 2, 0);
    let id = book.add(values("Old@Example.com"), second(1)).id;
    assert_eq!(book.id_of_email("OLD@example.com"), Some(id));

    book.change(id, values("new@example.com"), second(2));
    assert_eq!(book.id_of_email("old@example.com"), None);
    assert_eq!(book.id_of_email("new@example.com"), Some(id));

    book.archive(id, second(3));
    assert_eq!(book.id_of_email("new@example.com"), None);
}

#[test]
fn every_seeded_email_address_leads_to_its_contact_until_it_is_written_over() {
    let mut book = ObjectBook::seeded(ObjectType::Contacts, 1, 2, 100);
    let contacts: Vec<Object> = book.from(0, false).collect();
    for contact in &contacts {
        let email = contact.value("email");
        let found = email.as_ref().and_then(|email| book.id_of_email(email));
        assert_eq!(found, email.map(|_| contact.id));
    }

    let email = contacts[1].value("email").unwrap();
    book.change(contacts[1].id, values("changed@example.com"), second(1));
    assert_eq!(book.id_of_email(&email), None);
}

#[test]
fn a_merged_contact_lives_on_in_the_one_that_took_its_place() {
    let mut book = ObjectBook::seeded(ObjectType::Contacts, 1, 2, 0);
    let mut add = |email: &str, city: &str| {
        let mut values = values(email);
        values.insert("city".into(), city.to_owned());
        book.add(values, second(1)).id
    };
    let (first, second_id, third) = (
        add("1@x.example", ""),
        add("2@x.example", "Rome"),
        add("3@x.example", "Oslo"),
    );

    book.merge(second_id, third, second(2));
    let kept = book.merge(first, second_id, second(3)).unwrap();

    assert_eq!(kept.value("city").as_deref(), Some("Rome"), "what it lacked");
    assert_eq!(kept.value("hs_merged_object_ids").as_deref(), Some("1003;1002"));
    assert_eq!(
        kept.value("hs_additional_emails").as_deref(),
        Some("2@x.example;3@x.example")
    );
    assert_eq!(kept.updated_at, second(3));
    assert_eq!(book.surviving(third), first);
    assert_eq!(book.id_of_email("3@X.example"), Some(first));
    assert_eq!(book.from(0, false).count(), 1);
    assert_eq!(book.from(0, true).count(), 0);
}

#[test]
fn only_two_live_contacts_can_be_merged() {
    let mut book = ObjectBook::seeded(ObjectType::Contacts, 1, 2, 3);
    book.archive(FIRST_ID, second(1));

    for (primary, merged) in [
        (FIRST_ID, FIRST_ID + 1),
        (FIRST_ID + 1, FIRST_ID),
        (FIRST_ID + 1, FIRST_ID + 1),
        (7, FIRST_ID + 1),
    ] {
        assert_eq!(book.merge(primary, merged, second(2)), None, "{primary} and {merged}");
    }
    assert_eq!(book.from(0, false).count(), 2);
}
