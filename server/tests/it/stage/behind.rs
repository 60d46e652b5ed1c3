//! Stages whose store or provider stands behind a bad network.

use std::{net::SocketAddr, time::Duration};

use http::StatusCode;
use sandbox::SandboxConfig;
use testkit::{fault_proxy::FaultProxy, redis::RedisServer};
use tokio::time::{sleep, timeout};

use super::{Setting, Stage};

/// Within this all is well again.
const RECOVERY: Duration = Duration::from_secs(3);

/// A real Redis, and a proxy in front of it.
pub struct Behind {
    pub redis: RedisServer,
    pub proxy: FaultProxy,
}

impl Behind {
    pub async fn new(arguments: &[&str]) -> Self {
        let redis = RedisServer::with(arguments);
        let target = SocketAddr::from(([127, 0, 0, 1], redis.port()));
        let proxy = FaultProxy::start(target).await.unwrap();
        Self { redis, proxy }
    }

    /// An app that reaches Redis through the proxy.
    pub async fn stage(&self) -> Stage {
        self.stage_with(Setting::default()).await
    }

    /// As above, with other settings.
    pub async fn stage_with(&self, setting: Setting) -> Stage {
        let direct = format!(":{}", self.redis.port());
        let through_proxy = format!(":{}", self.proxy.address().port());
        Stage::with(Setting {
            location: Some(self.redis.url().replace(&direct, &through_proxy)),
            ..setting
        })
        .await
    }

    /// Asks Redis directly.
    pub async fn ask(&self, command: &[&str]) -> String {
        let mut asked = redis::cmd(command[0]);
        asked.arg(&command[1..]);
        asked.query_async(&mut self.redis.connect().await).await.unwrap()
    }

    /// How often Redis ran a command since the app first reached it.
    pub async fn ran(&self, command: &str) -> usize {
        let counts = self.ask(&["INFO", "commandstats"]).await;
        let line = counts
            .lines()
            .find_map(|line| line.strip_prefix(&format!("cmdstat_{command}:calls=")));
        line.map_or(0, |rest| rest.split(',').next().unwrap().parse().unwrap())
    }
}

/// Polls a real process: there is nothing else to wait on.
pub async fn recovers(stage: &Stage) {
    let ready = async {
        while stage.browser().get("/readyz").await.status != StatusCode::OK {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(RECOVERY, ready).await.expect("all is well again soon");
}

/// An app whose provider's API is reached through a proxy.
pub async fn far_away() -> (Stage, FaultProxy) {
    let nowhere_yet = SocketAddr::from(([127, 0, 0, 1], 9));
    let proxy = FaultProxy::start(nowhere_yet).await.unwrap();
    let stage = Stage::with(Setting {
        api_url: Some(format!("http://{}", proxy.address())),
        ..few_contacts()
    })
    .await;
    proxy.lead_to(stage.sandbox.address());
    (stage, proxy)
}

/// For many stages, one after the other.
pub fn few_contacts() -> Setting {
    contacts(5)
}

/// So many contacts.
pub fn contacts(contacts: usize) -> Setting {
    Setting {
        sandbox: SandboxConfig {
            contacts,
            ..SandboxConfig::default()
        },
        ..Setting::default()
    }
}
