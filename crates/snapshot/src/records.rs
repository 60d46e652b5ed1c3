//! Records in columns: each goes into a row of its own, and comes out of it as it went in.

mod address;
mod upkeep;

use std::{borrow::Cow, collections::BTreeMap};

use jiff::Timestamp;
use model::{
    IntegrationItem,
    list::{ColumnId, ColumnType},
};

use self::address::{shape_of, url_of};
use crate::{
    bits::Bits,
    columns::Column,
    field::Field,
    letters::Letters,
    moments::{Moment, Style},
    rare::RareFields,
};

/// Records by row. Rows are only ever added.
#[derive(Debug)]
pub(crate) struct Records {
    few: usize,
    rows: u32,
    id: Field,
    name: Field,
    created: Field,
    modified: Field,
    item_type: Field,
    address: Field,
    parent: Field,
    path: Field,
    directories: Bits,
    visible: Bits,
    rare: RareFields,
    /// Of everything that a search looks through.
    letters: Letters,
    properties: BTreeMap<String, Field>,
}

/// So many distinct values of a field are few, however many rows there are.
const FEW: usize = 4096;

impl Default for Records {
    fn default() -> Self {
        Self::new(FEW)
    }
}

impl Records {
    /// None yet; fields of no more than so many distinct values are kept as dictionaries.
    pub(crate) fn new(few: usize) -> Self {
        Self {
            few,
            rows: 0,
            id: Field::of_texts(),
            name: Field::new(ColumnType::Text, few),
            created: Field::of_times(),
            modified: Field::of_times(),
            item_type: Field::new(ColumnType::Text, few),
            address: Field::new(ColumnType::Text, few),
            parent: Field::new(ColumnType::Text, few),
            path: Field::new(ColumnType::Text, few),
            directories: Bits::default(),
            visible: Bits::default(),
            rare: RareFields::default(),
            letters: Letters::default(),
            properties: BTreeMap::new(),
        }
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> u32 {
        self.rows
    }

    /// Adds a row. The types are those of properties.
    pub(crate) fn push(&mut self, item: &IntegrationItem, types: &BTreeMap<String, ColumnType>) -> u32 {
        let row = self.rows;
        self.rows += 1;
        self.id.put(row, &item.id);
        self.item_type.put(row, &item.item_type);
        item.name.iter().for_each(|name| self.name.put(row, name));
        [Some(&item.id), item.name.as_ref()]
            .into_iter()
            .flatten()
            .for_each(|text| self.letters.add(row, text));
        put_time(&mut self.created, row, item.creation_time);
        put_time(&mut self.modified, row, item.last_modified_time);
        if let Some(url) = &item.url {
            self.address.put(row, &shape_of(url, &item.id));
        }
        item.parent_id.iter().for_each(|id| self.parent.put(row, id));
        item.parent_path_or_name
            .iter()
            .for_each(|path| self.path.put(row, path));
        if item.directory {
            self.directories.set(row);
        }
        if item.visibility {
            self.visible.set(row);
        }
        self.rare.put(row, item);
        for (name, value) in &item.properties {
            self.put_property(row, name, value, types);
        }
        row
    }

    /// Gives a row a property that it does not have.
    pub(crate) fn put_property(&mut self, row: u32, name: &str, value: &str, types: &BTreeMap<String, ColumnType>) {
        self.letters.add(row, value);
        if let Some(field) = self.properties.get_mut(name) {
            return field.put(row, value);
        }
        let mut field = Field::new(types.get(name).copied().unwrap_or(ColumnType::Text), self.few);
        field.put(row, value);
        self.properties.insert(name.to_owned(), field);
    }

    /// The id of a row.
    pub(crate) fn id(&self, row: u32) -> &str {
        match &self.id.column {
            Column::Text(column) => column.get(row).unwrap_or_default(),
            _ => "",
        }
    }

    /// The id of what holds a row.
    pub(crate) fn parent(&self, row: u32) -> Option<Cow<'_, str>> {
        self.parent.column.get(row)
    }

    /// What people call a row.
    pub(crate) fn name(&self, row: u32) -> Option<Cow<'_, str>> {
        self.name.column.get(row)
    }

    /// What a row is.
    pub(crate) fn item_type(&self, row: u32) -> Option<Cow<'_, str>> {
        self.item_type.column.get(row)
    }

    /// Whether a row says that it holds others.
    pub(crate) fn is_directory(&self, row: u32) -> bool {
        self.directories.has(row)
    }

    /// One of the properties of a row.
    pub(crate) fn property(&self, row: u32, name: &str) -> Option<Cow<'_, str>> {
        self.properties.get(name)?.column.get(row)
    }

    /// The record of a row.
    pub(crate) fn item(&self, row: u32) -> IntegrationItem {
        let text = |field: &Field| field.column.get(row).map(Cow::into_owned);
        let properties = self.properties.iter();
        let mut item = IntegrationItem {
            id: self.id(row).to_owned(),
            item_type: text(&self.item_type).unwrap_or_default(),
            directory: self.directories.has(row),
            parent_id: text(&self.parent),
            parent_path_or_name: text(&self.path),
            name: text(&self.name),
            creation_time: time_of(&self.created, row),
            last_modified_time: time_of(&self.modified, row),
            url: text(&self.address).map(|shape| url_of(&shape, self.id(row))),
            visibility: self.visible.has(row),
            properties: properties
                .filter_map(|(name, field)| Some((name.clone(), text(field)?)))
                .collect(),
            ..IntegrationItem::default()
        };
        self.rare.fill(row, &mut item);
        item
    }

    /// What stands in a cell.
    pub(crate) fn cell(&self, row: u32, column: &ColumnId) -> Option<String> {
        let exact = || self.rare.times(row);
        let time = match column {
            ColumnId::Created => exact().0.or_else(|| time_of(&self.created, row)),
            ColumnId::Modified => exact().1.or_else(|| time_of(&self.modified, row)),
            _ => return self.field(column)?.column.get(row).map(Cow::into_owned),
        };
        time.map(|time| time.to_string())
    }

    /// The field of a column, when any record has it.
    pub(crate) fn field(&self, column: &ColumnId) -> Option<&Field> {
        match column {
            ColumnId::Name => Some(&self.name),
            ColumnId::Created => Some(&self.created),
            ColumnId::Modified => Some(&self.modified),
            ColumnId::Id => Some(&self.id),
            ColumnId::Property(name) => self.properties.get(name),
        }
    }

    /// The letters and digits of everything that a search looks through.
    pub(crate) fn letters(&self) -> &Letters {
        &self.letters
    }

    /// The columns that a search looks through, those first that are quickest.
    pub(crate) fn searched(&self) -> Vec<&Column> {
        let own = [&self.name, &self.id].into_iter();
        let mut columns: Vec<_> = own.chain(self.properties.values()).map(|field| &field.column).collect();
        columns.sort_by_key(|column| match column {
            Column::Dictionary(_) => 0,
            Column::Text(_) => 1,
            Column::Times(_) => 2,
        });
        columns
    }

    /// Says what the values of properties are.
    pub(crate) fn set_types(&mut self, types: &BTreeMap<String, ColumnType>) {
        for (name, field) in &mut self.properties {
            field.set_type(types.get(name).copied().unwrap_or(ColumnType::Text));
        }
    }

    /// Sorts by each column ahead.
    pub(crate) fn rank(&self) {
        let own = [&self.id, &self.name, &self.created, &self.modified].into_iter();
        own.chain(self.properties.values())
            .for_each(|field| drop(field.ranks()));
    }
}

/// Whole milliseconds, downwards; what is finer is kept as rare.
fn put_time(field: &mut Field, row: u32, time: Option<Timestamp>) {
    if let Some(time) = time {
        let whole = time.as_nanosecond().div_euclid(1_000_000);
        let moment = Moment::at(i64::try_from(whole).unwrap_or(0), Style::Milliseconds);
        field.put_moment(row, moment);
    }
}

fn time_of(field: &Field, row: u32) -> Option<Timestamp> {
    let Column::Times(column) = &field.column else {
        return None;
    };
    Timestamp::from_millisecond(column.get(row)?.millisecond()).ok()
}
