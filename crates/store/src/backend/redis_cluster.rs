//! The way to a cluster: each command to the server that owns its key.
//!
//! A command is sent again only when the server said that it did not do it: `MOVED`, `ASK`, `TRYAGAIN`.
//! redis-rs's own cluster client counts lost connections and redirections in one budget, so it either
//! resends a `GETDEL` whose answer got lost (assurance R06) or follows no redirection.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use redis::{Cmd, ConnectionInfo, FromRedisValue, Value};
use tokio::{
    task::JoinSet,
    time::{Instant, sleep, timeout},
};

use super::{
    redis_clock::RedisClock,
    redis_dial::Dial,
    redis_fault::RedisFault,
    redis_line::RedisLine,
    redis_slot::{SLOTS, slot_of},
    redis_topology::{self, Owned},
};
use crate::location::redis_location::{Address, at};

/// How long a command may take, with all redirections.
const PATIENCE: Duration = Duration::from_millis(1500);
/// How often a command is sent on. More can only be servers that point at each other.
const HOPS: usize = 100;
/// How long to wait while keys of one command are on two servers.
const MOVING: Duration = Duration::from_millis(15);
/// How old a map must be before another one is asked for.
const PAUSE: Duration = Duration::from_millis(200);

/// A cluster.
pub(super) struct RedisCluster {
    /// How to sign in at any of its servers; where it points to does not matter.
    pattern: ConnectionInfo,
    /// The servers that are known from the beginning.
    seeds: Vec<Address>,
    clock: Arc<RedisClock>,
    map: Mutex<Map>,
    /// Held by whoever asks for a new map: the others wait for what comes of it.
    asking: tokio::sync::Mutex<()>,
}

/// One of its servers, and the name that it is reached by.
struct Server {
    host: String,
    line: Arc<RedisLine>,
}

#[derive(Default)]
struct Map {
    servers: HashMap<Address, Arc<Server>>,
    /// Each slot's master. Empty before the first map.
    owners: Vec<Option<Arc<Server>>>,
    /// When it was asked for, with or without success.
    asked: Option<Instant>,
    /// Whether a server failed since: its slots may belong to another one by now.
    doubtful: bool,
}

impl RedisCluster {
    /// Does not connect yet.
    pub(super) fn new(pattern: ConnectionInfo, seeds: Vec<Address>, clock: Arc<RedisClock>) -> Self {
        Self {
            pattern,
            seeds,
            clock,
            map: Mutex::default(),
            asking: tokio::sync::Mutex::default(),
        }
    }

    /// Sends the command to where its first key lives, and reads the answer.
    pub(super) async fn run<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, RedisFault> {
        let answer = timeout(PATIENCE, self.follow(command)).await;
        let answer = answer.unwrap_or(Err(RedisFault::TooSlow));
        if answer
            .as_ref()
            .is_err_and(|fault| fault.ends_the_connection() || *fault == RedisFault::Silent)
        {
            self.map().doubtful = true;
        }
        answer
    }

    /// All masters, each once.
    pub(super) async fn masters(&self) -> Result<Vec<Arc<RedisLine>>, RedisFault> {
        self.learn().await?;
        let map = self.map();
        let mut lines: Vec<Arc<RedisLine>> = Vec::new();
        for server in map.owners.iter().flatten() {
            if !lines.iter().any(|line| Arc::ptr_eq(line, &server.line)) {
                lines.push(Arc::clone(&server.line));
            }
        }
        Ok(lines)
    }

    async fn follow<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, RedisFault> {
        let slot = slot_of(command);
        self.learn().await?;
        let mut server = self.owner(slot)?;
        let mut outcome = server.line.run(command).await;
        for _ in 0..HOPS {
            outcome = match outcome {
                Err(RedisFault::Moved(to)) => {
                    server = self.redirected(&to, &server)?;
                    self.note_owner(slot, &server);
                    server.line.run(command).await
                }
                Err(RedisFault::Ask(to)) => {
                    let other = self.redirected(&to, &server)?;
                    other.line.run_asking(command).await
                }
                Err(RedisFault::TryAgain) => {
                    sleep(MOVING).await;
                    server = self.owner(slot)?;
                    server.line.run(command).await
                }
                other => return other,
            };
        }
        outcome
    }

    /// Whom the map names; for a command without a key, anyone.
    fn owner(&self, slot: Option<u16>) -> Result<Arc<Server>, RedisFault> {
        let map = self.map();
        let owner = match slot {
            Some(slot) => map.owners.get(usize::from(slot)).and_then(Option::as_ref),
            None => map.owners.iter().flatten().next(),
        };
        owner
            .cloned()
            .ok_or_else(|| RedisFault::NotServing("CLUSTERDOWN".to_owned()))
    }

    fn redirected(&self, to: &str, from: &Server) -> Result<Arc<Server>, RedisFault> {
        let address = redis_topology::address(to, &from.host).ok_or(RedisFault::Unexpected)?;
        Ok(self.server(address))
    }

    fn note_owner(&self, slot: Option<u16>, server: &Arc<Server>) {
        let mut map = self.map();
        if let Some(owner) = slot.and_then(|slot| map.owners.get_mut(usize::from(slot))) {
            *owner = Some(Arc::clone(server));
        }
    }

    /// The server at that address, known or new.
    fn server(&self, address: Address) -> Arc<Server> {
        let mut map = self.map();
        let server = map.servers.entry(address).or_insert_with_key(|(host, port)| {
            let dial = Dial::Direct(at(&self.pattern, host, *port));
            Arc::new(Server {
                host: host.clone(),
                line: Arc::new(RedisLine::new(dial, Arc::clone(&self.clock))),
            })
        });
        Arc::clone(server)
    }

    /// Sees to it that there is a map, and asks for a new one when there is reason to doubt it.
    async fn learn(&self) -> Result<(), RedisFault> {
        if !self.map().is_wanted() {
            return Ok(());
        }
        let _turn = self.asking.lock().await;
        if !self.map().is_wanted() {
            return Ok(());
        }
        let answer = self.ask_anyone().await;
        // Only now: whoever comes meanwhile is to wait for the answer.
        self.map().asked = Some(Instant::now());
        match answer {
            Ok(owned) => self.replace(owned),
            // An old map is better than none: most of its servers may be well.
            Err(fault) if self.map().owners.is_empty() => return Err(fault),
            Err(_) => {}
        }
        Ok(())
    }

    /// The map of whoever answers first.
    async fn ask_anyone(&self) -> Result<Vec<Owned>, RedisFault> {
        let mut asked = JoinSet::new();
        for server in self.everyone() {
            asked.spawn(async move {
                let answer: Vec<Value> = server.line.run(redis::cmd("CLUSTER").arg("SLOTS")).await?;
                redis_topology::read(answer, &server.host).ok_or(RedisFault::Unexpected)
            });
        }
        let mut fault = RedisFault::Unreachable;
        while let Some(answer) = asked.join_next().await {
            match answer {
                Ok(Ok(owned)) if !owned.is_empty() => return Ok(owned),
                Ok(Ok(_)) => fault = RedisFault::NotServing("CLUSTERDOWN".to_owned()),
                Ok(Err(said)) => fault = said,
                Err(_) => {}
            }
        }
        Err(fault)
    }

    /// All servers of the last map, and the seeds.
    fn everyone(&self) -> Vec<Arc<Server>> {
        let known: Vec<Address> = self.map().servers.keys().cloned().collect();
        let all: HashSet<Address> = known.into_iter().chain(self.seeds.iter().cloned()).collect();
        all.into_iter().map(|address| self.server(address)).collect()
    }

    fn replace(&self, owned: Vec<Owned>) {
        let mut owners = vec![None; usize::from(SLOTS)];
        let addresses: HashSet<Address> = owned.iter().map(|(_, address)| address.clone()).collect();
        for (slots, address) in owned {
            let server = self.server(address);
            for slot in slots {
                if let Some(owner) = owners.get_mut(usize::from(slot)) {
                    *owner = Some(Arc::clone(&server));
                }
            }
        }
        let mut map = self.map();
        map.owners = owners;
        map.doubtful = false;
        map.servers.retain(|address, _| addresses.contains(address));
    }

    fn map(&self) -> MutexGuard<'_, Map> {
        self.map.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Map {
    fn is_wanted(&self) -> bool {
        let recent = self.asked.is_some_and(|asked| asked.elapsed() < PAUSE);
        !recent && (self.owners.is_empty() || self.doubtful)
    }
}
