//! The tables of the embedded backend: values by key, keys by expiry, and how many values there are of each kind.

use std::{ops::Bound, time::Duration};

use jiff::Timestamp;
use redb::{Database, ReadOnlyTable, ReadTransaction, ReadableTable as _, Table, TableDefinition, WriteTransaction};

use super::caps::{Caps, Full};
use crate::keys::Kind;

/// Key to expiry in milliseconds since 1970, and value.
const VALUES: TableDefinition<&str, (i64, &[u8])> = TableDefinition::new("values");

/// What expires when, to find the expired ones without a search.
const EXPIRIES: TableDefinition<(i64, &str), ()> = TableDefinition::new("expiries");

/// How many values there are, by the name of their kind.
const COUNTS: TableDefinition<&str, u64> = TableDefinition::new("counts");

/// How many expired values one write removes: more than the one that it may add.
const REMOVED_PER_WRITE: usize = 16;

/// Makes the tables, so that reading never finds none.
pub(super) fn create(database: &Database) -> Result<(), redb::Error> {
    let transaction = database.begin_write()?;
    transaction.open_table(EXPIRIES)?;
    count(&transaction)?;
    Ok(transaction.commit()?)
}

/// Counts the values: those that an earlier release wrote were not counted.
fn count(transaction: &WriteTransaction) -> Result<(), redb::Error> {
    let (values, mut counts) = (transaction.open_table(VALUES)?, transaction.open_table(COUNTS)?);
    let mut found = Kind::ALL.map(|kind| (kind, 0));
    for entry in values.iter()? {
        let kind = Kind::of(entry?.0.value());
        for (counted, number) in &mut found {
            *number += u64::from(kind == Some(*counted));
        }
    }
    for (kind, number) in found {
        counts.insert(kind.name(), number)?;
    }
    Ok(())
}

/// Runs `work` in a transaction of its own, and commits.
pub(super) fn write<T>(
    database: &Database,
    now: Timestamp,
    caps: Caps,
    work: impl FnOnce(&mut Writing<'_>) -> Result<T, redb::Error>,
) -> Result<T, redb::Error> {
    let transaction = database.begin_write()?;
    let mut writing = Writing {
        values: transaction.open_table(VALUES)?,
        expiries: transaction.open_table(EXPIRIES)?,
        counts: transaction.open_table(COUNTS)?,
        caps,
        now: now.as_millisecond(),
    };
    writing.remove_expired()?;
    let done = work(&mut writing)?;
    drop(writing);
    transaction.commit()?;
    Ok(done)
}

/// The values as they were when reading began.
pub(super) struct Reading {
    values: ReadOnlyTable<&'static str, (i64, &'static [u8])>,
    now: i64,
}

impl Reading {
    pub(super) fn begin(transaction: &ReadTransaction, now: Timestamp) -> Result<Self, redb::Error> {
        Ok(Self {
            values: transaction.open_table(VALUES)?,
            now: now.as_millisecond(),
        })
    }

    pub(super) fn get(&self, key: &str) -> Result<Option<Vec<u8>>, redb::Error> {
        let found = self.values.get(key)?;
        Ok(found.and_then(|entry| living(entry.value(), self.now)))
    }

    /// The living values whose keys begin with `prefix`, under what follows it.
    pub(super) fn list(&self, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, redb::Error> {
        let mut found = Vec::new();
        for entry in self.values.range(prefix..)? {
            let (key, value) = entry?;
            let Some(name) = key.value().strip_prefix(prefix) else {
                break;
            };
            if let Some(value) = living(value.value(), self.now) {
                found.push((name.to_owned(), value));
            }
        }
        Ok(found)
    }

    /// The first keys after `after`.
    pub(super) fn keys(&self, after: &str, most: usize) -> Result<Vec<String>, redb::Error> {
        let mut found = Vec::new();
        for entry in self
            .values
            .range::<&str>((Bound::Excluded(after), Bound::Unbounded))?
            .take(most)
        {
            found.push(entry?.0.value().to_owned());
        }
        Ok(found)
    }
}

/// All tables, open for change.
pub(super) struct Writing<'t> {
    values: Table<'t, &'static str, (i64, &'static [u8])>,
    expiries: Table<'t, (i64, &'static str), ()>,
    counts: Table<'t, &'static str, u64>,
    caps: Caps,
    now: i64,
}

impl Writing<'_> {
    pub(super) fn get(&self, key: &str) -> Result<Option<Vec<u8>>, redb::Error> {
        let found = self.values.get(key)?;
        Ok(found.and_then(|entry| living(entry.value(), self.now)))
    }

    /// How long the living values whose keys begin with `prefix` have left.
    pub(super) fn lifetimes(&self, prefix: &str) -> Result<Vec<Duration>, redb::Error> {
        let mut found = Vec::new();
        for entry in self.values.range(prefix..)? {
            let (key, value) = entry?;
            if !key.value().starts_with(prefix) {
                break;
            }
            let left = value.value().0.saturating_sub(self.now);
            found.extend(
                u64::try_from(left)
                    .ok()
                    .filter(|left| *left > 0)
                    .map(Duration::from_millis),
            );
        }
        Ok(found)
    }

    /// Keeps a value, over what was there. A new one needs room among its kind.
    pub(super) fn put(&mut self, key: &str, value: &[u8], lifetime: Duration) -> Result<Result<(), Full>, redb::Error> {
        let is_new = self.values.get(key)?.is_none();
        if let Some(kind) = Kind::of(key).filter(|_| is_new) {
            let count = self.count_of(kind)?;
            if count >= self.caps.of(kind) {
                return Ok(Err(Full));
            }
            self.counts.insert(kind.name(), count + 1)?;
        }
        let lifetime = i64::try_from(lifetime.as_millis()).unwrap_or(i64::MAX);
        let expiry = self.now.saturating_add(lifetime);
        let replaced = self.values.insert(key, (expiry, value))?.map(|entry| entry.value().0);
        if let Some(replaced) = replaced {
            self.expiries.remove((replaced, key))?;
        }
        self.expiries.insert((expiry, key), ())?;
        Ok(Ok(()))
    }

    fn count_of(&self, kind: Kind) -> Result<u64, redb::Error> {
        Ok(self.counts.get(kind.name())?.map_or(0, |count| count.value()))
    }

    /// Puts `value` in the place of `current`, for what is left of its lifetime. Says whether it did.
    pub(super) fn replace(&mut self, key: &str, current: &[u8], value: &[u8]) -> Result<bool, redb::Error> {
        let Some((expiry, found)) = self.values.get(key)?.map(|entry| {
            let (expiry, value) = entry.value();
            (expiry, value.to_vec())
        }) else {
            return Ok(false);
        };
        if living((expiry, &found), self.now).as_deref() != Some(current) {
            return Ok(false);
        }
        self.values.insert(key, (expiry, value))?;
        Ok(true)
    }

    pub(super) fn take(&mut self, key: &str) -> Result<Option<Vec<u8>>, redb::Error> {
        let removed = self.values.remove(key)?.map(|entry| {
            let (expiry, value) = entry.value();
            (expiry, value.to_vec())
        });
        let Some((expiry, value)) = removed else {
            return Ok(None);
        };
        self.expiries.remove((expiry, key))?;
        if let Some(kind) = Kind::of(key) {
            let count = self.count_of(kind)?;
            self.counts.insert(kind.name(), count.saturating_sub(1))?;
        }
        Ok(living((expiry, &value), self.now))
    }

    fn remove_expired(&mut self) -> Result<(), redb::Error> {
        for _ in 0..REMOVED_PER_WRITE {
            let Some(key) = self.first_expired()? else {
                break;
            };
            self.take(&key)?;
        }
        Ok(())
    }

    fn first_expired(&self) -> Result<Option<String>, redb::Error> {
        let first = self.expiries.first()?;
        Ok(first.and_then(|(entry, _)| {
            let (expiry, key) = entry.value();
            (expiry <= self.now).then(|| key.to_owned())
        }))
    }

    /// As an earlier release left it.
    #[cfg(test)]
    pub(super) fn forget_counts(&mut self) -> Result<(), redb::Error> {
        for kind in Kind::ALL {
            self.counts.remove(kind.name())?;
        }
        Ok(())
    }

    #[cfg(test)]
    pub(super) fn count(&self) -> Result<(u64, u64), redb::Error> {
        use redb::ReadableTableMetadata as _;
        Ok((self.values.len()?, self.expiries.len()?))
    }
}

/// The value, if its time has not come.
fn living((expiry, value): (i64, &[u8]), now: i64) -> Option<Vec<u8>> {
    (expiry > now).then(|| value.to_vec())
}
