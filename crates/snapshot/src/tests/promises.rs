//! What the snapshot promises beyond its answers.

use std::sync::Arc;

use model::{
    IntegrationItem,
    list::{ColumnId, Row, View},
};
use proptest::{collection::vec, prelude::*};

use super::{making::item, oracle::cell};
use crate::Snapshot;

fn person(id: u32, name: &str) -> IntegrationItem {
    IntegrationItem {
        id: id.to_string(),
        name: Some(name.to_owned()),
        ..IntegrationItem::default()
    }
}

fn people(many: u32) -> impl Iterator<Item = IntegrationItem> {
    (0..many).map(|id| person(id, &format!("Person {id}")))
}

fn names(snapshot: &Snapshot, query: &str) -> Vec<String> {
    let arrangement = snapshot.arrange(&View::from_query(query));
    let rows = snapshot.rows(&arrangement, 0, 100, &[ColumnId::Name]);
    rows.into_iter().filter_map(|row| row.cells[0].clone()).collect()
}

proptest! {
    #[test]
    fn an_item_comes_out_as_it_went_in(items in vec(item(), 1..30)) {
        let mut snapshot = Snapshot::default();
        let columns = ["name", "created", "modified", "id", "p.a", "p.t", "p.none"].map(|id| ColumnId::parse(id).unwrap());
        for item in items {
            snapshot.upsert([item.clone()]);
            let arrangement = snapshot.arrange(&View::default());
            let at = snapshot.position(&arrangement, &item.id).unwrap();
            prop_assert_eq!(&snapshot.items(&arrangement, at, 1)[0], &item);
            let row = &snapshot.rows(&arrangement, at, 1, &columns)[0];
            let cut = |text: String| text.chars().take(Row::LONGEST).collect::<String>();
            let cells: Vec<_> = columns.iter().map(|column| cell(&item, column).map(cut)).collect();
            prop_assert_eq!(&row.cells, &cells);
        }
    }
}

#[test]
fn a_replaced_record_keeps_its_place() {
    let mut snapshot = Snapshot::default();
    snapshot.upsert(people(5));
    snapshot.upsert([person(1, "Zoë")]);
    assert_eq!(
        names(&snapshot, ""),
        ["Person 0", "Zoë", "Person 2", "Person 3", "Person 4"]
    );
    assert_eq!(names(&snapshot, "q=ZOE"), ["Zoë"]);
    assert_eq!(names(&snapshot, "q=on+1"), Vec::<String>::new());
}

#[test]
fn rows_are_given_back_once_nobody_holds_an_arrangement() {
    let mut snapshot = Snapshot::default();
    snapshot.upsert(people(1000));
    let held = snapshot.arrange(&View::default());
    let before = snapshot.items(&held, 0, 1000);
    for round in 0..3 {
        snapshot.upsert((0..1000).map(|id| person(id, &format!("Renamed {round}"))));
    }
    assert_eq!(snapshot.records.len(), 4000);
    assert_eq!(snapshot.items(&held, 0, 1000), before);
    assert_eq!(snapshot.position(&held, "999"), Some(999));
    drop(held);
    snapshot.settle();
    assert_eq!(snapshot.records.len(), 1000);
    assert_eq!(names(&snapshot, "q=999"), ["Renamed 2"]);
}

#[test]
fn a_record_that_comes_again_as_it_was_changes_nothing() {
    let mut snapshot = Snapshot::default();
    snapshot.upsert(people(10));
    let (version, memory) = (snapshot.version(), snapshot.memory());
    snapshot.begin_sweep();
    snapshot.upsert(people(10));
    assert_eq!(snapshot.end_sweep(), 0);
    snapshot.supplement(people(10));
    snapshot.remove(["none"]);
    assert_eq!((snapshot.version(), snapshot.records.len()), (version, 10));
    assert!(snapshot.memory() <= memory + 64);
}

#[test]
fn supplements_fill_gaps_where_they_are() {
    let mut snapshot = Snapshot::default();
    snapshot.upsert(people(1000));
    let mut with_fax = people(1000).collect::<Vec<_>>();
    for item in &mut with_fax {
        item.properties.insert("fax".to_owned(), format!("fax {}", item.id));
    }
    with_fax.reverse();
    for portion in with_fax.chunks(100) {
        snapshot.supplement(portion.to_vec());
    }
    assert_eq!(snapshot.records.len(), 1000);
    assert_eq!(names(&snapshot, "f.p.fax=has:fax+77").len(), 11);
    assert_eq!(names(&snapshot, "f.p.fax=has:x+998"), ["Person 998"]);
}

#[test]
fn the_same_question_is_answered_once() {
    let mut snapshot = Snapshot::default();
    snapshot.upsert(people(100));
    let ask = |snapshot: &Snapshot, query: &str| snapshot.arrange(&View::from_query(query)).rows;
    let first = ask(&snapshot, "q=1&sort=name&cols=name");
    assert!(Arc::ptr_eq(&first, &ask(&snapshot, "q=1&sort=name&from=20")));
    snapshot.upsert([person(1000, "New")]);
    assert!(!Arc::ptr_eq(&first, &ask(&snapshot, "q=1&sort=name")));
}

#[test]
fn an_arrangement_of_another_snapshot_shows_nothing_that_is_not_here() {
    let mut large = Snapshot::default();
    large.upsert(people(10));
    let mut small = Snapshot::default();
    small.upsert(people(2));
    let arrangement = large.arrange(&View::default());
    assert_eq!(small.items(&arrangement, 0, 10).len(), 2);
    assert_eq!(small.rows(&arrangement, 0, 10, &[]).len(), 2);
    assert_eq!(small.position(&arrangement, "5"), None);
}

#[test]
fn what_it_holds_is_not_shown_for_debugging() {
    let mut snapshot = Snapshot::default();
    snapshot.upsert(people(1));
    assert_eq!(format!("{snapshot:?}"), "Snapshot { len: 1, version: 1, .. }");
}
