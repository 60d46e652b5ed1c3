//! What is loaded, where it goes on, and what is under way: the list without its looks.

use std::sync::Arc;

use model::{IntegrationItem, ItemPage, PageCursor};
use serde::{Deserialize, Serialize};

use super::Row;
use crate::api::ApiError;

/// What is under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Nothing.
    Idle,
    /// A page is being fetched.
    Loading,
    /// The provider asked us to wait; it goes on by itself.
    Waiting {
        /// How long still.
        seconds: u32,
    },
    /// The last page did not come. What was loaded stays.
    Failed(ApiError),
}

/// Where a page begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// Where the provider's list begins.
    Start,
    /// Further on.
    At(PageCursor),
}

impl Place {
    /// The cursor that leads there; the start needs none.
    pub fn cursor(&self) -> Option<&PageCursor> {
        match self {
            Self::Start => None,
            Self::At(cursor) => Some(cursor),
        }
    }
}

/// The records that have come, from one place onwards.
#[derive(Clone, Debug)]
pub struct Listing {
    rows: Vec<Arc<IntegrationItem>>,
    /// Where the next page begins; `None` when all pages have come.
    ahead: Option<Place>,
    phase: Phase,
    pages: u32,
    starts_at_start: bool,
}

impl Listing {
    /// A list that begins at `start` with what came from there.
    pub fn new(start: Place, first: Result<ItemPage, ApiError>) -> Self {
        let mut listing = Self {
            rows: Vec::new(),
            starts_at_start: start == Place::Start,
            ahead: Some(start),
            phase: Phase::Loading,
            pages: 0,
        };
        listing.finish(first);
        listing
    }

    /// Begins to load: where the page to ask for begins, or `None` when there is nothing more or
    /// a page is on its way already.
    pub fn begin(&mut self) -> Option<Place> {
        if self.phase == Phase::Loading {
            return None;
        }
        let place = self.ahead.clone()?;
        self.phase = Phase::Loading;
        Some(place)
    }

    /// Takes what came of it.
    pub fn finish(&mut self, answer: Result<ItemPage, ApiError>) {
        match answer {
            Ok(page) => {
                self.rows.extend(page.items.into_iter().map(Arc::new));
                self.ahead = page.next.map(Place::At);
                self.pages += 1;
                self.phase = Phase::Idle;
            }
            Err(ApiError::RateLimited { retry_after_secs }) => {
                let seconds = retry_after_secs.max(1);
                self.phase = Phase::Waiting { seconds };
            }
            Err(error) => self.phase = Phase::Failed(error),
        }
    }

    /// A second has passed.
    pub fn tick(&mut self) {
        if let Phase::Waiting { seconds } = &mut self.phase {
            *seconds = seconds.saturating_sub(1);
        }
    }

    /// The rows that hold `needle`, which must be lower-case; all for an empty one.
    pub fn matching(&self, needle: &str) -> Vec<Row> {
        let numbered = (0..).zip(&self.rows);
        numbered
            .filter(|(_, item)| needle.is_empty() || item.matches(needle))
            .map(|(position, item)| (position, Arc::clone(item)))
            .collect()
    }

    /// What is under way.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// How many records have come.
    pub fn loaded(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    /// How many pages have come.
    pub fn pages(&self) -> u32 {
        self.pages
    }

    /// Whether it begins where the provider's list begins.
    pub fn starts_at_start(&self) -> bool {
        self.starts_at_start
    }

    /// Whether nothing comes after what is loaded.
    pub fn at_end(&self) -> bool {
        self.ahead.is_none()
    }

    /// The cursor of the next page, if there is one and it is not the very start.
    pub fn next(&self) -> Option<&PageCursor> {
        self.ahead.as_ref().and_then(Place::cursor)
    }
}

#[cfg(test)]
mod tests;
