//! One connection through the proxy, from its making to whichever end the network has for it.

use std::{
    future::pending,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{
        TcpStream,
        tcp::{ReadHalf, WriteHalf},
    },
    sync::{mpsc, watch},
    time::Instant,
};

use super::{
    End, Network, Shared, Way,
    carrier::Carrier,
    trap::{Hold, Verdict},
};

/// Bytes that are read at once.
const CHUNK: usize = 16 * 1024;
/// Chunks of answers that are on their way at once.
const ON_THE_WAY: usize = 64;

/// What both ways of one connection share.
pub(super) struct Line {
    pub(super) shared: Arc<Shared>,
    /// It lost bytes in a half-open network: whatever else comes is nonsense.
    pub(super) is_silent: AtomicBool,
    caught: Mutex<Option<Hold>>,
}

/// Carries bytes both ways until an end.
pub(super) async fn carry(mut client: TcpStream, shared: Arc<Shared>, network: watch::Receiver<Network>) {
    if link(&mut client, shared, network).await == End::Reset {
        // Closing with a linger of zero sends RST instead of FIN. A client that is gone needs neither.
        client.set_zero_linger().ok();
    }
}

async fn link(client: &mut TcpStream, shared: Arc<Shared>, network: watch::Receiver<Network>) -> End {
    let target = *shared.target.borrow();
    let Ok(mut server) = TcpStream::connect(target).await else {
        return End::Closed;
    };
    for stream in [&*client, &server] {
        stream.set_nodelay(true).ok();
    }
    let line = Line {
        shared,
        is_silent: AtomicBool::new(false),
        caught: Mutex::new(None),
    };
    let (from_client, to_client) = client.split();
    let (from_server, to_server) = server.split();
    let (requests, answers) = (
        Carrier::new(&line, Way::Requests, network.clone()),
        Carrier::new(&line, Way::Answers, network.clone()),
    );
    tokio::select! {
        biased;
        end = break_off(network.clone()) => end,
        end = forward_requests(&line, from_client, to_server, requests) => end,
        end = forward_answers(&line, network, from_server, to_client, answers) => end,
    }
}

/// Waits until the network ends connections, or the proxy is dropped.
async fn break_off(mut network: watch::Receiver<Network>) -> End {
    loop {
        match *network.borrow_and_update() {
            Network::Down => return End::Closed,
            Network::Resetting => return End::Reset,
            _ => {}
        }
        if network.changed().await.is_err() {
            return End::Closed;
        }
    }
}

async fn forward_requests(line: &Line, mut from: ReadHalf<'_>, mut to: WriteHalf<'_>, mut carrier: Carrier<'_>) -> End {
    let mut chunk = vec![0; CHUNK];
    loop {
        match from.read(&mut chunk).await {
            Ok(0) => break,
            Ok(length) => {
                let request = &chunk[..length];
                // Before the server can answer it.
                if let Some(hold) = line.shared.traps.spring(request) {
                    *line.caught.lock().unwrap_or_else(PoisonError::into_inner) = Some(hold);
                }
                if let Err(end) = carrier.deliver(&mut to, request).await {
                    return end;
                }
            }
            Err(_) => return End::Closed,
        }
    }
    // The client has said all; the server may still have something to say.
    to.shutdown().await.ok();
    pending().await
}

/// Reads ahead, so that a delay does not add to the one before.
async fn forward_answers(
    line: &Line,
    network: watch::Receiver<Network>,
    mut from: ReadHalf<'_>,
    mut to: WriteHalf<'_>,
    mut carrier: Carrier<'_>,
) -> End {
    let (ahead, mut arriving) = mpsc::channel(ON_THE_WAY);
    let read = async move {
        let mut chunk = vec![0; CHUNK];
        while let Ok(length @ 1..) = from.read(&mut chunk).await {
            let due = match *network.borrow() {
                Network::Slow(by) => Instant::now() + by,
                _ => Instant::now(),
            };
            if ahead.send((due, chunk[..length].to_vec())).await.is_err() {
                break;
            }
        }
        // What is on its way still arrives.
        drop(ahead);
        pending().await
    };
    let deliver = async {
        while let Some((due, answer)) = arriving.recv().await {
            tokio::time::sleep_until(due).await;
            if line.verdict().await == Verdict::Lose {
                return End::Closed;
            }
            if let Err(end) = carrier.deliver(&mut to, &answer).await {
                return end;
            }
        }
        End::Closed
    };
    tokio::select! {
        end = read => end,
        end = deliver => end,
    }
}

impl Line {
    /// What becomes of an answer; one that nobody caught is delivered.
    async fn verdict(&self) -> Verdict {
        let caught = self.caught.lock().unwrap_or_else(PoisonError::into_inner).take();
        match caught {
            Some(hold) => hold.verdict().await,
            None => Verdict::Deliver,
        }
    }

    pub(super) fn falls_silent(&self) {
        self.is_silent.store(true, Ordering::SeqCst);
    }
}
