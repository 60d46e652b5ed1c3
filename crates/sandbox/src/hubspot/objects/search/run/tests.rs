//! The short ways find what the long way finds.

use rstest::rstest;
use serde_json::{Value, json};

use super::*;
use crate::hubspot::objects::churn::Churn;
use crate::hubspot::objects::filter::compare;
use crate::hubspot::objects::object_type::ObjectType;
use crate::hubspot::objects::seed::epoch;

/// The long way: every object is drawn, looked at and sorted.
fn slowly(criteria: &Criteria, book: &ObjectBook, seen: Timestamp, limit: usize) -> Found {
    let mut found: Vec<Object> = book.as_of(seen).map(std::borrow::Cow::into_owned).collect();
    found.retain(|object| criteria.lets_through(object));
    let value = |object: &Object, name: &str| object.value(name).unwrap_or_default().into_owned();
    match criteria.sort() {
        None => found.sort_by_key(|object| (object.created_at, object.id)),
        Some((name, backwards)) => found.sort_by(|one, other| {
            let order = compare(book.object_type(), name, &value(one, name), &value(other, name));
            if backwards { order.reverse() } else { order }
        }),
    }
    Found {
        total: found.len(),
        page: found.into_iter().skip(criteria.after).take(limit).collect(),
    }
}

fn after_epoch(seconds: i64) -> Timestamp {
    Timestamp::from_second(epoch().as_second() + seconds).unwrap()
}

/// Objects with a past, the first of it one second after the epoch.
fn busy(count: usize, seed: u64) -> ObjectBook {
    let mut book = ObjectBook::seeded(ObjectType::Contacts, seed, 2, count);
    for second in 1..=4 {
        let churn = Churn {
            portal: None,
            seed: seed + second,
            operations: 12,
        };
        book.churn(&churn, after_epoch(i64::try_from(second).unwrap()));
    }
    book
}

fn since(operator: &str, seconds: i64) -> Value {
    let value = after_epoch(seconds).as_millisecond().to_string();
    json!({ "propertyName": "lastmodifieddate", "operator": operator, "value": value, "highValue": "9999999999999" })
}

fn city(city: &str) -> Value {
    json!({ "propertyName": "city", "operator": "EQ", "value": city })
}

#[rstest]
#[case(json!({}))]
#[case(json!({ "after": "7" }))]
#[case(json!({ "filterGroups": [{ "filters": [since("GTE", 2)] }] }))]
#[case(json!({ "filterGroups": [{ "filters": [since("GT", 2)] }], "after": 3 }))]
#[case(json!({ "filterGroups": [{ "filters": [since("BETWEEN", 3)] }] }))]
#[case(json!({ "filterGroups": [{ "filters": [since("EQ", 3)] }] }))]
#[case(json!({ "filterGroups": [{ "filters": [since("LTE", 3)] }] }))]
#[case(json!({ "filterGroups": [{ "filters": [since("GTE", -9_999_999)] }] }))]
#[case(json!({ "filterGroups": [{ "filters": [since("GTE", 0)] }] }))]
#[case(json!({ "filterGroups": [{ "filters": [since("GTE", 2)] }, { "filters": [city("Berlin")] }] }))]
#[case(json!({ "filterGroups": [{ "filters": [since("GTE", 2), city("Berlin")] }] }))]
#[case(json!({ "filterGroups": [{ "filters": [since("GTE", 1)] }],
               "sorts": [{ "propertyName": "lastmodifieddate", "direction": "ASCENDING" }] }))]
#[case(json!({ "sorts": [{ "propertyName": "lastmodifieddate", "direction": "DESCENDING" }], "query": "a" }))]
#[case(json!({ "sorts": ["city"] }))]
#[case(json!({ "sorts": [{ "propertyName": "hs_object_id", "direction": "DESCENDING" }] }))]
fn a_search_finds_what_looking_at_everything_finds(#[case] criteria: Value, #[values(0, 3, 40, 120)] count: usize) {
    let criteria: Criteria = serde_json::from_value(criteria).unwrap();
    for seed in 1..6 {
        let book = busy(count, seed);
        for seen in [-1, 2, 9].map(after_epoch) {
            for limit in [1, 20, 200] {
                let (quick, slow) = (criteria.run(&book, seen, limit), slowly(&criteria, &book, seen, limit));
                assert_eq!(quick, slow, "seed {seed}, seen at {seen}, limit {limit}");
            }
        }
    }
}

#[test]
fn contacts_created_before_the_seeded_ones_come_first() {
    let mut book = ObjectBook::seeded(ObjectType::Contacts, 1, 2, 3);
    book.churn(
        &Churn {
            portal: None,
            seed: 1,
            operations: 9,
        },
        Timestamp::UNIX_EPOCH,
    );
    let criteria = Criteria::default();

    let found = criteria.run(&book, Timestamp::MAX, 5);

    assert!(found.page[0].created_at == Timestamp::UNIX_EPOCH && found.page[0].id > 1003);
    assert_eq!(found, slowly(&criteria, &book, Timestamp::MAX, 5));
}
