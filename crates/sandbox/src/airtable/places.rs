//! Where things are at Airtable: bases by number, tables in them, records in these, with their ids and names.

use super::ids::{id, number};
use super::schema::{Field, template};
use crate::config::{AirtableConfig, SandboxConfig};

const BASE_NAMES: [&str; 3] = ["Northwind CRM", "Field research 🔬", "<b>Old</b> \"base\" & co."];
const PERMISSIONS: [&str; 4] = ["create", "edit", "comment", "read"];

/// How much there is, and what it is derived from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    pub(crate) seed: u64,
    bases: u16,
    tables: u16,
    pub(crate) records: u32,
}

impl Extent {
    pub(crate) fn of(config: &SandboxConfig, own: &AirtableConfig) -> Self {
        Self {
            seed: config.seed,
            bases: own.bases,
            tables: own.tables,
            records: own.records,
        }
    }

    /// Every base.
    pub(crate) fn bases(&self) -> impl Iterator<Item = Base> + use<> {
        (0..self.bases).map(Base)
    }

    /// The base with that id.
    pub(crate) fn base(&self, id: &str) -> Option<Base> {
        let index = u16::try_from(number("app", id)?).ok()?;
        (index < self.bases).then_some(Base(index))
    }

    /// Every table of a base.
    pub(crate) fn tables(&self, base: Base) -> impl Iterator<Item = Table> + use<> {
        (0..self.tables).map(move |index| Table { base, index })
    }

    /// The table with that id or name.
    pub(crate) fn table(&self, base: Base, id_or_name: &str) -> Option<Table> {
        let has_it = |table: &Table| table.id() == id_or_name || table.name() == id_or_name;
        self.tables(base).find(has_it)
    }

    /// The table that the links of a table lead to: the next one in its base.
    pub(crate) fn linked(&self, table: Table) -> Table {
        let index = (table.index + 1) % self.tables.max(1);
        Table { index, ..table }
    }

    /// The row of the record with that id.
    pub(crate) fn row(&self, table: Table, id: &str) -> Option<u32> {
        let number = number("rec", id)?;
        let row = u32::try_from(number & u64::from(u32::MAX)).ok()?;
        (table.record_number(row) == number && row < self.records).then_some(row)
    }
}

/// A base, by its place among all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Base(u16);

impl Base {
    pub(crate) fn id(self) -> String {
        id("app", self.0.into())
    }

    pub(crate) fn index(self) -> usize {
        self.0.into()
    }

    pub(crate) fn name(self) -> String {
        let known = BASE_NAMES.get(self.index());
        known.map_or_else(|| format!("Base {}", self.0 + 1), |&name| name.to_owned())
    }

    pub(crate) fn permission(self) -> &'static str {
        PERMISSIONS[self.index() % PERMISSIONS.len()]
    }
}

/// A table, by its place in its base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    base: Base,
    index: u16,
}

impl Table {
    fn number(self) -> u64 {
        (u64::from(self.base.0) << 16) | u64::from(self.index)
    }

    pub(crate) fn id(self) -> String {
        id("tbl", self.number())
    }

    /// The one view that every table has.
    pub(crate) fn view_id(self) -> String {
        id("viw", self.number())
    }

    pub(crate) fn name(self) -> String {
        let (name, round) = (template(self.index).name, self.index / super::schema::TEMPLATES);
        if round == 0 {
            name.to_owned()
        } else {
            format!("{name} {}", round + 1)
        }
    }

    pub(crate) fn fields(self) -> &'static [Field] {
        template(self.index).fields
    }

    pub(crate) fn field_id(self, field: usize) -> String {
        id("fld", (self.number() << 16) | field as u64)
    }

    /// The field with that id or name.
    pub(crate) fn field(self, id_or_name: &str) -> Option<usize> {
        let mut fields = self.fields().iter().enumerate();
        let found = fields.find(|(index, field)| field.name == id_or_name || self.field_id(*index) == id_or_name);
        found.map(|(index, _)| index)
    }

    fn record_number(self, row: u32) -> u64 {
        (self.number() << 32) | u64::from(row)
    }

    pub(crate) fn record_id(self, row: u32) -> String {
        id("rec", self.record_number(row))
    }

    /// What the cells of a row are derived from.
    pub(crate) fn start(self, row: u32) -> u64 {
        self.record_number(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extent() -> Extent {
        let own = AirtableConfig {
            bases: 3,
            tables: 12,
            records: 5,
            ..AirtableConfig::default()
        };
        Extent::of(&SandboxConfig::default(), &own)
    }

    #[test]
    fn ids_and_names_lead_back_to_where_they_came_from() {
        let extent = extent();
        for base in extent.bases() {
            assert_eq!(extent.base(&base.id()), Some(base));
            for table in extent.tables(base) {
                assert_eq!(extent.table(base, &table.id()), Some(table));
                assert_eq!(extent.table(base, &table.name()), Some(table));
                assert_eq!(extent.row(table, &table.record_id(4)), Some(4));
                assert_eq!(extent.row(table, &table.record_id(5)), None, "beyond the end");
                assert_eq!(
                    extent.row(extent.linked(table), &table.record_id(4)),
                    None,
                    "in another table"
                );
            }
        }
    }
}
