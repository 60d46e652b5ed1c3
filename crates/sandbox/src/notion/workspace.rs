//! What is in Notion's workspace: pages in pages, databases with data sources, their rows; and who is whose parent.

use std::collections::HashMap;

use super::ids::{Kind, bare, id};
use crate::config::{NotionConfig, SandboxConfig};
use crate::dice::mix;

/// Anything that has an id, by its number among its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Thing {
    Page(u32),
    Source(u32),
    Database(u32),
    /// A block that holds something, in the page with that number.
    Block(u32),
}

/// Where a page or a database lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parent {
    Workspace,
    Page(u32),
    Source(u32),
    /// A block in the page with that number.
    Block(u32),
    /// A page that is not shared with the app.
    Hidden(u32),
}

/// The whole workspace. Half of its pages are rows of data sources.
#[derive(Debug)]
pub(crate) struct Workspace {
    pub(crate) seed: u64,
    /// Pages that are there; those beyond are in the trash.
    pages: u32,
    trashed: u32,
    databases: u32,
    things: HashMap<String, Thing>,
    /// What search finds, the last edited first.
    by_edit: Vec<Thing>,
}

impl Workspace {
    pub(crate) fn new(config: &SandboxConfig, own: &NotionConfig) -> Self {
        let mut workspace = Self {
            seed: config.seed,
            pages: own.pages,
            trashed: own.pages / 50,
            databases: 2 + own.pages / 100,
            things: HashMap::new(),
            by_edit: Vec::new(),
        };
        let pages = (0..workspace.pages + workspace.trashed).map(Thing::Page);
        let blocks = (0..workspace.pages).map(Thing::Block);
        let databases = (0..workspace.databases).map(Thing::Database);
        let all = pages
            .chain(blocks)
            .chain(databases)
            .chain(workspace.sources().map(Thing::Source));
        let things = all.map(|thing| (bare(&workspace.id(thing)), thing)).collect();
        let pages = (0..workspace.pages).map(Thing::Page);
        let mut by_edit: Vec<_> = pages.chain(workspace.sources().map(Thing::Source)).collect();
        by_edit.sort_by_cached_key(|&thing| std::cmp::Reverse(workspace.edited(thing)));
        workspace.things = things;
        workspace.by_edit = by_edit;
        workspace
    }

    /// What search finds, the last edited first.
    pub(crate) fn by_edit(&self) -> &[Thing] {
        &self.by_edit
    }

    /// The thing with that id, with dashes or without.
    pub(crate) fn find(&self, id: &str) -> Option<Thing> {
        self.things.get(&bare(id)).copied()
    }

    pub(crate) fn id(&self, thing: Thing) -> String {
        let (kind, number) = match thing {
            Thing::Page(number) => (Kind::Page, number),
            Thing::Source(number) => (Kind::Source, number),
            Thing::Database(number) => (Kind::Database, number),
            Thing::Block(number) => (Kind::Block, number),
        };
        id(self.seed, kind, number)
    }

    /// Every data source. Notion: a database has one or more; here every third has two.
    pub(crate) fn sources(&self) -> impl Iterator<Item = u32> + use<> {
        0..self.count_sources()
    }

    fn count_sources(&self) -> u32 {
        self.databases + self.databases.div_ceil(3)
    }

    /// The database of a data source: the first ones have one each, the rest come second.
    pub(crate) fn database_of(&self, source: u32) -> u32 {
        source.checked_sub(self.databases).map_or(source, |second| second * 3)
    }

    /// The data sources of a database.
    pub(crate) fn sources_of(&self, database: u32) -> impl Iterator<Item = u32> {
        self.sources()
            .filter(move |&source| self.database_of(source) == database)
    }

    /// Whether a page is in the trash.
    pub(crate) fn is_trashed(&self, page: u32) -> bool {
        page >= self.pages
    }

    /// The rows of a data source: those that are there, or those in the trash.
    pub(crate) fn rows(&self, source: u32, trashed: bool) -> impl Iterator<Item = u32> {
        let pages = if trashed {
            self.pages..self.pages + self.trashed
        } else {
            0..self.pages
        };
        pages.filter(move |&page| self.parent(page) == Parent::Source(source))
    }

    /// The row before a row, in the same data source.
    pub(crate) fn row_before(&self, page: u32) -> Option<u32> {
        page.checked_sub(2 * self.count_sources())
    }

    /// The pages and databases that lie there.
    pub(crate) fn lying_in(&self, place: Parent) -> impl Iterator<Item = Thing> {
        let pages = (0..self.pages).filter(move |&page| self.parent(page) == place);
        let databases = 0..self.databases;
        let databases = databases.filter(move |&database| self.parent_of_database(database) == place);
        pages.map(Thing::Page).chain(databases.map(Thing::Database))
    }

    /// Where a page lies: every second one is a row, the others form a tree with something of everything.
    pub(crate) fn parent(&self, page: u32) -> Parent {
        if page % 2 == 1 {
            return Parent::Source(page / 2 % self.count_sources());
        }
        let place = page / 2;
        let earlier = |place: u32| (place / 3 * 2).min(self.pages.saturating_sub(1));
        match place % 10 {
            _ if place == 0 => Parent::Workspace,
            7 => Parent::Workspace,
            8 => Parent::Block(earlier(place - 1)),
            9 => Parent::Hidden(place),
            4 => Parent::Page(page - 1), // a row, which is a page too
            _ => Parent::Page(earlier(place - 1)),
        }
    }

    /// Where a database lies.
    pub(crate) fn parent_of_database(&self, database: u32) -> Parent {
        let page = (database * 2).min(self.pages.saturating_sub(1));
        match database % 4 {
            _ if self.pages == 0 => Parent::Workspace,
            0 => Parent::Page(page),
            1 => Parent::Workspace,
            2 => Parent::Block(page),
            _ => Parent::Hidden(database),
        }
    }

    /// Minutes after the beginning at which a thing was last edited.
    pub(crate) fn edited(&self, thing: Thing) -> u64 {
        let start = match thing {
            Thing::Page(number) | Thing::Block(number) => u64::from(number),
            Thing::Source(number) | Thing::Database(number) => (1 << 40) + u64::from(number),
        };
        created(thing) + mix(start ^ mix(self.seed)) % 500_000
    }
}

/// Minutes after the beginning at which a thing was made.
pub(crate) fn created(thing: Thing) -> u64 {
    match thing {
        Thing::Page(number) | Thing::Block(number) => 1000 + u64::from(number) * 11,
        Thing::Source(number) | Thing::Database(number) => u64::from(number) * 7,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace() -> Workspace {
        Workspace::new(&SandboxConfig::default(), &NotionConfig::default())
    }

    #[test]
    fn every_page_leads_up_to_a_top() {
        let workspace = workspace();
        for page in 0..250 {
            let (mut at, mut steps) = (page, 0);
            while let Parent::Page(parent) | Parent::Block(parent) = workspace.parent(at) {
                assert!(parent < at, "{at} lies in {parent}");
                (at, steps) = (parent, steps + 1);
            }
            assert!(steps < 20);
        }
    }

    #[test]
    fn there_is_a_parent_of_every_kind_and_ids_lead_back() {
        let workspace = workspace();
        let parents: Vec<_> = (0..250).map(|page| workspace.parent(page)).collect();
        let has = |wanted: fn(&Parent) -> bool| parents.iter().any(wanted);

        assert!(has(|parent| matches!(parent, Parent::Workspace)));
        assert!(has(|parent| matches!(parent, Parent::Page(_))));
        assert!(has(|parent| matches!(parent, Parent::Source(_))));
        assert!(has(|parent| matches!(parent, Parent::Block(_))));
        assert!(has(|parent| matches!(parent, Parent::Hidden(_))));
        for thing in [Thing::Page(7), Thing::Source(3), Thing::Database(1), Thing::Block(9)] {
            let id = workspace.id(thing);
            assert_eq!(workspace.find(&id), Some(thing));
            assert_eq!(workspace.find(&id.replace('-', "")), Some(thing));
        }
        let hidden = super::super::ids::id(workspace.seed, super::super::ids::Kind::Hidden, 3);
        assert_eq!(workspace.find(&hidden), None);
    }

    #[test]
    fn every_data_source_belongs_to_a_database() {
        let workspace = workspace();
        let all: Vec<u32> = (0..workspace.databases)
            .flat_map(|database| workspace.sources_of(database))
            .collect();
        assert_eq!(all.len(), workspace.sources().count());
        assert!(workspace.sources_of(0).count() == 2 && workspace.sources_of(1).count() == 1);
    }
}
