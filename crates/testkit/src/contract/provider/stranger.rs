//! A stranger: a server to which nobody under test has any reason to come.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use tokio::{
    io::AsyncReadExt as _,
    net::{TcpListener, TcpStream},
    task::AbortHandle,
};

/// Counts who comes, and turns everybody away.
pub(super) struct Stranger {
    address: SocketAddr,
    visits: Arc<AtomicUsize>,
    knocks: AtomicUsize,
    task: AbortHandle,
}

impl Stranger {
    pub(super) async fn new() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let visits = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&visits);
        let count = async move {
            while let Ok((visitor, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                drop(visitor);
            }
        };
        Self {
            address,
            visits,
            knocks: AtomicUsize::new(0),
            task: tokio::spawn(count).abort_handle(),
        }
    }

    /// Such as `http://127.0.0.1:4999`.
    pub(super) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many have come so far. Visitors are let in in the order in which they come: when we are, all
    /// others were.
    pub(super) async fn visits(&self) -> usize {
        let mut door = TcpStream::connect(self.address).await.expect("it listens");
        // It ends when we are turned away.
        door.read_exact(&mut [0]).await.expect_err("nobody is let in");
        let knocks = self.knocks.fetch_add(1, Ordering::SeqCst) + 1;
        self.visits.load(Ordering::SeqCst) - knocks
    }
}

impl Drop for Stranger {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn visitors_are_counted_and_our_own_knocks_are_not() {
        let stranger = Stranger::new().await;
        assert_eq!(stranger.visits().await, 0);
        drop(TcpStream::connect(stranger.address).await);
        assert_eq!((stranger.visits().await, stranger.visits().await), (1, 1));
    }
}
