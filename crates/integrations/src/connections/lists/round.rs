//! A round: what has changed at the provider since the last one, what was removed, and whether the numbers agree.

use jiff::{SignedDuration, Timestamp};
use model::{IntegrationItem, PageCursor};

use super::{
    course::Stage,
    doubts::Verdict,
    entry::Entry,
    feed::{Feed, Next},
    trouble::is_refused,
};
use crate::{
    connections::ItemsError,
    provider::{ChangePage, Changes},
};

/// Where the provider cannot say what has changed, everything is read again so often.
const READ_AGAIN_AFTER: SignedDuration = SignedDuration::from_mins(5);

/// One round under way. It goes on where it was after a pause.
#[derive(Debug)]
pub(super) struct Round {
    began: Timestamp,
    since: Timestamp,
    at: At,
    /// Whether the provider could say what has changed.
    traced: bool,
    /// Whether it ends the reading of all pages.
    catches_up: bool,
    /// Which look it is that somebody asked for.
    refresh: Option<u64>,
}

/// The next question of a round.
#[derive(Clone, Debug)]
enum At {
    Changes(Option<PageCursor>),
    Count,
    Removed { count: u64, cursor: Option<PageCursor> },
}

impl Feed {
    /// Puts the next question of the round, or the first one of a new round.
    pub(super) async fn go_round(&mut self) -> Result<Next, ItemsError> {
        let (since, at) = self.this_round();
        let has_cursor = matches!(at, At::Changes(Some(_)) | At::Removed { cursor: Some(_), .. });
        let outcome = match at {
            At::Changes(cursor) => self.ask_changes(since, cursor).await,
            At::Count => self.ask_count().await,
            At::Removed { count, cursor } => self.ask_removed(count, cursor).await,
        };
        if has_cursor && outcome.as_ref().is_err_and(is_refused) {
            self.round = None;
        }
        outcome
    }

    fn this_round(&mut self) -> (Timestamp, At) {
        let began = self.source.now();
        let known = self.course.as_of.or(self.course.read_at).unwrap_or(began);
        let since = known.checked_sub(self.lag()).unwrap_or(Timestamp::UNIX_EPOCH);
        let round = self.round.get_or_insert_with(|| Round {
            began,
            since,
            at: At::Changes(None),
            traced: true,
            catches_up: self.course.stage == Stage::CatchingUp,
            refresh: self.list.demand.refresh_due(),
        });
        (round.since, round.at.clone())
    }

    fn go_on_at(&mut self, at: At) {
        if let Some(round) = &mut self.round {
            round.at = at;
        }
    }

    async fn ask_changes(&mut self, since: Timestamp, cursor: Option<PageCursor>) -> Result<Next, ItemsError> {
        let properties = self.properties();
        let changes = self
            .source
            .changes(since, cursor.as_ref(), properties.as_deref())
            .await?;
        let Changes::Page(ChangePage {
            mut changed,
            removed,
            next,
        }) = changes
        else {
            if let Some(round) = &mut self.round {
                round.traced = false;
            }
            self.go_on_at(At::Count);
            return Ok(Next::GoOn);
        };
        let at = next.map_or(At::Count, |next| At::Changes(Some(next)));
        self.go_on_at(at);
        self.leave_out_what_is_older(&mut changed);
        if changed.is_empty() && removed.is_empty() {
            return Ok(Next::GoOn);
        }
        self.record(Entry::Changed { changed, removed }).await
    }

    /// What the provider says of changes lags behind, and may be of before what was written through us.
    fn leave_out_what_is_older(&self, changed: &mut Vec<IntegrationItem>) {
        let snapshot = self.list.read();
        changed.retain(|item| {
            let (theirs, ours) = (item.last_modified_time, snapshot.modified(&item.id));
            theirs.is_none() || theirs >= ours
        });
    }

    async fn ask_count(&mut self) -> Result<Next, ItemsError> {
        let count = self.source.count().await?;
        match count {
            Some(count) if count < self.loaded() => {
                self.go_on_at(At::Removed { count, cursor: None });
                Ok(Next::GoOn)
            }
            _ => self.end_round(count).await,
        }
    }

    async fn ask_removed(&mut self, count: u64, cursor: Option<PageCursor>) -> Result<Next, ItemsError> {
        let page = self.source.removed(cursor.as_ref()).await?;
        let removed: Vec<String> = {
            let snapshot = self.list.read();
            page.ids.into_iter().filter(|id| snapshot.contains(id)).collect()
        };
        self.go_on_at(At::Removed {
            count,
            cursor: page.next.clone(),
        });
        if !removed.is_empty() {
            let changed = Vec::new();
            let recorded = self.record(Entry::Changed { changed, removed }).await?;
            if !matches!(recorded, Next::GoOn) {
                return Ok(recorded);
            }
        }
        if page.next.is_none() || self.loaded() <= count {
            return self.end_round(Some(count)).await;
        }
        Ok(Next::GoOn)
    }

    fn loaded(&self) -> u64 {
        self.list.read().len() as u64
    }

    async fn end_round(&mut self, count: Option<u64>) -> Result<Next, ItemsError> {
        let Some(round) = self.round.take() else {
            return Ok(Next::GoOn);
        };
        let counted = count.unwrap_or_else(|| self.loaded());
        let difference = i64::try_from(counted).unwrap_or(i64::MAX) - i64::try_from(self.loaded()).unwrap_or(i64::MAX);
        let verdict = self.doubts.judge(difference, round.began, self.lag());
        let known = self.course.as_of;
        let as_of = match verdict {
            Verdict::Settled if round.traced => Some(round.began),
            Verdict::Settled => known.max(self.course.read_at),
            Verdict::Doubtful | Verdict::ReadAgain => known,
        };
        let doubtful = verdict != Verdict::Settled;
        let next = self.record(Entry::Fresh { as_of, count, doubtful }).await;
        if let Some(number) = round.refresh {
            self.list.demand.finish_refresh(number);
        }
        if verdict == Verdict::ReadAgain || self.is_out_of_date(&round) || self.has_a_long_log() {
            self.course.stage = Stage::Blank;
        }
        next
    }

    /// Whether everything is to be read again, because nobody can say what has changed.
    fn is_out_of_date(&self, round: &Round) -> bool {
        let is_old = |at: Timestamp| round.began.duration_since(at) >= READ_AGAIN_AFTER;
        let due = round.refresh.is_some() || self.course.read_at.is_none_or(is_old);
        !round.traced && !round.catches_up && due
    }
}
