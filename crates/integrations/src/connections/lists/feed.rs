//! The feed of a list: reads the provider's pages, and keeps what it read true as long as somebody looks.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use model::list::ReadState;
use tokio::time::Instant;

use super::{
    course::{Course, Stage},
    doubts::{Doubts, until_next_round},
    entry::Entry,
    following::Following,
    pace::Pace,
    round::Round,
    shelf::Shelf,
    shelved::Shelved,
    source::Source,
    trouble::{Hold, is_refused},
};
use crate::{RateLimit, connections::ItemsError};

/// How often a list is tried again for which there was no room.
const ROOM_EVERY: Duration = Duration::from_secs(10);
/// Reads one list.
pub(super) struct Feed {
    pub(super) source: Source,
    pub(super) list: Arc<Shelved>,
    pub(super) course: Course,
    pub(super) round: Option<Round>,
    pub(super) doubts: Doubts,
    /// When it is to be looked again what has changed.
    pub(super) due: Instant,
    /// What the instances tell each other; `None`: this one reads alone.
    pub(super) following: Option<Following>,
    pace: Pace,
    allowance: Option<RateLimit>,
    /// How many attempts failed in a row.
    pub(super) failures: u32,
    /// How many times in a row a reading was begun again in its middle.
    restarts: u32,
}

/// What comes after a step.
pub(super) enum Next {
    /// The next step.
    GoOn,
    /// Nothing is to be done for now.
    Rest,
    /// Another instance does it.
    Follow,
    /// Something holds it up.
    Hold(Hold),
}

/// What is to be done.
enum Task {
    Begin,
    ShowWritten,
    Page,
    Round,
    Supplement(BTreeSet<String>),
}

impl Feed {
    pub(super) fn new(source: Source, list: Arc<Shelved>) -> Self {
        Self {
            following: Following::of(&source, &list.name),
            source,
            list,
            course: Course::default(),
            round: None,
            doubts: Doubts::default(),
            due: Instant::now(),
            pace: Pace::default(),
            allowance: None,
            failures: 0,
            restarts: 0,
        }
    }

    fn shelf(&self) -> &Shelf {
        &self.source.connections.0.shelf
    }

    /// Reads until nobody needs the list any more.
    pub(super) async fn run(mut self) {
        let (gone, stopping) = (self.list.gone.clone(), self.source.connections.0.stopping.clone());
        tokio::select! {
            () = gone.cancelled() => self.list.fail(&ItemsError::Interrupted),
            () = stopping.cancelled() => self.list.fail(&ItemsError::Interrupted),
            () = self.keep() => {}
        }
        self.shelf().remove(&self.list);
        self.list.gone.cancel();
    }

    async fn keep(&mut self) {
        while !self.list.demand.is_idle() {
            let next = match self.step().await {
                Ok(next) => next,
                Err(error) => match self.failed(&error) {
                    Some(hold) => Next::Hold(hold),
                    None => return self.forget_log().await,
                },
            };
            self.pause(next).await;
        }
    }

    async fn step(&mut self) -> Result<Next, ItemsError> {
        self.follow().await?;
        if self.task().is_none() {
            return Ok(Next::Rest);
        }
        if !self.lead().await? {
            return Ok(Next::Follow);
        }
        match self.task() {
            None => Ok(Next::Rest),
            Some(Task::Begin) => self.begin().await,
            Some(Task::ShowWritten) => self.show_written().await,
            Some(Task::Page) => self.read_page().await,
            Some(Task::Round) => self.go_round().await,
            Some(Task::Supplement(properties)) => self.record(Entry::Supplement { properties }).await,
        }
    }

    fn task(&self) -> Option<Task> {
        if self.following.as_ref().is_some_and(Following::is_distrusted) {
            return Some(Task::Begin);
        }
        if self.has_written() {
            return Some(Task::ShowWritten);
        }
        match &self.course.stage {
            Stage::Blank => Some(Task::Begin),
            Stage::Pages(_) | Stage::Supplement(..) => Some(Task::Page),
            Stage::CatchingUp => Some(Task::Round),
            Stage::Kept => self.task_of_kept(),
        }
    }

    fn task_of_kept(&self) -> Option<Task> {
        let demand = &self.list.demand;
        let missing = self.missing();
        if self.round.is_none() && !missing.is_empty() {
            return Some(Task::Supplement(missing));
        }
        let due = demand.is_looked_at() && self.due <= Instant::now();
        (self.round.is_some() || due || demand.refresh_due().is_some()).then_some(Task::Round)
    }

    /// Begins to read all pages; what is here already stays until it ends.
    async fn begin(&mut self) -> Result<Next, ItemsError> {
        // A connection that has ended elsewhere begins no log.
        self.source.is_there().await?;
        self.learn_which_are_wanted().await;
        let missing = self.missing();
        let entry = Entry::Begin {
            at: self.source.now(),
            account: self.list.account.clone(),
            extra: self.course.extra.union(&missing).cloned().collect(),
        };
        (self.round, self.pace) = (None, Pace::default());
        self.begin_log().await?;
        self.record(entry).await
    }

    async fn read_page(&mut self) -> Result<Next, ItemsError> {
        if self.lacks_room() {
            return Ok(Next::Hold(self.no_room()));
        }
        let (cursor, properties) = match &self.course.stage {
            Stage::Supplement(properties, cursor) => (cursor.clone(), Some(properties.iter().cloned().collect())),
            Stage::Pages(cursor) => (cursor.clone(), self.properties()),
            _ => return Ok(Next::GoOn),
        };
        let page = match self.source.page(cursor.as_ref(), properties.as_deref()).await {
            Err(error) if cursor.is_some() && is_refused(&error) => return Ok(self.start_over(&error)),
            page => page?,
        };
        self.allowance = page.1;
        let (items, next) = (page.0.items, page.0.next);
        if next.is_none() {
            self.restarts = 0;
        }
        self.record(Entry::Page { items, next }).await
    }

    /// The provider does not know any more where we were: from the start, a little later.
    fn start_over(&mut self, error: &ItemsError) -> Next {
        tracing::info!(connection = %self.source.id, "a reading starts over");
        self.restarts += 1;
        self.course.stage = match std::mem::take(&mut self.course.stage) {
            Stage::Supplement(properties, _) => Stage::Supplement(properties, None),
            _ => Stage::Blank,
        };
        self.list.wait();
        Hold::after(error, self.restarts).map_or(Next::GoOn, Next::Hold)
    }

    /// Whether the next page would not fit. The first one always does.
    pub(super) fn lacks_room(&self) -> bool {
        let bound = self.source.connections.0.ports.snapshot_memory;
        self.course.reads_pages() && self.list.is_here() && !self.shelf().make_room(&self.list, bound)
    }

    /// What holds it up then: others who look, or its own size.
    fn no_room(&self) -> Hold {
        self.list.wait();
        let fits_alone = self.list.memory() < self.source.connections.0.ports.snapshot_memory;
        Hold::no_room(fits_alone.then_some(ROOM_EVERY))
    }

    /// Lets the entry happen, for all instances.
    pub(super) async fn record(&mut self, entry: Entry) -> Result<Next, ItemsError> {
        let written = self.append(&entry).await;
        if !matches!(written, Ok(true)) {
            // What the entry says is lost: a round asks for it anew.
            self.round = None;
            return written.map(|_| Next::Follow);
        }
        self.apply(entry).await;
        Ok(Next::GoOn)
    }

    /// Lets the entry happen here.
    pub(super) async fn apply(&mut self, entry: Entry) {
        let was_kept = self.course.stage == Stage::Kept;
        match &entry {
            Entry::Page { items, .. } => self.pace.note(Instant::now(), items.len(), self.allowance),
            Entry::Supplement { .. } => self.pace = Pace::default(),
            Entry::Fresh { count, doubtful, .. } => self.note_fresh(*count, *doubtful),
            Entry::Begin { .. } | Entry::Changed { .. } => {}
        }
        let is_page = matches!(entry, Entry::Page { .. });
        self.list.change(|snapshot| self.course.apply(entry, snapshot));
        self.publish();
        if is_page {
            self.list.arrive();
        }
        if !was_kept && self.course.stage == Stage::Kept {
            let list = Arc::clone(&self.list);
            let settled = tokio::task::spawn_blocking(move || list.change(snapshot::Snapshot::settle)).await;
            if let Err(error) = settled {
                tracing::error!(panicked = error.is_panic(), "a list was not settled");
            }
        }
    }

    fn note_fresh(&mut self, count: Option<u64>, doubtful: bool) {
        if let Some(count) = count {
            self.list.note_expected(count);
        }
        self.due = Instant::now() + until_next_round(doubtful, self.lag());
    }

    /// How far the provider's word on changes may lag behind.
    pub(super) fn lag(&self) -> Duration {
        self.source.lag(&self.list)
    }

    pub(super) fn publish(&self) {
        let state = if self.course.is_complete() {
            ReadState::Complete
        } else {
            ReadState::Reading
        };
        let left = self.list.expected().filter(|_| self.course.reads_pages());
        let seconds = left.and_then(|expected| self.pace.seconds(expected.saturating_sub(self.course.passed)));
        self.list.publish(state, seconds, self.course.as_of);
    }
}
