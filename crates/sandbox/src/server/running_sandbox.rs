//! The handle to a running sandbox: its stand-ins, its clock, its end.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use futures::future::join_all;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::running::RunningStandIn;
use crate::world::World;

/// How long a stop waits for answers that are under way.
const GRACE: Duration = Duration::from_secs(3);

/// A sandbox that serves; it stops when this is dropped.
///
/// What it does without naming a provider, it does to HubSpot.
#[derive(Debug)]
pub struct RunningSandbox {
    pub(super) hubspot: RunningStandIn,
    pub(super) airtable: Option<RunningStandIn>,
    pub(super) notion: Option<RunningStandIn>,
    pub(super) pipedrive: Option<RunningStandIn>,
    pub(super) world: Arc<World>,
    pub(super) stop: CancellationToken,
    pub(super) serving: Vec<JoinHandle<io::Result<()>>>,
}

impl RunningSandbox {
    /// HubSpot, which always runs.
    #[must_use]
    pub fn hubspot(&self) -> &RunningStandIn {
        &self.hubspot
    }

    /// Airtable.
    ///
    /// # Panics
    /// When the configuration did not ask for it: a mistake in the test that asks.
    #[must_use]
    pub fn airtable(&self) -> &RunningStandIn {
        configured(self.airtable.as_ref(), "airtable")
    }

    /// Notion.
    ///
    /// # Panics
    /// When the configuration did not ask for it: a mistake in the test that asks.
    #[must_use]
    pub fn notion(&self) -> &RunningStandIn {
        configured(self.notion.as_ref(), "notion")
    }

    /// Pipedrive.
    ///
    /// # Panics
    /// When the configuration did not ask for it: a mistake in the test that asks.
    #[must_use]
    pub fn pipedrive(&self) -> &RunningStandIn {
        configured(self.pipedrive.as_ref(), "pipedrive")
    }

    /// Every stand-in that runs, by name; HubSpot first.
    pub fn stand_ins(&self) -> impl Iterator<Item = (&'static str, &RunningStandIn)> {
        let others = [
            ("airtable", &self.airtable),
            ("notion", &self.notion),
            ("pipedrive", &self.pipedrive),
        ];
        let others = others
            .into_iter()
            .filter_map(|(name, running)| Some((name, running.as_ref()?)));
        [("hubspot", &self.hubspot)].into_iter().chain(others)
    }

    /// Moves the clock of all stand-ins forward: codes, tokens and rate windows age.
    pub fn advance(&self, by: Duration) {
        self.world.config.clock.advance(by);
    }

    /// Stops listening, lets go of whatever hangs, and waits for the answers under way.
    pub async fn stop(mut self) {
        self.stop.cancel();
        let serving = join_all(self.serving.drain(..));
        // Whoever still reads an answer after the grace is cut off with the process.
        tokio::time::timeout(GRACE, serving).await.ok();
    }
}

impl Drop for RunningSandbox {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

fn configured<'a>(running: Option<&'a RunningStandIn>, name: &str) -> &'a RunningStandIn {
    running.unwrap_or_else(|| panic!("the sandbox was started without `SandboxConfig::{name}`"))
}
