//! A response body that holds on to something until it has been sent or given up.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use axum::body::Body;
use bytes::Bytes;
use hyper::body::{Body as HttpBody, Frame, SizeHint};

/// The body, and what is dropped with it.
pub(crate) struct Held<T> {
    body: Body,
    _until_sent: T,
}

impl<T> Held<T> {
    /// Drops `until_sent` once the body is no longer needed.
    pub(crate) fn new(body: Body, until_sent: T) -> Self {
        Self {
            body,
            _until_sent: until_sent,
        }
    }
}

impl<T: Unpin> HttpBody for Held<T> {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
