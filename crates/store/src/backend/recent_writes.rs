//! What this process wrote within the last minute: a failover may make Redis forget it.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

use crate::{
    keys::{Owner, RecordKey},
    sealing::header::stamp,
};

/// How long a write is remembered. The tombstone of a removed record lasts longer.
const REMEMBERED: Duration = Duration::from_mins(1);

/// How many are remembered; beyond, the oldest are forgotten.
const MOST: usize = 4096;

/// The newest write of each record, sealed as it was written.
#[derive(Default)]
pub(super) struct RecentWrites(Mutex<Writes>);

#[derive(Default)]
struct Writes {
    by_owner: HashMap<Owner, BTreeMap<String, Write>>,
    /// Every write, the oldest first, also those that a newer one of the same record replaced.
    in_order: VecDeque<(Instant, RecordKey)>,
}

/// A write as it was done.
#[derive(Clone)]
pub(super) struct Write {
    at: Instant,
    pub(super) value: Vec<u8>,
    pub(super) lifetime: Duration,
}

impl RecentWrites {
    /// Remembers what was written, unless a newer write of the record is remembered.
    pub(super) fn remember(&self, record: &RecordKey, value: &[u8], lifetime: Duration) {
        let (mut writes, at) = (self.writes(), Instant::now());
        if writes
            .find(record)
            .is_some_and(|known| stamp(&known.value) > stamp(value))
        {
            return;
        }
        let value = value.to_vec();
        let of_owner = writes.by_owner.entry(record.owner.clone()).or_default();
        of_owner.insert(record.name.clone(), Write { at, value, lifetime });
        writes.in_order.push_back((at, record.clone()));
    }

    /// Our write of the record, if it is newer than that of this stamp, or if there is none.
    pub(super) fn newer_than(&self, record: &RecordKey, found: Option<&[u8]>) -> Option<Write> {
        let writes = self.writes();
        // Both are generations in big endian, so the bytes compare as the numbers do.
        let is_newer = |ours: &&Write| found.is_none_or(|found| stamp(&ours.value) > found);
        writes.find(record).filter(is_newer).cloned()
    }

    /// The names of the owner's records of which a write is remembered.
    pub(super) fn names_of(&self, owner: &Owner) -> Vec<String> {
        let writes = self.writes();
        let of_owner = writes.by_owner.get(owner);
        of_owner
            .map(|records| records.keys().cloned().collect())
            .unwrap_or_default()
    }

    /// The record was removed, or is not ours to bring back.
    pub(super) fn forget(&self, record: &RecordKey) {
        self.writes().remove(record);
    }

    /// The writes, without those that are too old or too many.
    fn writes(&self) -> MutexGuard<'_, Writes> {
        let mut writes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        writes.drop_old();
        writes
    }
}

impl Writes {
    fn find(&self, record: &RecordKey) -> Option<&Write> {
        self.by_owner.get(&record.owner)?.get(&record.name)
    }

    fn remove(&mut self, record: &RecordKey) {
        if let Some(records) = self.by_owner.get_mut(&record.owner) {
            records.remove(&record.name);
            if records.is_empty() {
                self.by_owner.remove(&record.owner);
            }
        }
    }

    fn drop_old(&mut self) {
        while let Some((at, record)) = self.in_order.pop_front() {
            if at.elapsed() < REMEMBERED && self.in_order.len() < MOST {
                return self.in_order.push_front((at, record));
            }
            // A newer write of the same record stands further behind.
            if self.find(&record).is_some_and(|write| write.at == at) {
                self.remove(&record);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use integrations::Principal;
    use tokio::time::advance;

    use super::*;

    const LIFETIME: Duration = Duration::from_hours(1);

    fn record(name: &str) -> RecordKey {
        RecordKey {
            owner: Owner::of(&Principal::new("local", "ada")),
            name: name.to_owned(),
        }
    }

    /// Bytes that have this generation where a sealed record has it.
    fn value(generation: u64) -> Vec<u8> {
        let mut bytes = vec![0; 40];
        bytes[crate::sealing::header::GENERATION].copy_from_slice(&generation.to_be_bytes());
        bytes
    }

    fn newer_than(writes: &RecentWrites, generation: u64) -> bool {
        writes
            .newer_than(&record("a"), Some(&generation.to_be_bytes()))
            .is_some()
    }

    #[tokio::test(start_paused = true)]
    async fn the_newest_write_of_a_record_is_remembered_for_a_minute() {
        let writes = RecentWrites::default();
        writes.remember(&record("a"), &value(300), LIFETIME);
        advance(Duration::from_secs(40)).await;
        writes.remember(&record("a"), &value(301), LIFETIME);
        writes.remember(&record("a"), &value(255), LIFETIME);
        advance(Duration::from_secs(59)).await;
        assert!(newer_than(&writes, 300) && !newer_than(&writes, 301));
        assert!(writes.newer_than(&record("a"), None).is_some());
        advance(Duration::from_secs(1)).await;
        assert!(writes.newer_than(&record("a"), None).is_none());
        assert!(writes.writes().in_order.is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn what_was_forgotten_or_never_written_is_nothing() {
        let writes = RecentWrites::default();
        writes.remember(&record("a"), &value(1), LIFETIME);
        assert!(writes.newer_than(&record("b"), None).is_none());
        writes.forget(&record("a"));
        assert!(writes.newer_than(&record("a"), None).is_none());
        assert!(writes.names_of(&record("a").owner).is_empty());
        assert!(writes.writes().by_owner.is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn a_flood_of_writes_takes_no_more_room_than_there_is() {
        let writes = RecentWrites::default();
        for number in 0..MOST + 100 {
            writes.remember(&record(&number.to_string()), &value(1), LIFETIME);
        }
        assert_eq!(writes.names_of(&record("a").owner).len(), MOST);
        assert_eq!(writes.writes().in_order.len(), MOST);
        let is_kept = |name: &str| writes.newer_than(&record(name), None).is_some();
        assert!(!is_kept("99") && is_kept("100"), "the oldest went");
    }

    #[tokio::test(start_paused = true)]
    async fn each_record_of_an_owner_is_named_once() {
        let writes = RecentWrites::default();
        for name in ["a", "b", "a"] {
            writes.remember(&record(name), &value(1), LIFETIME);
        }
        assert_eq!(writes.names_of(&record("a").owner), ["a", "b"]);
        let eve = Owner::of(&Principal::new("local", "eve"));
        assert!(writes.names_of(&eve).is_empty());
    }
}
