//! A provider that is all memory: its records change when a test says so, and it fails when told to.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Mutex, MutexGuard},
    time::Duration,
};

use async_trait::async_trait;
use jiff::Timestamp;
use model::{
    IntegrationItem, ItemKind, ItemPage, PageCursor,
    list::{Column, ColumnId, ColumnType, Record},
};
use tokio::time::sleep;

use super::descriptor::describe;
use crate::{
    Access, Account, Clock, Provider, ProviderDescriptor, ProviderError, RateLimit, Revocation, TokenSet,
    gate::RequestClass,
    provider::{ChangePage, Changes, PageRequest, RemovedPage},
};

/// So many records stand on a page.
pub const PAGE: u32 = 10;
/// A page takes so long.
pub const TAKES: Duration = Duration::from_millis(100);
/// How far changes lag behind.
pub const LAG: Duration = Duration::from_secs(2);

/// The scope that lets records be changed.
pub const WRITE: &str = "things.write";

/// What it has, and what it was asked.
#[derive(Default)]
pub struct World {
    pub records: BTreeMap<u32, IntegrationItem>,
    pub removed: Vec<u32>,
    pub merged: Vec<u32>,
    /// What the next questions for pages fail with, at which cursor.
    pub faults: VecDeque<(Option<u32>, ProviderError)>,
    /// What the next requests to change a record fail with, done or not.
    pub refusals: VecDeque<(bool, ProviderError)>,
    /// Whether it does not tell single records.
    pub unreadable: bool,
    /// So long changes are told as they were before.
    pub lagging: Option<BTreeMap<u32, IntegrationItem>>,
    /// Whether it can tell what has changed.
    pub untraceable: bool,
    /// What is said instead of the number of records.
    pub count: Option<u64>,
    /// How often it may be asked, from the first answer on.
    pub limit: Option<RateLimit>,
    pub asked: Vec<String>,
}

pub struct Scripted {
    descriptor: ProviderDescriptor,
    world: Mutex<World>,
    clock: Box<dyn Clock>,
}

impl Scripted {
    pub fn new(clock: impl Clock) -> Self {
        Self {
            descriptor: describe(),
            world: Mutex::default(),
            clock: Box::new(clock),
        }
    }

    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap()
    }

    /// Has records of these numbers from now on, changed now.
    pub fn put(&self, numbers: impl IntoIterator<Item = u32>, name: &str) {
        let now = self.clock.now();
        let items = numbers.into_iter().map(|number| (number, item(number, name, now)));
        self.world().records.extend(items);
    }

    pub fn archive(&self, number: u32) {
        let mut world = self.world();
        world.records.remove(&number);
        world.removed.push(number);
    }

    /// How many questions began so.
    pub fn asked(&self, what: &str) -> usize {
        self.world()
            .asked
            .iter()
            .filter(|asked| asked.starts_with(what))
            .count()
    }

    /// What it was asked since this was last called.
    pub fn take_asked(&self) -> Vec<String> {
        std::mem::take(&mut self.world().asked)
    }

    fn page_at(&self, from: u32, properties: Option<&[String]>) -> Result<ItemPage, ProviderError> {
        let mut world = self.world();
        let names = properties
            .map(|names| format!(" {}", names.join(",")))
            .unwrap_or_default();
        world.asked.push(format!("page {from}{names}"));
        if world
            .faults
            .front()
            .is_some_and(|(at, _)| at.is_none_or(|at| at == from))
        {
            let (_, fault) = world.faults.pop_front().unwrap();
            return Err(fault);
        }
        let following = world.records.range(from..).take(PAGE as usize);
        let items: Vec<_> = following.map(|(_, item)| chosen(item, properties)).collect();
        let last = items.last().and_then(|item| item.id.parse::<u32>().ok());
        let next = last.filter(|last| world.records.range(last + 1..).next().is_some());
        Ok(ItemPage {
            items,
            next: next.map(|last| PageCursor((last + 1).to_string())),
        })
    }
}

pub fn item(number: u32, name: &str, at: Timestamp) -> IntegrationItem {
    IntegrationItem {
        id: number.to_string(),
        item_type: "Thing".to_owned(),
        name: Some(name.to_owned()),
        last_modified_time: Some(at),
        visibility: true,
        properties: [("colour", "red"), ("shape", "round"), ("weight", "7")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
        ..IntegrationItem::default()
    }
}

/// By default colour and shape come, and not the weight.
fn chosen(item: &IntegrationItem, properties: Option<&[String]>) -> IntegrationItem {
    let is_asked = |name: &String| match properties {
        None => name != "weight",
        Some(names) => names.contains(name),
    };
    let mut item = item.clone();
    item.properties.retain(|name, _| is_asked(name));
    item
}

fn cursor_of(cursor: Option<&PageCursor>) -> u32 {
    cursor.map_or(0, |cursor| cursor.0.parse().unwrap())
}

#[async_trait]
impl Provider for Scripted {
    fn descriptor(&self) -> &ProviderDescriptor {
        &self.descriptor
    }

    async fn account(&self, _: &Access) -> Result<Account, ProviderError> {
        Err(ProviderError::Malformed)
    }

    async fn list_items(
        &self,
        access: &Access,
        _: &ItemKind,
        request: PageRequest<'_>,
    ) -> Result<ItemPage, ProviderError> {
        access.gate.pass(RequestClass::Any).await?;
        if let Some(limit) = self.world().limit {
            access.gate.learn(limit);
        }
        sleep(TAKES).await;
        self.page_at(cursor_of(request.cursor), request.properties)
    }

    async fn columns(&self, _: &Access, _: &ItemKind) -> Result<Vec<Column>, ProviderError> {
        self.world().asked.push("columns".to_owned());
        let column = |id: ColumnId| Column::new(id.clone(), id.to_string(), ColumnType::Text);
        Ok(vec![
            column(ColumnId::Name).usual(),
            column(ColumnId::property("colour")).usual(),
            column(ColumnId::property("shape")),
            Column {
                editable: true,
                ..column(ColumnId::property("weight"))
            },
        ])
    }

    async fn count_items(&self, _: &Access, _: &ItemKind) -> Result<Option<u64>, ProviderError> {
        let mut world = self.world();
        world.asked.push("count".to_owned());
        Ok(Some(world.count.unwrap_or(world.records.len() as u64)))
    }

    async fn changes(
        &self,
        _: &Access,
        _: &ItemKind,
        since: Timestamp,
        request: PageRequest<'_>,
    ) -> Result<Changes, ProviderError> {
        let mut world = self.world();
        world.asked.push("changes".to_owned());
        if world.untraceable {
            return Ok(Changes::Untraceable);
        }
        let changed = world
            .lagging
            .as_ref()
            .unwrap_or(&world.records)
            .values()
            .filter(|item| item.last_modified_time >= Some(since));
        Ok(Changes::Page(ChangePage {
            changed: changed.map(|item| chosen(item, request.properties)).collect(),
            removed: world.merged.iter().map(u32::to_string).collect(),
            next: None,
        }))
    }

    async fn removed_items(
        &self,
        _: &Access,
        _: &ItemKind,
        cursor: Option<&PageCursor>,
    ) -> Result<RemovedPage, ProviderError> {
        let mut world = self.world();
        world.asked.push("removed".to_owned());
        let at = cursor_of(cursor) as usize;
        let next = (at + 1 < world.removed.len()).then(|| PageCursor((at + 1).to_string()));
        let ids = world.removed.get(at).map(u32::to_string).into_iter().collect();
        Ok(RemovedPage { ids, next })
    }

    async fn item(&self, access: &Access, _: &ItemKind, id: &str) -> Result<Record, ProviderError> {
        access.gate.pass(RequestClass::Any).await?;
        let mut world = self.world();
        world.asked.push(format!("item {id}"));
        if world.unreadable {
            return Err(ProviderError::Unavailable);
        }
        let found = id.parse().ok().and_then(|number: u32| world.records.get(&number));
        let item = found.cloned().ok_or(ProviderError::Rejected { status: 404 })?;
        let raw = String::new();
        Ok(Record { item, raw })
    }

    async fn update_item(
        &self,
        access: &Access,
        _: &ItemKind,
        id: &str,
        properties: &BTreeMap<String, String>,
    ) -> Result<IntegrationItem, ProviderError> {
        access.gate.pass(RequestClass::Any).await?;
        let now = self.clock.now();
        let mut world = self.world();
        world.asked.push(format!("update {id}"));
        let refusal = world.refusals.pop_front();
        if let Some((false, error)) = refusal {
            return Err(error);
        }
        let number: u32 = id.parse().map_err(|_| ProviderError::Rejected { status: 404 })?;
        let item = world
            .records
            .get_mut(&number)
            .ok_or(ProviderError::Rejected { status: 404 })?;
        item.properties.extend(properties.clone());
        item.last_modified_time = Some(now);
        let item = item.clone();
        refusal.map_or(Ok(item), |(_, error)| Err(error))
    }

    async fn revoke(&self, _: &Access, _: &TokenSet) -> Result<Revocation, ProviderError> {
        Ok(Revocation::Unsupported)
    }
}
