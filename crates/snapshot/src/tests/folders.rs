//! Folders: what lies where, whatever order the records come in.

use model::{IntegrationItem, list::View};

use crate::Snapshot;

fn item(id: &str, parent: &str, directory: bool) -> IntegrationItem {
    IntegrationItem {
        id: id.to_owned(),
        item_type: if directory { "Base" } else { "Page" }.to_owned(),
        name: Some(format!("The {id}")),
        parent_id: Some(parent.to_owned()).filter(|parent| !parent.is_empty()),
        directory,
        visibility: true,
        ..IntegrationItem::default()
    }
}

/// `wiki` holds `team` (which holds `ada` and `bob`) and `zoo`; `empty` says that it is a folder; the parent of
/// `orphan` is not here.
fn wiki() -> Snapshot {
    let mut snapshot = Snapshot::default();
    snapshot.upsert([
        item("ada", "team", false),
        item("zoo", "wiki", false),
        item("orphan", "gone", false),
        item("team", "wiki", false),
        item("empty", "", true),
        item("bob", "team", false),
        item("wiki", "", false),
    ]);
    snapshot
}

fn seen(snapshot: &Snapshot, query: &str) -> String {
    let arrangement = snapshot.arrange_in_folder(&View::from_query(query));
    let rows = snapshot.rows(&arrangement, 0, 100, &[]);
    rows.into_iter().map(|row| row.id).collect::<Vec<_>>().join(" ")
}

#[test]
fn at_the_top_stands_what_lies_in_nothing_that_is_here_folders_first() {
    assert_eq!(seen(&wiki(), ""), "empty wiki orphan");
    assert_eq!(seen(&wiki(), "sort=-name"), "wiki empty orphan");
}

#[test]
fn a_folder_shows_what_lies_in_it_and_one_that_is_not_here_nothing() {
    assert_eq!(seen(&wiki(), "folder=wiki"), "team zoo");
    assert_eq!(seen(&wiki(), "folder=team"), "ada bob");
    assert_eq!(seen(&wiki(), "folder=empty"), "");
    assert_eq!(seen(&wiki(), "folder=gone"), "");
}

#[test]
fn a_search_looks_at_all_that_lies_beneath() {
    assert_eq!(seen(&wiki(), "q=the"), "team empty wiki ada zoo orphan bob");
    assert_eq!(seen(&wiki(), "folder=wiki&q=o"), "zoo bob");
    assert_eq!(seen(&wiki(), "folder=team&q=zoo"), "");
}

#[test]
fn what_is_put_in_later_moves_what_lay_at_the_top_to_its_place() {
    let mut snapshot = wiki();
    snapshot.upsert([item("gone", "team", false)]);
    assert_eq!(seen(&snapshot, ""), "empty wiki");
    assert_eq!(seen(&snapshot, "folder=team"), "gone ada bob");
    snapshot.remove(["team"]);
    assert_eq!(seen(&snapshot, ""), "empty wiki gone ada bob");
}

#[test]
fn records_that_lie_in_each_other_are_not_lost() {
    let mut snapshot = Snapshot::default();
    snapshot.upsert([item("a", "b", false), item("b", "a", false), item("own", "own", false)]);
    assert_eq!(seen(&snapshot, ""), "a own");
    assert_eq!(seen(&snapshot, "folder=a"), "b");
    assert_eq!(snapshot.path("b").len(), 2);
}

#[test]
fn records_tell_what_they_hold_and_where_they_lie() {
    let snapshot = wiki();
    let all = snapshot.arrange(&View::default());
    let items = snapshot.items_in_folders(&all, 0, 100);
    let of = |id: &str| items.iter().find(|item| item.id == id).unwrap();
    assert_eq!(of("wiki").children, ["zoo", "team"]);
    assert!(of("wiki").directory && of("empty").directory && !of("ada").directory);
    assert_eq!(of("ada").parent_path_or_name.as_deref(), Some("The wiki / The team"));
    assert_eq!(of("orphan").parent_path_or_name, None);
    let names: Vec<_> = snapshot.path("ada").into_iter().map(|(id, _)| id).collect();
    assert_eq!(names, ["wiki", "team", "ada"]);
}

#[test]
fn folders_have_a_type_and_others_are_none() {
    let snapshot = wiki();
    assert_eq!(snapshot.folder_type("team").as_deref(), Some("Page"));
    assert_eq!(snapshot.folder_type("empty").as_deref(), Some("Base"));
    assert_eq!(snapshot.folder_type("ada"), None);
    assert_eq!(snapshot.folder_type("gone"), None);
}

#[test]
fn what_the_others_say_is_no_change_of_a_record() {
    let mut snapshot = wiki();
    let version = snapshot.version();
    snapshot.upsert([item("wiki", "", false), item("ada", "team", false)]);
    assert_eq!(snapshot.version(), version);
}
