//! The body of an answer that lasts: each part that goes out gives it more time.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::body::Body;
use bytes::Bytes;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use tokio::time::Instant;

use super::activity::UnderWay;

/// A connection asks for the next part when the peer has taken most of those before it. A peer that
/// takes none, or too long over one, is overdue like any other.
pub(super) struct Moving {
    body: Body,
    under_way: UnderWay,
    within: Duration,
    ends: Instant,
}

impl Moving {
    /// A body that must move `within` this time, and is over when it `ends`.
    pub(super) fn new(body: Body, under_way: UnderWay, within: Duration, ends: Instant) -> Self {
        Self {
            body,
            under_way,
            within,
            ends,
        }
    }
}

impl HttpBody for Moving {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if polled.is_ready() {
            let due = Instant::now() + self.within;
            self.under_way.put_off(due.min(self.ends));
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
