//! How much memory records take.

#[path = "../../examples/measure/contacts.rs"]
mod contacts;

use contacts::contact;
use model::list::View;

use crate::Snapshot;

#[test]
fn a_hundred_thousand_contacts_take_less_than_45_mb() {
    let mut snapshot = Snapshot::default();
    for page in 0..1000 {
        snapshot.upsert((page * 100..page * 100 + 100).map(contact));
    }
    let loaded = snapshot.memory();
    snapshot.settle();
    let settled = snapshot.memory();
    for query in ["q=ada", "q=love", "sort=name", "sort=-p.company", "f.p.city=in:Paris"] {
        let _ = snapshot.arrange(&View::from_query(query));
    }
    let asked = snapshot.memory();
    assert!(
        asked <= 45_000_000,
        "{loaded} loaded, {settled} settled, {asked} when asked"
    );
    assert!(asked > 10_000_000, "it counts what it holds: {asked}");
    let one = snapshot.arrange(&View::from_query("q=100000700"));
    assert_eq!(snapshot.items(&one, 0, 9), [contact(100)]);
}
