//! Upkeep of records: rows that are kept of them, memory that is given back.

use std::collections::BTreeMap;

use super::Records;
use crate::{bits::Bits, field::Field};

impl Records {
    /// The same of these rows only, numbered anew in this order.
    pub(crate) fn gather(&self, rows: &[u32]) -> Self {
        let bits = |bits: &Bits| {
            let mut kept = Bits::default();
            let wanted = (0..).zip(rows).filter(|(_, from)| bits.has(**from));
            wanted.for_each(|(to, _)| kept.set(to));
            kept
        };
        let properties = self.properties.iter();
        let mut properties: BTreeMap<_, _> = properties
            .map(|(name, field)| (name.clone(), field.gather(rows)))
            .collect();
        properties.retain(|_, field| field.column.len() > 0);
        Self {
            few: self.few,
            rows: crate::number(rows.len()),
            id: self.id.gather(rows),
            name: self.name.gather(rows),
            created: self.created.gather(rows),
            modified: self.modified.gather(rows),
            item_type: self.item_type.gather(rows),
            address: self.address.gather(rows),
            parent: self.parent.gather(rows),
            path: self.path.gather(rows),
            directories: bits(&self.directories),
            visible: bits(&self.visible),
            rare: self.rare.gather(rows),
            letters: self.letters.gather(rows),
            properties,
        }
    }

    fn fields(&self) -> impl Iterator<Item = &Field> {
        let own = [
            &self.id,
            &self.name,
            &self.created,
            &self.modified,
            &self.item_type,
            &self.address,
            &self.parent,
            &self.path,
        ];
        own.into_iter().chain(self.properties.values())
    }

    /// Gives back what it does not need.
    pub(crate) fn shrink(&mut self) {
        let own = [
            &mut self.id,
            &mut self.name,
            &mut self.created,
            &mut self.modified,
            &mut self.item_type,
            &mut self.address,
            &mut self.parent,
            &mut self.path,
        ];
        let fields = own.into_iter().chain(self.properties.values_mut());
        fields.for_each(|field| field.column.shrink());
        self.directories.shrink();
        self.visible.shrink();
        self.letters.shrink();
    }

    /// In bytes.
    pub(crate) fn memory(&self) -> usize {
        let names: usize = self
            .properties
            .keys()
            .map(|name| name.capacity() + size_of::<Field>())
            .sum();
        let fields: usize = self.fields().map(Field::memory).sum();
        let sets = self.directories.memory() + self.visible.memory() + self.rare.memory() + self.letters.memory();
        size_of::<Self>() + names + fields + sets
    }
}
