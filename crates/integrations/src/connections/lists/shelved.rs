//! One list of this process: its snapshot, how far it is, and who wants what of it.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
};

use jiff::Timestamp;
use model::{
    ConnectionStatus, IntegrationItem, LastSeen, ProviderId,
    list::{Column, ColumnId, Progress, ReadState, Stall, View},
};
use snapshot::{Arrangement, Snapshot};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::{columns::KnownColumns, demand::Demand, first_page::FirstPage, place::Shelfmark, written::Written};
use crate::{Connection, snapshot_log::ListName};

/// So many records are shown of a list about which nothing can be asked.
const FIRST_ITEMS: usize = 100;

/// One list.
pub(super) struct Shelved {
    pub(super) name: ListName,
    /// What is known of its records beforehand.
    pub(super) mark: Shelfmark,
    /// Whose records these are: another account under the same connection needs another list.
    pub(super) account: String,
    /// Who has them.
    pub(super) provider: ProviderId,
    pub(super) demand: Arc<Demand>,
    pub(super) columns: KnownColumns,
    /// What was written through us and is not shown yet.
    pub(super) written: Written,
    /// Cancelled when the list leaves the shelf.
    pub(super) gone: CancellationToken,
    progress: watch::Sender<Progress>,
    pub(super) first: watch::Sender<FirstPage>,
    snapshot: RwLock<Snapshot>,
    memory: AtomicUsize,
    /// How many records the provider says that there are; `u64::MAX`: it has not said.
    expected: AtomicU64,
    standing: Mutex<Option<(u64, ConnectionStatus)>>,
    /// Whether the grant lets people change its records.
    editable: AtomicBool,
    /// When it was taken up. Versions count from here: those of a list that came back are higher than
    /// those that it had before.
    since: Timestamp,
}

/// What the process holds for a snapshot of so many bytes: half as much again lies unused between what the system's
/// allocator handed out while snapshots grew and left. `make bench` measures it over twenty lists.
fn resident(bytes: usize) -> usize {
    bytes + bytes / 2
}

impl Shelved {
    pub(super) fn new(name: ListName, mark: Shelfmark, connection: &Connection, now: Timestamp) -> Self {
        let nothing = Progress {
            loaded: 0,
            expected: None,
            state: ReadState::Reading,
            seconds_left: None,
            as_of: None,
            version: 0,
        };
        Self {
            name,
            mark,
            account: connection.account.id.clone(),
            provider: connection.provider.clone(),
            demand: Arc::default(),
            columns: KnownColumns::default(),
            written: Written::default(),
            gone: CancellationToken::new(),
            progress: watch::Sender::new(nothing),
            first: watch::Sender::default(),
            snapshot: RwLock::default(),
            memory: AtomicUsize::new(0),
            expected: AtomicU64::new(u64::MAX),
            standing: Mutex::default(),
            editable: AtomicBool::new(false),
            since: now,
        }
    }

    pub(super) fn read(&self) -> RwLockReadGuard<'_, Snapshot> {
        self.snapshot.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Snapshot> {
        self.snapshot.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Which rows a view shows: where records lie in folders, those of its folder.
    pub(super) fn arrange(&self, snapshot: &Snapshot, view: &View) -> Arrangement {
        if self.mark.is_tree() {
            snapshot.arrange_in_folder(view)
        } else {
            snapshot.arrange(view)
        }
    }

    /// Some records of an arrangement; where they lie in folders, with what the others tell of them.
    pub(super) fn items(
        &self,
        snapshot: &Snapshot,
        arrangement: &Arrangement,
        offset: usize,
        count: usize,
    ) -> Vec<IntegrationItem> {
        if self.mark.is_tree() {
            snapshot.items_in_folders(arrangement, offset, count)
        } else {
            snapshot.items(arrangement, offset, count)
        }
    }

    /// Changes the snapshot.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut Snapshot) -> T) -> T {
        let mut snapshot = self.write();
        let outcome = change(&mut snapshot);
        self.memory.store(resident(snapshot.memory()), Ordering::Relaxed);
        outcome
    }

    /// How much of the process's memory the snapshot takes, in bytes.
    pub(super) fn memory(&self) -> usize {
        self.memory.load(Ordering::Relaxed)
    }

    /// The version of the list whose snapshot is this.
    pub(super) fn version_of(&self, snapshot: &Snapshot) -> u64 {
        u64::try_from(self.since.as_millisecond()).unwrap_or(0) + snapshot.version()
    }

    /// How many records the provider says that there are.
    pub(super) fn expected(&self) -> Option<u64> {
        Some(self.expected.load(Ordering::Relaxed)).filter(|count| *count != u64::MAX)
    }

    /// The provider said how many there are.
    pub(super) fn note_expected(&self, count: u64) {
        self.expected.store(count, Ordering::Relaxed);
    }

    /// How far it is.
    pub(super) fn progress(&self) -> Progress {
        self.progress.borrow().clone()
    }

    pub(super) fn subscribe(&self) -> watch::Receiver<Progress> {
        self.progress.subscribe()
    }

    /// Tells all who watch how far it is, if that is news.
    pub(super) fn publish(&self, state: ReadState, seconds_left: Option<u32>, as_of: Option<Timestamp>) {
        let (loaded, version) = {
            let snapshot = self.read();
            (count(snapshot.len()), self.version_of(&snapshot))
        };
        let expected = self
            .expected()
            .map(|count| u32::try_from(count).unwrap_or(u32::MAX).max(loaded));
        let now = Progress {
            expected: if state == ReadState::Complete {
                Some(loaded)
            } else {
                expected
            },
            loaded,
            state,
            seconds_left,
            as_of,
            version,
        };
        self.progress.send_if_modified(|before| {
            let is_news = *before != now;
            *before = now;
            is_news
        });
    }

    /// Makes room for one more attempt where the connection is another than when it was last looked at.
    pub(super) fn stands(&self, connection: &Connection) {
        let editable = self.mark.described.is_editable(&connection.tokens.scopes);
        self.editable.store(editable, Ordering::Relaxed);
        let standing = (connection.tokens.serial, connection.status);
        let before = self
            .standing
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .replace(standing);
        if before.is_some_and(|before| before != standing) {
            self.ask_again();
            self.take_back_the_end(connection);
        }
    }

    /// Whether the grant lets people change its records.
    pub(super) fn is_editable(&self) -> bool {
        self.editable.load(Ordering::Relaxed)
    }

    /// Whoever has just renewed a connection must not read that it has ended, while the list tries again.
    fn take_back_the_end(&self, connection: &Connection) {
        let progress = self.progress();
        let ended = Stall::ReconnectRequired;
        let says_ended = matches!(progress.state, ReadState::Stalled { stall, .. } if stall == ended);
        if says_ended && connection.status == ConnectionStatus::Connected {
            self.publish(ReadState::Reading, None, progress.as_of);
        }
    }

    /// The first records, and when the list was as the provider had it, or was taken up.
    pub(super) fn first_items(&self) -> Option<LastSeen> {
        let at = self.progress.borrow().as_of.unwrap_or(self.since);
        let snapshot = self.read();
        let items = self.items(&snapshot, &snapshot.arrange(&View::default()), 0, FIRST_ITEMS);
        (!items.is_empty()).then_some(LastSeen { items, at })
    }

    /// Says what the values of the columns are.
    pub(super) fn set_types(&self, columns: &[Column]) {
        let typed = columns.iter().filter_map(|column| match &column.id {
            ColumnId::Property(name) => Some((name.clone(), column.column_type)),
            _ => None,
        });
        let typed: BTreeMap<_, _> = typed.collect();
        self.change(|snapshot| snapshot.set_types(typed));
        self.progress
            .send_modify(|progress| progress.version = self.version_of(&self.read()));
    }
}

/// A number of records as the interface has it.
pub(super) fn count(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
