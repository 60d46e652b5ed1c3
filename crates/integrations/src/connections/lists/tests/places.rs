//! Places: lists of several kinds, folders, and what belongs to single items.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use model::{
    IntegrationItem, ItemKind, ItemPage, ProviderId,
    list::{Column, ColumnId, ColumnType, Place, Progress, Record},
};

use tokio::time::sleep;

use super::{
    descriptor::describe,
    stage::{RunningClock, ada, compose, connection_at, id, until, window},
    vault::MapVault,
};
use crate::{
    Access, Account, Connections, Provider, ProviderDescriptor, ProviderError, Revocation, TokenSet,
    connections::ItemsError, descriptor::ItemKindDescriptor, provider::PageRequest,
};

/// Shelves hold shelves and books; a book has pages of its own; people need a permission.
struct Library {
    descriptor: ProviderDescriptor,
    asked: Mutex<Vec<String>>,
    /// What the next questions for a number are answered with.
    uncounted: Mutex<Vec<ProviderError>>,
}

impl Library {
    fn new() -> Self {
        Self {
            descriptor: ProviderDescriptor {
                id: ProviderId::new("scripted").unwrap(),
                item_kinds: vec![
                    ItemKindDescriptor::tree("shelves", "Shelves"),
                    ItemKindDescriptor::flat("pages", "Pages")
                        .held_by("shelves", "Book")
                        .whole(),
                    ItemKindDescriptor::flat("readers", "Readers"),
                    ItemKindDescriptor::flat("people", "People").under("people.read"),
                ],
                ..describe()
            },
            asked: Mutex::default(),
            uncounted: Mutex::default(),
        }
    }

    fn asked(&self, what: &str) -> usize {
        self.asked.lock().unwrap().iter().filter(|asked| *asked == what).count()
    }

    fn note(&self, what: String) {
        self.asked.lock().unwrap().push(what);
    }
}

fn item(id: &str, item_type: &str, parent: Option<&str>) -> IntegrationItem {
    IntegrationItem {
        id: id.to_owned(),
        item_type: item_type.to_owned(),
        directory: item_type != "Page",
        name: Some(format!("The {id}")),
        parent_id: parent.map(str::to_owned),
        visibility: true,
        ..IntegrationItem::default()
    }
}

#[async_trait]
impl Provider for Library {
    fn descriptor(&self) -> &ProviderDescriptor {
        &self.descriptor
    }

    async fn account(&self, _: &Access) -> Result<Account, ProviderError> {
        Err(ProviderError::Malformed)
    }

    async fn list_items(&self, _: &Access, kind: &ItemKind, _: PageRequest<'_>) -> Result<ItemPage, ProviderError> {
        self.note(format!("page {kind}"));
        let items = match (kind.name.as_str(), kind.within.as_deref()) {
            ("shelves", None) => vec![
                item("atlas", "Book", Some("maps")),
                item("maps", "Shelf", None),
                item("novels", "Shelf", None),
            ],
            ("pages", Some(book)) => vec![item(&format!("{book}-1"), "Page", Some(book))],
            ("readers", None) => vec![item("ada", "Reader", None)],
            _ => return Err(ProviderError::Rejected { status: 404 }),
        };
        Ok(ItemPage { items, next: None })
    }

    async fn columns(&self, _: &Access, _: &ItemKind) -> Result<Vec<Column>, ProviderError> {
        Ok(vec![
            Column::new(ColumnId::Name, "name", ColumnType::Text).usual(),
            Column::new(ColumnId::property("colour"), "p.colour", ColumnType::Text),
        ])
    }

    async fn count_items(&self, _: &Access, kind: &ItemKind) -> Result<Option<u64>, ProviderError> {
        self.note(format!("count {kind}"));
        if let Some(error) = self.uncounted.lock().unwrap().pop() {
            return Err(error);
        }
        Ok((kind.name == "readers").then_some(7))
    }

    async fn item(&self, _: &Access, _: &ItemKind, _: &str) -> Result<Record, ProviderError> {
        Err(ProviderError::Rejected { status: 404 })
    }

    async fn revoke(&self, _: &Access, _: &TokenSet) -> Result<Revocation, ProviderError> {
        Ok(Revocation::Unsupported)
    }
}

struct Stage {
    library: Arc<Library>,
    app: Connections,
}

impl Stage {
    fn new() -> Self {
        let (clock, library) = (RunningClock::new(), Arc::new(Library::new()));
        let vault = Arc::<MapVault>::default();
        vault.put(&ada(), &connection_at(&clock, &id(1)));
        let app = compose(library.clone(), &vault, None, &Arc::default(), &clock, usize::MAX);
        Self { library, app }
    }

    /// The rows at a place once all is here: the id, and what a folder opens.
    async fn rows(&self, query: &str) -> Vec<(String, Option<String>)> {
        window(&self.app, &id(1), query).await.unwrap();
        let place = model::list::View::from_query(query).place;
        let mut watching = self.app.watch(&ada(), &id(1), &place).await.unwrap();
        until(&mut watching, Progress::is_complete).await;
        let rows = window(&self.app, &id(1), query).await.unwrap().rows;
        rows.into_iter().map(|row| (row.id, row.opens)).collect()
    }

    /// The number of readers, whether it is on its way, and how often it was asked for.
    async fn readers(&self) -> (Option<u32>, bool, usize) {
        // What is being read is counted by that.
        window(&self.app, &id(1), "").await.unwrap();
        let found = self.app.whereabouts(&ada(), &id(1), &Place::default()).await.unwrap();
        let readers = &found.kinds[1];
        (readers.count, readers.counting, self.library.asked("count readers"))
    }

    async fn path(&self, kind: &str, folder: &str) -> Vec<(String, String, Option<String>)> {
        let place = Place::new(kind, folder);
        let found = self.app.whereabouts(&ada(), &id(1), &place).await.unwrap();
        let step = |crumb: model::list::Crumb| (crumb.id, crumb.holds, crumb.name);
        found.path.into_iter().map(step).collect()
    }
}

fn row(id: &str, opens: Option<&str>) -> (String, Option<String>) {
    (id.to_owned(), opens.map(str::to_owned))
}

#[tokio::test(start_paused = true)]
async fn a_folder_shows_what_lies_in_it_and_says_what_opens_there() {
    let stage = Stage::new();
    assert_eq!(stage.rows("").await, [row("maps", Some("")), row("novels", Some(""))]);
    assert_eq!(stage.rows("folder=maps").await, [row("atlas", Some("pages"))]);
    assert_eq!(stage.rows("kind=pages&folder=atlas").await, [row("atlas-1", None)]);
    assert_eq!(stage.library.asked("page shelves"), 1, "one list, whichever folder");
    assert_eq!(stage.library.asked("page pages/atlas"), 1);
}

#[tokio::test(start_paused = true)]
async fn the_path_leads_from_the_top_into_what_an_item_holds() {
    let stage = Stage::new();
    let named = |id: &str, holds: &str| (id.to_owned(), holds.to_owned(), Some(format!("The {id}")));
    let maps = named("maps", "shelves");
    assert_eq!(stage.path("", "maps").await, std::slice::from_ref(&maps));
    assert_eq!(stage.path("pages", "atlas").await, [maps, named("atlas", "pages")]);
    assert!(stage.path("", "").await.is_empty());
    let unknown = ("ghost".to_owned(), "pages".to_owned(), None);
    assert_eq!(stage.path("pages", "ghost").await, [unknown]);
}

#[tokio::test(start_paused = true)]
async fn each_kind_of_the_account_is_a_tab_and_counted_once_if_it_may_be() {
    let stage = Stage::new();
    for _ in 0..2 {
        let place = Place::new("pages", "atlas");
        let found = stage.app.whereabouts(&ada(), &id(1), &place).await.unwrap();
        let told: Vec<_> = found
            .kinds
            .iter()
            .map(|kind| (kind.name.as_str(), kind.granted, kind.count))
            .collect();
        assert_eq!(
            told,
            [
                ("shelves", true, Some(3)),
                ("readers", true, Some(7)),
                ("people", false, None)
            ]
        );
        assert!(found.kinds[0].current && found.here == "Pages");
    }
    assert_eq!(stage.library.asked("count readers"), 1);
    assert_eq!(stage.library.asked("count people"), 0, "it would be refused");
}

#[tokio::test(start_paused = true)]
async fn a_number_for_which_one_has_to_wait_is_on_its_way_and_comes() {
    let stage = Stage::new();
    stage.rows("").await;
    let retry_after = Some(Duration::from_secs(2));
    *stage.library.uncounted.lock().unwrap() = vec![ProviderError::RateLimited { retry_after }];
    assert_eq!(stage.readers().await, (None, true, 1));
    assert_eq!(stage.readers().await, (None, true, 1), "it is asked for once");
    sleep(Duration::from_secs(3)).await;
    assert_eq!(stage.readers().await, (Some(7), false, 2));
}

#[tokio::test(start_paused = true)]
async fn a_number_that_did_not_come_is_asked_for_again_later() {
    let stage = Stage::new();
    stage.rows("").await;
    *stage.library.uncounted.lock().unwrap() = vec![ProviderError::Malformed];
    assert_eq!(stage.readers().await, (None, false, 1));
    assert_eq!(stage.readers().await, (None, false, 1));
    sleep(Duration::from_secs(31)).await;
    assert_eq!(stage.readers().await, (Some(7), false, 2));
}

#[tokio::test(start_paused = true)]
async fn a_pause_without_end_is_not_waited_for() {
    let stage = Stage::new();
    stage.rows("").await;
    let pause = || ProviderError::RateLimited {
        retry_after: Some(Duration::from_secs(25)),
    };
    *stage.library.uncounted.lock().unwrap() = std::iter::repeat_with(pause).take(9).collect();
    assert_eq!(stage.readers().await, (None, true, 1));
    sleep(Duration::from_secs(76)).await;
    assert_eq!(stage.readers().await, (None, false, 3), "after 0, 25 and 50 seconds");
}

#[tokio::test(start_paused = true)]
async fn what_was_not_granted_is_not_asked_for() {
    let stage = Stage::new();
    let refused = window(&stage.app, &id(1), "kind=people").await;
    assert!(matches!(refused, Err(ItemsError::MissingScopes(any)) if any == ["people.read"]));
    assert!(matches!(
        window(&stage.app, &id(1), "kind=ghosts").await,
        Err(ItemsError::NotFound)
    ));
    assert!(matches!(
        window(&stage.app, &id(1), "kind=pages").await,
        Err(ItemsError::NotFound)
    ));
    assert!(stage.library.asked.lock().unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn what_comes_with_every_page_is_not_asked_for_again() {
    let stage = Stage::new();
    for place in ["kind=pages&folder=atlas", "kind=shelves"] {
        stage.rows(place).await;
        stage.rows(&format!("{place}&cols=name,p.colour")).await;
        sleep(Duration::from_secs(1)).await;
    }
    assert_eq!(stage.library.asked("page pages/atlas"), 1);
    assert_eq!(stage.library.asked("page shelves"), 2, "where it does not, it is");
}
