//! A TCP proxy on loopback that is a bad network on request.

mod carrier;
mod connection;
mod trap;

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{net::TcpListener, sync::watch};

pub use self::trap::Caught;
use self::{connection::carry, trap::Traps};

/// How the network behaves from now on, to the connections that stand and to new ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// It carries everything.
    Sound,
    /// Answers arrive so much later.
    Slow(Duration),
    /// Answers drip: so many bytes, then such a pause.
    Dripping {
        /// Bytes at a time, at least one.
        bytes: usize,
        /// Between them.
        pause: Duration,
    },
    /// Connections are closed, new ones as soon as they are made.
    Down,
    /// Connections are made and stand, and nothing comes through. One that lost bytes so stays silent for good.
    HalfOpen,
    /// Connections are cut with a TCP reset, new ones as soon as they are made.
    Resetting,
    /// Each connection ends after so many further bytes that way; with 0, at the first byte.
    Cut {
        /// Whose bytes count.
        way: Way,
        /// How many pass.
        after: usize,
        /// How the connection ends then.
        end: End,
    },
}

/// Which way bytes go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the server.
    Requests,
    /// From the server.
    Answers,
}

/// How a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// In order: what was sent before arrives.
    Closed,
    /// With a TCP reset.
    Reset,
}

/// A proxy in front of one server. It stops, and closes its connections, when it is dropped.
pub struct FaultProxy {
    address: SocketAddr,
    /// Dropping it ends every task.
    network: watch::Sender<Network>,
    shared: Arc<Shared>,
}

/// What all connections of one proxy share.
struct Shared {
    target: watch::Sender<SocketAddr>,
    traps: Traps,
    answered: AtomicU64,
}

impl FaultProxy {
    /// Listens on a free loopback port, in front of `target`.
    ///
    /// # Errors
    /// When no port can be bound.
    pub async fn start(target: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let network = watch::Sender::new(Network::Sound);
        let shared = Arc::new(Shared {
            target: watch::Sender::new(target),
            traps: Traps::default(),
            answered: AtomicU64::new(0),
        });
        tokio::spawn(accept(listener, Arc::clone(&shared), network.subscribe()));
        Ok(Self {
            address,
            network,
            shared,
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// New connections lead there.
    pub fn lead_to(&self, target: SocketAddr) {
        self.shared.target.send_replace(target);
    }

    /// The network is like that now.
    pub fn becomes(&self, network: Network) {
        self.network.send_replace(network);
    }

    /// The next request with `needle` in it goes on to the server; its answer is caught.
    ///
    /// A request counts as what arrives in one read: small ones do. What is pipelined behind it waits too.
    #[must_use]
    pub fn catch(&self, needle: &str) -> Caught {
        self.shared.traps.set(needle)
    }

    /// How many bytes of answers were delivered so far.
    #[must_use]
    pub fn answered(&self) -> u64 {
        self.shared.answered.load(Ordering::SeqCst)
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>, mut network: watch::Receiver<Network>) {
    loop {
        tokio::select! {
            accepted = listener.accept() => if let Ok((client, _)) = accepted {
                tokio::spawn(carry(client, Arc::clone(&shared), network.clone()));
            },
            changed = network.changed() => if changed.is_err() {
                return;
            },
        }
    }
}

#[cfg(test)]
mod tests;
