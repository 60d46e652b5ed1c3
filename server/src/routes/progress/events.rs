//! The events of one stream: the first at once, then as things change, and a sign of life in between.

use std::{convert::Infallible, time::Duration};

use futures::{Stream, stream};
use integrations::connections::Watching;
use model::list::Progress;
use tokio::time::{Instant, sleep_until, timeout};

use crate::stopping::Stopping;

/// At most so often somebody is told: what came in between is never told.
const PACE: Duration = Duration::from_millis(250);

/// Proxies close what says nothing for longer.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);

/// After how many milliseconds a browser comes back when a stream has ended.
const COME_BACK: u32 = 2000;

/// No stream is longer.
const LONGEST: Duration = Duration::from_mins(30);

/// A list that is watched.
pub(super) trait Watched: Send + 'static {
    /// How far it is now.
    fn now(&mut self) -> Progress;
    /// Waits until that has changed; `None` when the list has gone.
    fn next(&mut self) -> impl Future<Output = Option<Progress>> + Send;
}

impl Watched for Watching {
    fn now(&mut self) -> Progress {
        Self::now(self)
    }

    async fn next(&mut self) -> Option<Progress> {
        Self::next(self).await
    }
}

/// One stream; what it holds is let go when nobody reads it any more.
pub(super) struct Events<W, P> {
    watched: W,
    stopping: Stopping,
    /// When the last event went out; `None` before the first.
    told: Option<Instant>,
    ends: Instant,
    _place: P,
}

impl<W: Watched, P: Send + 'static> Events<W, P> {
    /// The events of what is watched, until the process stops.
    pub(super) fn new(watched: W, stopping: Stopping, place: P) -> Self {
        Self {
            watched,
            stopping,
            told: None,
            ends: Instant::now() + LONGEST,
            _place: place,
        }
    }

    /// The lines of the stream.
    pub(super) fn stream(self) -> impl Stream<Item = Result<String, Infallible>> + Send + 'static {
        stream::unfold(self, |mut events| async {
            let lines = events.next().await?;
            Some((Ok(lines), events))
        })
    }

    async fn next(&mut self) -> Option<String> {
        let Some(told) = self.told else {
            self.told = Some(Instant::now());
            return Some(format!("retry: {COME_BACK}\n{}", event(&self.watched.now())));
        };
        tokio::select! {
            biased;
            () = self.stopping.begun() => None,
            () = sleep_until(self.ends) => None,
            news = news(&mut self.watched, told) => {
                self.told = Some(Instant::now());
                news
            }
        }
    }
}

/// What there is to say next; `None` when there will be nothing more.
async fn news(watched: &mut impl Watched, told: Instant) -> Option<String> {
    let Ok(changed) = timeout(SIGN_OF_LIFE, watched.next()).await else {
        return Some(": nothing new\n\n".to_owned());
    };
    changed?;
    sleep_until(told + PACE).await;
    Some(event(&watched.now()))
}

/// JSON on one line, as events need it. A [`Progress`] always is.
fn event(progress: &Progress) -> String {
    let json = serde_json::to_string(progress).unwrap_or_default();
    format!("data: {json}\n\n")
}

#[cfg(test)]
mod tests;
