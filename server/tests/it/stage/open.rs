//! Answers that are read part by part, and given up when the reader goes.

use std::time::Duration;

use axum::{
    body::{Body, BodyDataStream},
    response::Response,
};
use futures::StreamExt as _;
use http::{Request, header, response::Parts};
use model::list::Progress;
use tokio::time::timeout;
use tower::ServiceExt as _;

use super::Browser;

/// Longer than anything takes, so that a failure does not hang.
const BOUND: Duration = Duration::from_secs(20);

/// An answer that is being read.
pub struct Open {
    pub head: Parts,
    body: BodyDataStream,
}

impl Browser<'_> {
    /// Asks, and reads no more than the head.
    pub async fn open(&self, path: &str) -> Open {
        let request = Request::get(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, self.cookie_header())
            .body(Body::empty())
            .unwrap();
        Open::of(self.router().oneshot(request).await.unwrap())
    }

    /// Looks at the list until all of it is there.
    pub async fn whole_list(&self, connection: &str) -> Progress {
        let mut stream = self.open(&format!("/api/progress?connection={connection}")).await;
        stream.complete().await
    }
}

impl Open {
    pub fn of(response: Response) -> Self {
        let (head, body) = response.into_parts();
        let body = body.into_data_stream();
        Self { head, body }
    }

    /// The next part; `None` at the end.
    pub async fn next(&mut self) -> Option<String> {
        let part = timeout(BOUND, self.body.next()).await.expect("something comes")?;
        Some(String::from_utf8(part.expect("the answer is not cut").to_vec()).unwrap())
    }

    /// The next event; signs of life are passed over.
    pub async fn event(&mut self) -> Option<Progress> {
        loop {
            if let Some((_, json)) = self.next().await?.split_once("data: ") {
                return Some(serde_json::from_str(json.trim_end()).unwrap());
            }
        }
    }

    /// The event that says that all is there.
    pub async fn complete(&mut self) -> Progress {
        loop {
            let progress = self.event().await.expect("the stream goes on");
            if progress.is_complete() {
                return progress;
            }
        }
    }
}
