//! Several instances with one list: one of them reads the provider, and all apply what stands in the log.

use std::{sync::Arc, time::Duration};

use tokio::time::Instant;

use super::{course::Stage, entry::Entry, feed::Feed, source::Source};
use crate::{
    Lock, SnapshotLogs, StoreError,
    connections::ItemsError,
    random,
    snapshot_log::{ListName, LogId},
};

/// Whoever reads the provider for so long lets others have a turn: a lease ends after a minute.
const SLICE: Duration = Duration::from_secs(15);
/// A log that is in use gets another half hour so often.
const KEEP_EVERY: Duration = Duration::from_mins(5);
/// With so many entries after the last page, a new log begins: whoever comes late reads it whole.
const LONGEST_TAIL: u32 = 1000;

/// How this instance stands to the log of one list.
pub(super) struct Following {
    logs: Arc<dyn SnapshotLogs>,
    source: Source,
    list: ListName,
    log: Option<LogId>,
    /// The index of the first entry that has not happened here yet.
    next: u32,
    lease: Option<(Lock, Instant)>,
    kept: Instant,
    /// The log cannot be read, or is of another account.
    distrusted: bool,
}

impl Following {
    pub(super) fn of(source: &Source, list: &ListName) -> Option<Self> {
        let logs = source.connections.0.ports.logs.as_ref()?;
        Some(Self {
            logs: Arc::clone(logs),
            source: source.clone(),
            list: list.clone(),
            log: None,
            next: 0,
            lease: None,
            kept: Instant::now(),
            distrusted: false,
        })
    }

    pub(super) fn is_distrusted(&self) -> bool {
        self.distrusted
    }

    fn leads(&self) -> bool {
        self.lease.as_ref().is_some_and(|(_, until)| Instant::now() < *until)
    }

    async fn release(&mut self) {
        if let Some((lock, _)) = self.lease.take() {
            lock.release().await;
        }
    }

    async fn try_lead(&mut self) -> Result<bool, StoreError> {
        self.release().await;
        let name = format!("list:{}:{}", self.list.connection, self.list.kind);
        let locks = &self.source.connections.0.ports.locks;
        let lock = locks.try_acquire(&self.list.principal, &name).await?;
        self.lease = lock.map(|lock| (lock, Instant::now() + SLICE));
        Ok(self.lease.is_some())
    }

    /// Looks which log is the current one. Says whether it is another one than before.
    async fn look(&mut self) -> Result<bool, StoreError> {
        let current = self.logs.current(&self.list).await?;
        if current == self.log {
            return Ok(false);
        }
        (self.log, self.next, self.distrusted) = (current, 0, false);
        Ok(true)
    }

    /// The next entry, if somebody has written it.
    async fn read(&mut self) -> Result<Option<Entry>, StoreError> {
        let Some(log) = self.log.as_ref().filter(|_| !self.distrusted) else {
            return Ok(None);
        };
        let Some(bytes) = self.logs.read(&self.list, log, self.next).await? else {
            return Ok(None);
        };
        let entry = serde_json::from_slice(&bytes).ok();
        self.next += 1;
        self.distrusted = entry.is_none();
        Ok(entry)
    }

    async fn begin(&mut self) -> Result<(), StoreError> {
        let log = LogId(random::name());
        self.logs.begin(&self.list, &log).await?;
        (self.log, self.next, self.distrusted) = (Some(log), 0, false);
        self.kept = Instant::now();
        Ok(())
    }

    async fn append(&mut self, entry: &Entry) -> Result<bool, StoreError> {
        let Some(log) = &self.log else {
            return Ok(false);
        };
        let bytes = serde_json::to_vec(entry).map_err(StoreError::new)?;
        let written = self.logs.append(&self.list, log, self.next, &bytes).await?;
        self.next += u32::from(written);
        Ok(written)
    }

    async fn keep(&mut self) -> Result<(), StoreError> {
        let Some(log) = self.log.as_ref().filter(|_| self.kept.elapsed() >= KEEP_EVERY) else {
            return Ok(());
        };
        self.logs.keep(&self.list, log, self.next).await?;
        self.kept = Instant::now();
        Ok(())
    }
}

impl Feed {
    /// Lets all happen that stands in the log and has not happened here yet.
    pub(super) async fn follow(&mut self) -> Result<(), ItemsError> {
        if self.following.as_ref().is_some_and(|following| !following.leads()) {
            let followed = self.read_log().await;
            self.or_alone(followed).await?;
        }
        Ok(())
    }

    async fn read_log(&mut self) -> Result<(), StoreError> {
        let Some(following) = &mut self.following else {
            return Ok(());
        };
        if following.look().await? {
            // What is here stays until all of the other log is.
            self.course.forget();
            self.round = None;
        }
        following.keep().await?;
        while !self.lacks_room()
            && let Some(following) = &mut self.following
        {
            let Some(entry) = following.read().await? else {
                break;
            };
            following.distrusted = !fits(&entry, following.next, &self.list.account);
            if following.distrusted {
                break;
            }
            self.apply(entry).await;
        }
        Ok(())
    }

    /// Whether this instance reads the provider now. Then it has all that others have read.
    pub(super) async fn lead(&mut self) -> Result<bool, ItemsError> {
        let led = match &mut self.following {
            None => return Ok(true),
            Some(following) if following.leads() => return Ok(true),
            Some(following) => following.try_lead().await,
        };
        let leads = self.or_alone(led).await?.unwrap_or(true);
        if leads {
            let followed = self.read_log().await;
            self.or_alone(followed).await?;
        }
        Ok(leads)
    }

    pub(super) async fn stop_leading(&mut self) {
        if let Some(following) = &mut self.following {
            following.release().await;
        }
    }

    /// The connection has gone: nothing of its records stays.
    pub(super) async fn forget_log(&mut self) {
        let Some(following) = &self.following else { return };
        if let Err(error) = following.logs.forget(&following.list).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "a log ends by itself");
        }
    }

    /// Begins a log for a reading from the start.
    pub(super) async fn begin_log(&mut self) -> Result<(), ItemsError> {
        if let Some(following) = &mut self.following {
            let begun = following.begin().await;
            self.or_alone(begun).await?;
        }
        Ok(())
    }

    /// Writes the entry before it happens. Says whether it may: not where somebody else has written.
    pub(super) async fn append(&mut self, entry: &Entry) -> Result<bool, ItemsError> {
        let Some(following) = &mut self.following else {
            return Ok(true);
        };
        let written = following.append(entry).await;
        let Some(written) = self.or_alone(written).await? else {
            return Ok(true);
        };
        if !written {
            self.give_way().await?;
        }
        Ok(written)
    }

    /// Somebody else has written the entry: another instance got the lease that this one lost.
    async fn give_way(&mut self) -> Result<(), ItemsError> {
        let Some(following) = &mut self.following else {
            return Ok(());
        };
        following.release().await;
        let stood_at = (following.log.clone(), following.next);
        self.follow().await?;
        if let Some(following) = &mut self.following {
            // What cannot be written and cannot be read has outlived itself.
            following.distrusted |= stood_at == (following.log.clone(), following.next);
        }
        Ok(())
    }

    /// A log that fails stops no list: from now on this instance reads by itself, and there is no value.
    ///
    /// Not at its first failure in a row, and not while the store is away altogether: reading alone for
    /// good, on each instance, would be a high price for a moment that passes.
    async fn or_alone<T>(&mut self, outcome: Result<T, StoreError>) -> Result<Option<T>, ItemsError> {
        let error = match outcome {
            Ok(value) => return Ok(Some(value)),
            Err(error) if self.failures == 0 => return Err(ItemsError::Store(error)),
            Err(error) => error,
        };
        self.source.is_there().await?;
        let error = &error as &dyn std::error::Error;
        tracing::warn!(connection = %self.source.id, error, "a list is read alone: its log failed");
        self.following = None;
        Ok(None)
    }

    /// Whether the log has become long since all pages were read.
    pub(super) fn has_a_long_log(&self) -> bool {
        self.following.is_some() && self.course.stage == Stage::Kept && self.course.tail > LONGEST_TAIL
    }
}

/// Whether the entry, which came before the one of index `next`, may stand there.
fn fits(entry: &Entry, next: u32, ours: &str) -> bool {
    match entry {
        Entry::Begin { account, .. } => account == ours,
        _ => next > 1,
    }
}
