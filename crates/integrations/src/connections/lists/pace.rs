//! How fast a list comes in, and how long it takes until all of it is here.

use std::{collections::VecDeque, time::Duration};

use tokio::time::Instant;

use crate::RateLimit;

/// So many pages are remembered.
const PAGES: usize = 256;
/// From so many on, something can be told.
const ENOUGH: usize = 3;

/// When the last pages came, and how many records each had.
#[derive(Debug, Default)]
pub(super) struct Pace {
    pages: VecDeque<(Instant, usize)>,
    records: usize,
    /// How often pages may be asked for.
    allowance: Option<RateLimit>,
}

impl Pace {
    pub(super) fn note(&mut self, at: Instant, records: usize, allowance: Option<RateLimit>) {
        self.pages.push_back((at, records));
        self.records += records;
        self.allowance = allowance.or(self.allowance);
        if self.pages.len() > PAGES {
            self.records -= self.pages.pop_front().map_or(0, |(_, records)| records);
        }
    }

    /// How many seconds `left` records take: at the pace of the last pages, and no faster than pages may
    /// be asked for. `None` while that cannot be told.
    #[expect(clippy::cast_precision_loss, reason = "numbers of records are small")]
    pub(super) fn seconds(&self, left: u64) -> Option<u32> {
        let ((first, head), (last, _)) = (self.pages.front()?, self.pages.back()?);
        let records = self.records - head;
        if self.pages.len() < ENOUGH || records == 0 {
            return None;
        }
        let measured = last.duration_since(*first).as_secs_f64() / records as f64 * left as f64;
        let pages_left = left as f64 / (self.records as f64 / self.pages.len() as f64);
        let allowed = self.allowance.map_or(0.0, |limit| {
            pages_left * limit.window.as_secs_f64() / f64::from(limit.permits)
        });
        let whole = Duration::try_from_secs_f64(measured.max(allowed).ceil()).ok()?;
        u32::try_from(whole.as_secs()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(milliseconds: u64, start: Instant) -> Instant {
        start + Duration::from_millis(milliseconds)
    }

    #[tokio::test(start_paused = true)]
    async fn nothing_is_told_before_there_is_enough_to_go_by() {
        let (mut pace, start) = (Pace::default(), Instant::now());
        for page in 0..2 {
            pace.note(at(page * 100, start), 100, None);
            assert_eq!(pace.seconds(10_000), None);
        }
        pace.note(at(200, start), 100, None);
        assert_eq!(pace.seconds(10_000), Some(10), "a page in a tenth of a second");
    }

    #[tokio::test(start_paused = true)]
    async fn the_latest_pages_count_and_their_waits_with_them() {
        let (mut pace, start) = (Pace::default(), Instant::now());
        (0..100).for_each(|page| pace.note(at(page, start), 100, None));
        (1..=300).for_each(|page| pace.note(at(page * 1000, start), 100, None));
        assert_eq!(pace.seconds(1_000), Some(10));
    }

    #[tokio::test(start_paused = true)]
    async fn it_goes_no_faster_than_the_provider_allows() {
        let (mut pace, start) = (Pace::default(), Instant::now());
        let limit = RateLimit {
            permits: 110,
            window: Duration::from_secs(10),
        };
        (0..5).for_each(|page| pace.note(at(page, start), 100, Some(limit)));
        assert_eq!(pace.seconds(100_000), Some(91));
    }
}
