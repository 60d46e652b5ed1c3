//! Delivers bytes one way, as the network has it at that moment.

use std::{sync::atomic::Ordering, time::Duration};

use tokio::{io::AsyncWriteExt as _, net::tcp::WriteHalf, sync::watch, time::sleep};

use super::{End, Network, Way, connection::Line};

/// One way of one connection.
pub(super) struct Carrier<'a> {
    line: &'a Line,
    way: Way,
    network: watch::Receiver<Network>,
    /// Bytes since the network became as it is.
    carried: usize,
}

impl<'a> Carrier<'a> {
    pub(super) fn new(line: &'a Line, way: Way, network: watch::Receiver<Network>) -> Self {
        Self {
            line,
            way,
            network,
            carried: 0,
        }
    }

    /// Delivers them, or as many as the network lets through.
    pub(super) async fn deliver(&mut self, to: &mut WriteHalf<'_>, bytes: &[u8]) -> Result<(), End> {
        match self.network_now() {
            Network::HalfOpen => {
                self.line.falls_silent();
                Ok(())
            }
            _ if self.line.is_silent.load(Ordering::SeqCst) => Ok(()),
            Network::Cut { way, after, end } if way == self.way => {
                let left = after.saturating_sub(self.carried).min(bytes.len());
                self.write(to, &bytes[..left]).await?;
                if self.carried < after { Ok(()) } else { Err(end) }
            }
            Network::Dripping { bytes: drop, pause } if self.way == Way::Answers => {
                self.drip(to, bytes, drop, pause).await
            }
            _ => self.write(to, bytes).await,
        }
    }

    fn network_now(&mut self) -> Network {
        if self.network.has_changed().unwrap_or(false) {
            self.carried = 0;
        }
        *self.network.borrow_and_update()
    }

    async fn drip(&mut self, to: &mut WriteHalf<'_>, bytes: &[u8], drop: usize, pause: Duration) -> Result<(), End> {
        for drop in bytes.chunks(drop) {
            self.write(to, drop).await?;
            sleep(pause).await;
        }
        Ok(())
    }

    async fn write(&mut self, to: &mut WriteHalf<'_>, bytes: &[u8]) -> Result<(), End> {
        to.write_all(bytes).await.map_err(|_| End::Closed)?;
        self.carried += bytes.len();
        if self.way == Way::Answers {
            self.line
                .shared
                .answered
                .fetch_add(bytes.len() as u64, Ordering::SeqCst);
        }
        Ok(())
    }
}
