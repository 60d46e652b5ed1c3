//! An export as it goes out: a portion of records is read when the one before it has been taken.

use std::{io, vec};

use axum::body::Bytes;
use futures::{Stream, stream};
use metrics::counter;
use model::IntegrationItem;

use super::lines::Lines;
use crate::metrics::names::EXPORTED_RECORDS;

/// Where records come from.
pub(super) trait Records: Send + 'static {
    /// The next ones; `None` after the last.
    fn next_items(&mut self) -> Option<Vec<IntegrationItem>>;
}

/// An export under way; what it holds is let go when nobody reads it any more.
pub(super) struct Portions<R, P> {
    lines: Lines,
    records: R,
    /// Read and not yet written.
    waiting: vec::IntoIter<IntegrationItem>,
    is_begun: bool,
    _place: P,
}

impl<R: Records, P: Send + 'static> Portions<R, P> {
    /// These records as these lines.
    pub(super) fn new(lines: Lines, records: R, place: P) -> Self {
        Self {
            lines,
            records,
            waiting: Vec::new().into_iter(),
            is_begun: false,
            _place: place,
        }
    }

    /// The bytes; nothing is made ahead of the reader.
    pub(super) fn stream(mut self) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
        stream::iter(std::iter::from_fn(move || self.next()))
    }

    fn next(&mut self) -> Option<io::Result<Bytes>> {
        if !self.is_begun {
            self.is_begun = true;
            return Some(self.lines.head().map(Bytes::from));
        }
        if self.waiting.as_slice().is_empty() {
            self.waiting = self.records.next_items()?.into_iter();
            counter!(EXPORTED_RECORDS).increment(self.waiting.len() as u64);
        }
        Some(self.lines.take(&mut self.waiting).map(Bytes::from))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    use futures::StreamExt as _;

    use super::*;

    /// So many records, five hundred at a time; counts how often it was asked.
    struct Many {
        left: usize,
        asked: Arc<AtomicUsize>,
    }

    impl Records for Many {
        fn next_items(&mut self) -> Option<Vec<IntegrationItem>> {
            self.asked.fetch_add(1, Ordering::SeqCst);
            let count = self.left.min(500);
            self.left -= count;
            let item = IntegrationItem {
                id: self.left.to_string(),
                name: Some("x".repeat(300)),
                ..IntegrationItem::default()
            };
            (count > 0).then(|| vec![item; count])
        }
    }

    fn many(left: usize) -> (Many, Arc<AtomicUsize>) {
        let asked = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&asked);
        (Many { left, asked }, counted)
    }

    #[tokio::test]
    async fn a_hundred_thousand_records_are_never_held_at_once() {
        let (records, asked) = many(100_000);
        let mut stream = Box::pin(Portions::new(Lines::JsonLines, records, ()).stream());
        let (mut taken, mut lines) = (0, 0);
        while let Some(bytes) = stream.next().await {
            let bytes = bytes.unwrap();
            assert!(bytes.len() < 66 * 1024, "{}", bytes.len());
            lines += std::str::from_utf8(&bytes).unwrap().lines().count();
            taken += bytes.len();
            let read = asked.load(Ordering::SeqCst) * 500;
            assert!(read <= lines + 500, "{read} were read when {lines} had been taken");
        }
        assert_eq!(lines, 100_000);
        assert!(taken > 50_000_000);
    }

    #[tokio::test]
    async fn nothing_is_read_before_somebody_takes_it_and_all_is_let_go_when_nobody_does() {
        let (records, asked) = many(5000);
        let place = Arc::new(());
        let mut stream = Box::pin(Portions::new(Lines::JsonLines, records, Arc::clone(&place)).stream());
        stream.next().await.unwrap().unwrap();
        assert_eq!(asked.load(Ordering::SeqCst), 0);
        stream.next().await.unwrap().unwrap();
        assert_eq!(asked.load(Ordering::SeqCst), 1);
        assert_eq!(Arc::strong_count(&place), 2);
        drop(stream);
        assert_eq!(Arc::strong_count(&place), 1);
    }
}
